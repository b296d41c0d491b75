"""办理一步：法律许可、由该办的人办、填得对、没有别人抢先；不许的说出理由和条款，什么也不留下。"""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE, HANDED, START

from tongpan.cases import actions
from tongpan.cases.models import CaseFact
from tongpan.cases.steps import storing
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.ids import uuid7
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.powers.steps.stamp import touch_lists

pytestmark = pytest.mark.django_db


def take(stage, case, step, **given):
    target = CASE if step is Step.FILE else stage.target(case)
    values = {"target": target, "actor": stage.who(step), "now": stage.now} | given
    return actions.take_step(case_id=case.pk, step=step, **values)


class TestTheLaw:
    def test_a_step_that_is_not_yet_lawful_says_why_and_by_which_article(self, stage):
        case = stage.found(stage.open())
        with pytest.raises(Unlawful) as refused:
            take(stage, case, Step.GATHER)

        (breach,) = refused.value.verdict
        assert breach.code == "officers.identity.not_shown"
        assert str(breach.citation).startswith("行政处罚法第五十五条")
        assert breach.missing
        assert not CaseFact.objects.filter(case=case, table="evidence").exists()

    def test_what_nobody_found_out_is_not_guessed(self, stage):
        with pytest.raises(Unlawful) as refused:
            take(stage, stage.open(), Step.FILE)

        assert {each.code for each in refused.value.verdict} >= {"docketing.evidence.unknown"}

    def test_a_step_that_is_not_in_question(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        with pytest.raises(Conflict):
            take(stage, case, Step.FILE)

    def test_a_card_that_has_run_out_stops_the_officers(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        second = cast.Officer.objects.get(pk=stage.second.officer_id)
        second.credentials.update(valid_to=START.date() - timedelta(days=1))
        with pytest.raises(Unlawful) as refused:
            take(stage, case, Step.SHOW_IDENTITY)

        assert "officers.credential.expired" in {each.code for each in refused.value.verdict}

    def test_a_power_recalled_in_the_middle_stops_the_decision(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8)
        stage.matter.grants.update(valid_to=stage.now.date() - timedelta(days=1))
        touch_lists()
        with pytest.raises(Unlawful) as refused:
            take(stage, case, Step.DECIDE)

        assert "authority.over" in {each.code for each in refused.value.verdict}

    def test_nobody_prolongs_by_more_than_the_rules_allow(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        with pytest.raises(Invalid, match="至多延长30日") as refused:
            stage.take(case, Step.EXTEND_DECISION, days=39, why="案情复杂")

        assert set(refused.value.fields) == {"days"}
        assert [
            each.days
            for each in stage.facts(stage.take(case, Step.EXTEND_DECISION, days=30, why="案情复杂")).prolongations
        ] == [30]

    def test_a_grant_of_next_year_does_not_hide_the_one_in_force(self, stage):
        grant = stage.matter.grants.get()
        grant.pk, grant.valid_from = uuid7(), date(2027, 1, 1)
        grant.save(force_insert=True)
        case = stage.found(stage.open())

        assert [each.since for each in stage.facts(case).authorities] == [cast.LONG_AGO]

    @pytest.mark.parametrize(
        ("card", "expected"),
        [
            pytest.param({}, True, id="有效"),
            pytest.param({"valid_to": None}, True, id="没有写届满日的证"),
            pytest.param({"status": "VALID", "status_on": date(2026, 2, 1)}, True, id="暂扣以后恢复"),
            pytest.param({"status": "SUSPENDED", "status_on": date(2026, 2, 1)}, False, id="暂扣中"),
            pytest.param({"status": "REVOKED", "status_on": cast.LONG_AGO}, False, id="自始收回"),
            pytest.param({"status": "LOST", "status_on": None}, False, id="遗失，不知哪一日"),
        ],
    )
    def test_a_card_holds_as_the_register_says(self, stage, card, expected):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        cast.Officer.objects.get(pk=stage.second.officer_id).credentials.update(**card)

        assert stage.outlook(case).offers(Step.SHOW_IDENTITY) is expected


class TestPosts:
    """m157 m164：承办、审核、批准、决定分开，谁的步骤谁办。"""

    def test_m157_a_handler_does_not_approve_the_filing(self, stage):
        case = stage.found(stage.open())
        with pytest.raises(Forbidden) as refused:
            take(stage, case, Step.FILE, actor=stage.officer)

        assert "吴用" in str(refused.value)

    def test_m164_the_head_does_not_gather_evidence(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY)
        with pytest.raises(Forbidden):
            take(stage, case, Step.GATHER, actor=stage.head, entered={"choice": "SITE_RECORD", "title": "笔录"})

    def test_nobody_acts_for_a_post_that_nobody_holds(self, stage):
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        with pytest.raises(Unlawful) as refused:
            take(stage, stage.found(case), Step.FILE)

        assert "staff.approver.unnamed" in {each.code for each in refused.value.verdict}

    def test_who_stands_aside_acts_no_more(self, stage):
        case = stage.found(stage.open())
        actions.ask_recusal(
            case_id=case.pk, officer="吴用", reason="是当事人的亲戚", actor=stage.officer, now=stage.now
        )
        other = cast.an_officer("郑直", stage.town.agency, cast.Post.HEAD)
        actions.name_officer(
            case_id=case.pk, role=Role.APPROVER, officer_id=other.pk, actor=stage.officer, now=stage.now
        )
        stage.people[Role.APPROVER] = cast.actor(other)
        actions.take_step(
            case_id=case.pk, step=Step.DECIDE_RECUSAL, target=CASE, actor=cast.actor(other), now=stage.now,
            entered={"choice": "GRANTED"},
        )  # fmt: skip
        with pytest.raises(Forbidden):
            take(stage, case, Step.FILE, actor=stage.deputy)

        assert stage.take(case, Step.FILE).filed_on == stage.now.date()

    def test_who_was_replaced_holds_the_post_no_more(self, stage):
        case = stage.found(stage.open())
        other = cast.an_officer("郑直", stage.town.agency, cast.Post.HEAD)
        actions.name_officer(
            case_id=case.pk, role=Role.APPROVER, officer_id=other.pk, actor=stage.officer, now=stage.now
        )
        with pytest.raises(Forbidden) as refused:
            take(stage, case, Step.FILE, actor=stage.deputy)
        assert "郑直" in str(refused.value)

        stage.people[Role.APPROVER] = cast.actor(other)
        stage.take(case, Step.FILE)
        assert stage.facts(case).filing.approver == "郑直"

    def test_nobody_is_named_to_what_his_post_does_not_reach(self, stage):
        case = stage.open()
        for role in (Role.APPROVER, Role.DECIDER, Role.REVIEWER):
            with pytest.raises(Invalid):
                actions.name_officer(
                    case_id=case.pk, role=role, officer_id=stage.officer.officer_id, actor=stage.officer, now=stage.now
                )

    def test_a_leader_who_handles_does_not_override_for_himself(self, stage):
        leader = cast.deputy_qian(stage.town)
        case = stage.found(stage.open())
        for role in (Role.HANDLER, Role.APPROVER):
            actions.name_officer(case_id=case.pk, role=role, officer_id=leader.pk, actor=stage.officer, now=stage.now)
        with pytest.raises(Unlawful) as refused:
            take(stage, case, Step.FILE, actor=cast.actor(leader), override="没有别人")

        assert {each.code for each in refused.value.verdict} == {"staff.approver.handler"}

    def test_after_filing_the_leaders_name_people(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        named = {"case_id": case.pk, "role": Role.REVIEWER, "officer_id": stage.chair.officer_id, "now": stage.now}
        with pytest.raises(Forbidden):
            actions.name_officer(**named, actor=stage.officer)

        actions.name_officer(**named, actor=stage.head)

    def test_nobody_decides_on_his_own_recusal(self, stage):
        case = stage.found(stage.open())
        actions.ask_recusal(case_id=case.pk, officer="吴用", reason="亲戚", actor=stage.officer, now=stage.now)
        with pytest.raises(Forbidden) as refused:
            take(stage, case, Step.DECIDE_RECUSAL, target=CASE, actor=stage.deputy, entered={"choice": "REFUSED"})

        assert refused.value.code == "cases.own_recusal"

    def test_another_town_does_not_know_of_it(self, stage):
        case = stage.open()
        with pytest.raises(NotFound):
            take(stage, case, Step.FILE, actor=cast.actor(cast.officer_wang()))


class TestInput:
    def test_two_people_at_once_one_wins(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE)
        with pytest.raises(Conflict) as refused:
            take(stage, case, Step.SHOW_IDENTITY, version=case.version)

        assert "刷新" in str(refused.value)

    def test_paper_comes_in_later_but_not_before_it_happens(self, stage):
        case = stage.found(stage.open())
        stage.wait(hours=5)
        take(stage, case, Step.FILE, at=stage.now - timedelta(hours=2))
        assert stage.facts(case).filing.at == stage.now - timedelta(hours=2)

        with pytest.raises(Invalid) as refused:
            take(stage, case, Step.SHOW_IDENTITY, at=stage.now + timedelta(hours=1))
        assert "at" in refused.value.fields

    def test_nothing_is_entered_before_what_is_entered_already(self, stage):
        """证据是今天取的，不能说半个月前就告知了。"""
        stage.wait(days=20)
        case = stage.found(stage.open())
        past = stage.now - timedelta(days=15)
        take(stage, case, Step.FILE, at=past, shown_by="立案审批表第1页，吴用签批")
        stage.take(case, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
        with pytest.raises(Invalid) as refused:
            take(stage, case, Step.NOTIFY, at=past + timedelta(days=1), entered={"reply_by": "2026-03-30"},
                 shown_by="告知书送达回证")  # fmt: skip

        assert "at" in refused.value.fields

    @pytest.mark.parametrize("at", ["1900-01-01T00:00:00+08:00", "0001-01-01T00:00:00+14:00"])
    def test_a_year_that_cannot_be(self, stage, at):
        case = stage.found(stage.open())
        with pytest.raises(Invalid) as refused:
            take(stage, case, Step.FILE, at=datetime.fromisoformat(at))

        assert "at" in refused.value.fields

    def test_a_moment_of_another_zone_counts_by_its_day_in_china(self, stage):
        case = stage.found(stage.open())
        stage.wait(days=1)
        done = take(stage, case, Step.FILE, at=datetime.fromisoformat("2026-03-02T23:30:00+00:00"))

        assert done.filed_on == date(2026, 3, 3)

    @pytest.mark.parametrize(
        ("entered", "field"),
        [
            pytest.param({"reply_by": "2026-02-30"} | HANDED, "reply_by", id="没有这一天"),
            pytest.param({"reply_by": "下周"} | HANDED, "reply_by", id="不是日期"),
        ],
    )
    def test_what_cannot_be_names_its_field(self, stage, entered, field):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
        with pytest.raises(Invalid) as refused:
            take(stage, case, Step.NOTIFY, entered=entered)

        assert field in refused.value.fields
        assert stage.facts(case).notices == ()

    @pytest.mark.parametrize(
        ("entered", "field"),
        [
            pytest.param({}, "title", id="没有名称"),
            pytest.param({"choice": "MAGIC", "title": "笔录"}, "choice", id="没有这种证据"),
            pytest.param({"choice": ["OBJECT"], "title": "笔录"}, "choice", id="不是一个选项"),
            pytest.param({"choice": "OBJECT", "title": 5}, "title", id="不是文字"),
            pytest.param({"choice": "OBJECT", "title": "长" * 2001}, "title", id="太长"),
            pytest.param({"choice": "OBJECT", "title": "笔录", "note": "空\0字"}, "note", id="有空字符"),
        ],
    )
    def test_what_is_missing_or_no_choice_names_its_field(self, stage, entered, field):
        case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY)
        with pytest.raises(Invalid) as refused:
            take(stage, case, Step.GATHER, entered=entered)

        assert field in refused.value.fields
        assert stage.facts(case).evidence == ()


class TestOverride:
    """推导出来的规定（D 级）由负责人写明理由才能越过；条文写明的不能。"""

    def late(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=120)
        return case

    def test_a_late_decision_goes_on_with_the_heads_reason(self, stage):
        case = self.late(stage)
        with pytest.raises(Unlawful) as refused:
            take(stage, case, Step.DECIDE)
        assert {each.code for each in refused.value.verdict} == {"decision.clock.late"}

        done = take(stage, case, Step.DECIDE, override="当事人下落不明，找到后立即决定")
        assert done.decided_on == stage.now.date()

    def test_the_letter_of_the_law_is_never_overridden(self, stage):
        case = stage.found(stage.open())
        with pytest.raises(Unlawful):
            take(stage, case, Step.DECIDE, override="赶时间")


def test_nobody_decides_on_the_spot_past_the_second_officer_and_the_number(stage, enter):
    case = stage.found(stage.open())
    assert not storing.outlook(stage.facts(case), stage.now).why_not(Step.DECIDE_ON_SPOT)

    with pytest.raises(Conflict, match="当场处罚") as refused:
        stage.take(case, Step.DECIDE_ON_SPOT)
    assert refused.value.code == "case.step.on_the_spot"
    with pytest.raises(Conflict, match="当场处罚"):
        actions.propose_step(
            case_id=case.pk, step=Step.DECIDE_ON_SPOT, target=stage.target(case), reason="", actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
    assert "当场作出处罚决定" not in enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
