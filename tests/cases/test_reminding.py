"""期限重算和提醒：放假通知一公布就重算，告知过的日子不提前；应办的期限逐级提醒，每级一次。"""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from tests import cast
from tests.cases.watch import deliver, rows, told
from tests.kernel.test_calendar import NOTICE

from tongpan.agencies.domain.posts import Post, StaffKind
from tongpan.cases import actions
from tongpan.cases.actions import NewCharge
from tongpan.cases.domain.board import Group
from tongpan.cases.domain.reminding import DEFAULT, Ladder, Level, reached
from tongpan.cases.models import Case, CaseLimit, LimitReminder, ReminderRule
from tongpan.cases.queries.reminders import to_tell
from tongpan.cases.steps.limits import FAVOURING
from tongpan.cases.tasks import recount_passed_limits, remind_of_limits
from tongpan.kernel import ledger
from tongpan.kernel.calendar import store_notice
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.models import Delivery
from tongpan.law.calendar import national
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 21, 9, tzinfo=cast.NOW.tzinfo)


def limit(case, rule="DL-01"):
    return CaseLimit.objects.get(case=case, rule=rule)


def publish(text=NOTICE, now=DECEMBER):
    with transaction.atomic():
        store_notice(text, actor="officer:test", now=now)
    return deliver(now + timedelta(seconds=1))


class TestRecount:
    def test_a_notice_gives_the_days_that_waited_for_it(self, stage):
        stage.now = DECEMBER
        case = stage.open(charge=NewCharge(act_on=date(2026, 12, 18)))
        before = limit(case)
        assert (before.due_on, before.awaiting_year) == (None, 2027)
        assert [row.limit.pk for row in rows(stage.officer, stage.now, group=Group.WAITING)] == [before.pk]

        publish()

        after = limit(case)
        assert (after.pk, after.awaiting_year) == (before.pk, None)
        assert after.due_on > before.act_by
        assert Case.objects.get(pk=case.pk).next_due_on == after.due_on
        assert Case.objects.get(pk=case.pk).version == case.version
        entry = ledger.history(case)[-1]
        assert (entry.action, entry.actor) == ("case.limits_recounted", "system:cases")
        assert entry.facts["limits"][0]["before"]["awaiting_year"] == 2027
        assert rows(stage.officer, stage.now, group=Group.WAITING) == []

    def test_nothing_is_recorded_twice(self, stage):
        case = stage.open()
        done = actions.recount_all(now=stage.now)
        assert (done.seen, done.changed, done.failed) == (1, 0, 0)
        assert [item.action for item in ledger.history(case)] == ["case.opened"]

    def test_a_day_that_a_party_was_told_is_never_brought_forward(self, stage):
        case = told(stage)
        right = CaseLimit.objects.filter(case=case, kind__in=FAVOURING).first()
        later = right.act_by + timedelta(days=3)
        CaseLimit.objects.filter(pk=right.pk).update(act_by=later, due_on=later)  # as an older notice had it
        actions.recount_all(now=stage.now)

        kept = CaseLimit.objects.get(pk=right.pk)
        assert (kept.act_by, kept.due_on) == (later, later)
        assert "不提前" in kept.explanation
        duty = limit(case, "DL-09")
        CaseLimit.objects.filter(pk=duty.pk).update(act_by=duty.act_by + timedelta(days=3))
        actions.recount_all(now=stage.now)
        assert limit(case, "DL-09").act_by == duty.act_by

    def test_what_begins_when_a_period_is_over_begins_by_itself(self, stage):
        case = told(stage)
        stage.take(case, Step.WAIVE)
        stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE)
        suit = limit(case, "DL-39")
        assert not CaseLimit.objects.filter(case=case, rule="DL-28").exists()

        after = datetime.combine(suit.act_by + timedelta(days=1), stage.now.timetz())
        recount_passed_limits(after)

        assert CaseLimit.objects.filter(case=case, rule="DL-28").exists()
        seen = CaseLimit.objects.filter(case=case).values_list("counted_on", flat=True)
        assert set(seen) == {after.date()}


class TestLadder:
    @pytest.mark.parametrize(
        ("today", "levels"),
        [
            pytest.param(date(2026, 3, 18), [], id="还有3个工作日"),
            pytest.param(date(2026, 3, 19), [Level.HANDLERS], id="还有2个工作日"),
            pytest.param(date(2026, 3, 22), [Level.HANDLERS], id="周日，还有1个工作日"),
            pytest.param(date(2026, 3, 23), [Level.HANDLERS, Level.HEAD], id="最后一日"),
            pytest.param(date(2026, 3, 24), list(Level), id="过期第1个工作日"),
        ],
    )
    def test_counts_in_working_days(self, today, levels):
        assert list(reached(date(2026, 3, 23), today, DEFAULT, national())) == levels

    def test_a_level_may_be_left_out(self):
        only = Ladder(None, 1, None)

        assert list(reached(date(2026, 3, 23), date(2026, 3, 20), only, national())) == [Level.HEAD]


class TestReminding:
    def at(self, stage, day):
        return datetime(2026, 3, day, 9, 30, tzinfo=stage.now.tzinfo)

    def test_each_level_is_told_once(self, stage, settings):
        settings.TONGPAN_NOTIFY = ["log"]
        cast.district_dispatcher_feng(), cast.supervisor_sun()
        case = stage.open()
        deliver(stage.now)
        sent = []
        for day in (18, 19, 19, 20, 23, 24, 24, 25):
            remind_of_limits(self.at(stage, day))
            deliver(self.at(stage, day) + timedelta(seconds=1))
            sent.append(LimitReminder.objects.count())

        assert sent == [0, 1, 1, 1, 2, 3, 3, 3]
        told_of = LimitReminder.objects.filter(case=case).order_by("level")
        assert list(told_of.values_list("level", "workdays")) == [(1, 2), (2, 0), (3, -1)]
        assert [item.action for item in ledger.history(case)].count("case.limit_reminded") == 3
        subjects = list(Delivery.objects.values_list("subject", flat=True))
        assert set(subjects) == {f"期限提醒 {case.number}"}
        assert len(subjects) == 3 + 2 + 2  # two handlers and the approver; two heads; the district and the bureau

    def test_where_no_head_is_named_those_of_the_organ_are_told(self, stage):
        """A bureau's case in a town is no matter of the town's heads (处罚法 57)."""
        bureau = cast.a_department(stage.town.county)
        director = cast.an_officer("钱局", bureau, Post.HEAD, staff_kind=StaffKind.CLERK)
        case = stage.open(people=[])
        reminder = LimitReminder(case=case, rule="DL-01", level=Level.HEAD)
        assert {one.name for one in to_tell(reminder, stage.now.date())} == {"周正", "吴用"}

        case.body = bureau
        assert [one.name for one in to_tell(reminder, stage.now.date())] == [director.name]

    def test_is_not_told_at_night_nor_of_what_was_done(self, stage):
        case = stage.found(stage.open())
        remind_of_limits(datetime(2026, 3, 23, 2, tzinfo=stage.now.tzinfo))
        assert not LimitReminder.objects.exists()

        stage.take(case, Step.FILE)
        remind_of_limits(self.at(stage, 24))
        assert not LimitReminder.objects.filter(rule="DL-01").exists()

    def test_a_bodys_own_rule_goes_before_its_countys(self, stage):
        stage.open()
        chief = cast.actor(cast.chief_chen())
        given = {"valid_from": stage.now.date(), "why": "本地办法", "now": stage.now}
        actions.set_reminders(body_id=None, ladder=Ladder(10, 5, 0), actor=chief, **given)
        assert actions.remind(now=self.at(stage, 10)) == 1
        head = stage.head
        actions.set_reminders(body_id=head.agency_id, ladder=Ladder(1, 0, None), actor=head, **given)
        stage.open()
        assert actions.remind(now=self.at(stage, 10)) == 0

    def test_is_shown_on_the_case(self, stage, enter, moment):
        case = stage.open()
        actions.remind(now=self.at(stage, 19))
        page = enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()

        assert "已提醒承办人（还有2个工作日）" in page


class TestRule:
    given = {"why": "本地办法", "valid_from": date(2026, 3, 2)}

    def test_is_set_by_the_chief_for_the_county_and_by_heads_for_their_own(self, stage):
        for actor, body in ((stage.officer, None), (stage.head, None), (stage.officer, stage.officer.agency_id)):
            with pytest.raises(Forbidden):
                actions.set_reminders(body_id=body, ladder=DEFAULT, actor=actor, now=stage.now, **self.given)
        assert not ReminderRule.objects.exists()

    @pytest.mark.parametrize(
        ("ladder", "field"),
        [(Ladder(99, 0, -1), "handlers"), (Ladder(0, 2, -1), "head"), (Ladder(None, None, None), "handlers")],
    )
    def test_what_cannot_be_is_refused(self, stage, ladder, field):
        chief = cast.actor(cast.chief_chen())
        with pytest.raises(Invalid) as refused:
            actions.set_reminders(body_id=None, ladder=ladder, actor=chief, now=stage.now, **self.given)
        assert field in refused.value.fields

    def test_has_a_page(self, stage, enter, moment):
        client = enter(cast.actor(cast.chief_chen()))
        data = {"handlers": "3", "head": "1", "district": "-1", "valid_from": "2026-03-02", "why": "本地办法"}

        assert client.post(reverse("cases:reminders"), data | {"valid_from": "2026-03-01"}).status_code == 422
        assert client.post(reverse("cases:reminders"), data).status_code == 302
        assert "本地办法" in client.get(reverse("cases:reminders")).content.decode()
        assert enter(stage.officer).get(reverse("cases:reminders")).status_code == 403
