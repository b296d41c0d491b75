"""集体讨论、听证、活动：谁到场、谁说了什么，都有记录；承办的、回避的不参加表决。"""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.reviewed import a_weighty_case
from tests.cases.stage import ENTERED

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.actions import look_at_case
from tongpan.cases.domain.looks import Purpose
from tongpan.cases.domain.meetings import Meeting
from tongpan.cases.domain.stagewords import STAGES
from tongpan.cases.models import Case, CaseMeeting
from tongpan.cases.queries.documenting import told_of
from tongpan.kernel.errors import Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db
BOTH = [{"name": "周正", "said": "同意"}, {"name": "吴用", "said": "同意，建议从轻"}]
AT_HEARING = [
    {"name": "何清", "capacity": "CLERK"},
    {"name": "李明", "capacity": "INVESTIGATOR", "said": "陈述事实和证据"},
    {"name": "钱大有", "capacity": "PARTY", "said": "请求从轻"},
]


@pytest.fixture
def case(stage):
    return stage.take(a_weighty_case(stage), Step.REVIEW)


class TestDeliberation:
    def test_every_view_is_recorded_and_the_row_holds_who_was_there(self, stage, case):
        stage.take(case, Step.DELIBERATE, members=BOTH, guests=[{"name": "何清", "capacity": "CLERK"}])
        made = CaseMeeting.objects.get()

        assert stage.facts(case).deliberations[0].heads == ("周正", "吴用")
        assert [(one.name, one.said) for one in made.attendees.order_by("order")] == [
            ("周正", "同意"),
            ("吴用", "同意，建议从轻"),
            ("何清", ""),
        ]
        assert made.outcome == ENTERED[Step.DELIBERATE]["conclusion"]

    @pytest.mark.parametrize(
        ("members", "refusal"),
        [
            pytest.param(BOTH[:1], Unlawful, id="只有一名负责人"),
            pytest.param([BOTH[0], {"name": "吴用", "said": ""}], Unlawful, id="没有记录意见"),
            pytest.param([*BOTH, {"name": "李明", "said": "同意"}], Invalid, id="承办人"),
            pytest.param([*BOTH, BOTH[0]], Invalid, id="写了两次"),
            pytest.param(None, Invalid, id="没有写"),
        ],
    )
    def test_what_is_no_deliberation_is_refused(self, stage, case, members, refusal):
        with pytest.raises(refusal):
            stage.take(case, Step.DELIBERATE, members=members)

    def test_who_stands_aside_takes_no_part(self, stage, case):
        actions.ask_recusal(case_id=case.pk, officer="吴用", reason="亲属", actor=stage.officer, now=stage.now)
        actions.name_officer(
            case_id=case.pk, role=Role.APPROVER, officer_id=stage.head.officer_id, actor=stage.head, now=stage.now
        )
        stage.wait(minutes=1)
        actions.take_step(
            case_id=case.pk, step=Step.DECIDE_RECUSAL, target=stage.target(case)._replace(party="", cause=""),
            actor=stage.head, now=stage.now, entered={"choice": "GRANTED"},
        )  # fmt: skip
        with pytest.raises(Invalid) as refused:
            stage.take(case, Step.DELIBERATE, members=BOTH)

        assert "吴用" in str(refused.value)


class TestHearing:
    @pytest.fixture
    def asked(self, stage):
        case = stage.found(stage.open(), weighty=True, proposed={"kinds": ["FINE"], "fine": "50000"})
        steps = (Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.STATE)
        stage.take(case, *steps, Step.RECHECK, Step.REQUEST_HEARING)
        stage.take(case, Step.FIX_HEARING, held_on="2026-03-16", where="三楼会议室")
        stage.wait(days=14)
        return case

    def test_the_notice_of_the_hearing_names_who_chairs_now_and_nobody_before(self, stage, asked):
        given = {"case_id": asked.pk, "role": Role.CHAIR, "now": stage.now}
        other = cast.an_officer("孙听", stage.town.agency, Post.REVIEWER, username=cast._once("chair"))
        actions.name_officer(**given, officer_id=other.pk, actor=stage.head)

        assert self.chair(stage, asked) == "孙听"
        actions.remove_officer(**given, officer="孙听", reason="调离", actor=stage.head)
        assert self.chair(stage, asked) == ""

    def chair(self, stage, case):
        case = Case.objects.select_related("district").get(pk=case.pk)
        known = queries.known(case, stage.now.date())
        return STAGES[Step.FIX_HEARING](told_of(case, known, stage.target(case), stage.now))["chair"]

    def hold(self, stage, case, attendees, **more):
        given = {"choice": "HELD", "report": "事实清楚，建议从轻", "attendees": attendees} | more
        return stage.take(case, Step.HOLD_HEARING, **given)

    def test_m204_who_was_there_and_what_each_said(self, stage, asked):
        self.hold(stage, asked, AT_HEARING)
        people = CaseMeeting.objects.get(kind=Meeting.HEARING).attendees.order_by("order")

        assert [(one.name, one.capacity) for one in people] == [
            ("陈法", "CHAIR"),
            ("何清", "CLERK"),
            ("李明", "INVESTIGATOR"),
            ("钱大有", "PARTY"),
        ]

    def test_the_clerk_did_not_investigate_the_investigators_are_there_agents_are_two(self, stage, asked):
        agents = [{"name": name, "capacity": "AGENT"} for name in ("甲律师", "乙律师", "丙律师")]
        for attendees, refusal in (
            ([{"name": "王强", "capacity": "CLERK"}, AT_HEARING[1]], Unlawful),
            ([AT_HEARING[0]], Unlawful),
            ([*AT_HEARING, *agents], Unlawful),
            (AT_HEARING[1:], Invalid),
        ):
            with pytest.raises(refusal):
                self.hold(stage, asked, attendees)


class TestEvents:
    def record(self, stage, case, actor=None, **changes):
        given = {
            "kind": Meeting.PROCURATOR, "held_at": stage.now, "outcome": "检察人员对证据链提出建议",
            "attendees": [{"name": "冯检", "unit": "区人民检察院", "capacity": "PROCURATOR"}],
        }  # fmt: skip
        values = given | changes
        return actions.record_event(case_id=case.pk, actor=actor or stage.officer, now=stage.now, **values)

    def test_m204_an_event_has_its_attendance(self, stage, case):
        made = self.record(stage, case)

        assert [one.name for one in made.attendees.all()] == ["冯检"]

    def test_bad_events(self, stage, case):
        for changes in (
            {"held_at": stage.now + timedelta(days=1)},
            {"attendees": []},
            {"outcome": ""},
            {"kind": Meeting.HEARING},
            {"attendees": [{"name": "冯检", "capacity": "CHAIR"}]},
        ):
            with pytest.raises(Invalid):
                self.record(stage, case, **changes)
        with pytest.raises(Forbidden):
            self.record(stage, case, cast.actor(cast.deputy_qian(stage.town)))


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_handlers_write_the_deliberation_down_and_a_head_confirms_it(self, stage, enter, case):
        address = reverse("cases:deliberation", args=[case.pk])
        form = {"conclusion": "同意", "there_0": "on", "view_0": "同意", "there_1": "on", "rows": "2", "do": "record"}
        wrong = enter(stage.officer).post(address, form | {"reason": "请确认"})
        assert wrong.status_code == 422
        assert "的意见" in wrong.content.decode()
        sent = enter(stage.officer).post(address, form | {"reason": "请确认", "view_1": "从轻"})
        assert sent.status_code == 302
        decider = stage.head
        page = enter(decider).get(reverse("cases:approvals")).content.decode()
        assert "从轻" in page

    def test_event_and_responsibility_pages(self, stage, enter, case):
        client = enter(stage.officer)
        form = {"kind": "TEACHING", "at": "2026-03-02T09:05", "outcome": "讲了一课", "name_1": "村民代表", "rows": "4",
                "do": "record"}  # fmt: skip
        assert client.post(reverse("cases:event", args=[case.pk]), form).status_code == 422
        assert client.post(reverse("cases:event", args=[case.pk]), form | {"capacity_1": "GUEST"}).status_code == 302
        assert "以案说法" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        supervisor = cast.actor(cast.supervisor_sun())
        look_at_case(case_id=case.pk, source="", purpose=Purpose.ROUTINE, note="", actor=supervisor, now=stage.now)
        page = enter(supervisor).get(reverse("cases:responsibility", args=[case.pk]))
        assert "对法制审核意见负责" in page.content.decode()
        assert "钱大有" not in page.content.decode()
        stranger = enter(cast.actor(cast.officer_wang()))
        assert stranger.get(reverse("cases:responsibility", args=[case.pk])).status_code == 404
        assert stranger.get(reverse("cases:event", args=[case.pk])).status_code == 404
