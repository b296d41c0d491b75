"""事后补录：早办的事现在才登记，要写明依据哪份纸质文书；期限不因为填早一天就没有超过，监督清单看得见。"""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE, ENTERED
from tests.cases.test_api import Caller

from tongpan.cases import actions
from tongpan.cases.domain.looks import Roll
from tongpan.cases.models import CaseFlag, LateEntry
from tongpan.cases.queries.supervision import roll, roll_counts
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel import ledger
from tongpan.kernel.errors import Invalid
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
SHEET = "行政处罚决定审批表第2页，周正签批"
TOLD = (Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)


def take(stage, case, step, **given):
    target = CASE if step is Step.FILE else stage.target(case)
    values = {"target": target, "actor": stage.who(step), "now": stage.now, "entered": ENTERED.get(step, {})} | given
    return actions.take_step(case_id=case.pk, step=step, **values)


def refused(stage, case, step, **given):
    with pytest.raises(Invalid) as told:
        take(stage, case, step, **given)
    return told.value.fields


def late_decision(stage):
    """Return a case in which nothing was decided for four months, and the moment at which it could have been."""
    case = stage.take(stage.found(stage.open()), *TOLD)
    then = stage.now + timedelta(days=8)
    stage.wait(days=120)
    return case, then


class TestThePaper:
    def test_what_was_done_just_now_or_today_asks_for_none(self, stage):
        case = stage.found(stage.open())
        stage.wait(hours=24)
        take(stage, case, Step.FILE, at=stage.now - timedelta(hours=24))

        assert not LateEntry.objects.exists()
        assert "late" not in ledger.history(case)[-1].facts

    def test_more_than_a_day_ago_is_shown_by_a_paper(self, stage):
        case = stage.found(stage.open())
        stage.wait(hours=25)
        then = stage.now - timedelta(hours=24, minutes=1)
        for nothing in ("", "  "):
            assert "24小时以前" in refused(stage, case, Step.FILE, at=then, shown_by=nothing)["shown_by"]
        assert stage.facts(case).filing is None

        take(stage, case, Step.FILE, at=then, shown_by="立案审批表第1页，吴用签批")
        (row,) = LateEntry.objects.all()
        assert (row.step, row.done_at, row.entered_at, row.overdue) == ("FILE", then, stage.now, "")
        assert row.entered_by == stage.deputy.label

    def test_before_the_case_was_opened_too(self, stage):
        stage.wait(hours=3)
        case = stage.found(stage.open())
        then = stage.now - timedelta(hours=1)

        assert "建档以前" in refused(stage, case, Step.FILE, at=then)["shown_by"]
        assert take(stage, case, Step.FILE, at=then, shown_by="立案审批表，吴用签批").filed_on == then.date()

    def test_the_ledger_and_the_whole_course_say_so(self, stage, enter):
        case = stage.found(stage.open())
        stage.wait(days=2)
        take(stage, case, Step.FILE, at=stage.now - timedelta(days=2), shown_by="立案审批表第1页")
        page = enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()

        assert ledger.history(case)[-1].facts["late"] == {"shown_by": "立案审批表第1页", "overdue": []}
        assert "立案（事后补录）" in page
        assert "事后补录，实际时间 2026-03-02 09:00，依据：立案审批表第1页" in page

    def test_a_signature_on_paper_that_comes_in_late_names_its_page(self, stage, enter):
        case = stage.found(stage.open())
        made = actions.propose_step(
            case_id=case.pk, step=Step.FILE, target=CASE, reason="符合条件", actor=stage.officer, now=stage.now
        )
        signed = stage.now + timedelta(hours=1)
        stage.wait(days=3)
        address = reverse("cases:signed", args=[made.pk])
        client = enter(stage.officer)
        assert 'name="shown_by"' not in client.get(address).content.decode()
        sent = {"do": "take", "signed_at": f"{signed:%Y-%m-%dT%H:%M}"}
        wrong = client.post(address, sent)
        assert (wrong.status_code, 'name="shown_by"' in wrong.content.decode()) == (422, True)

        assert client.post(address, sent | {"shown_by": "立案审批表第1页"}).status_code == 302
        assert stage.facts(case).filing.at == signed
        assert LateEntry.objects.get().shown_by == "立案审批表第1页"


class TestALimitThatRanOut:
    def test_an_earlier_day_alone_does_not_cure_it(self, stage):
        case, then = late_decision(stage)

        assert set(refused(stage, case, Step.DECIDE, at=then)) == {"shown_by"}
        assert not stage.facts(case).decisions

    def test_not_even_within_the_day(self, stage):
        case = stage.take(stage.found(stage.open()), *TOLD)
        last = next(one for one in stage.outlook(case).limits if one.rule == "DL-09").limit.act_by
        stage.wait(days=(last - stage.now.date()).days + 1)
        then = stage.now - timedelta(hours=12)

        assert "已经超期" in refused(stage, case, Step.DECIDE, at=then)["shown_by"]

    def test_on_paper_it_is_done_and_shown_as_entered_after_it_ran_out(self, stage, enter):
        case, then = late_decision(stage)
        done = take(stage, case, Step.DECIDE, at=then, shown_by=SHEET)
        page = enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()

        assert done.decided_on == then.date()
        assert "作出处罚决定（2026-05-31届满）" in LateEntry.objects.get().overdue
        assert "补录前已超期：" in page
        assert "其中1步补录前已超期" in CaseFlag.objects.get(case=case, flag="LATE_ENTRY").note

    def test_the_right_of_a_party_is_none_of_a_step_that_ends_it(self, stage):
        case = stage.take(stage.found(stage.open()), *TOLD[:-1])
        then = stage.now + timedelta(days=1)
        stage.wait(days=30)
        take(stage, case, Step.STATE, at=then, shown_by="陈述申辩笔录，当事人签字")
        (said,) = LateEntry.objects.all()
        assert "陈述" in said.overdue

        take(stage, case, Step.RECHECK, at=then + timedelta(hours=1), shown_by="复核意见书")
        assert LateEntry.objects.order_by("id").last().overdue == ""


class TestTheList:
    def entered_late(self, stage):
        case = stage.found(stage.open())
        stage.wait(days=2)
        return take(stage, case, Step.FILE, at=stage.now - timedelta(days=2), shown_by="立案审批表第1页")

    def test_the_justice_bureau_sees_it_and_counts_it(self, stage):
        case, other = self.entered_late(stage), stage.found(stage.open())
        sun = cast.actor(cast.supervisor_sun())
        (row,), _ = roll(sun, Roll.LATE_ENTRY, stage.now)

        assert (row.case, row.day) == (case, stage.now.date())
        assert row.why == "事后补录1步；最近：立案，实际2026-03-02，2026-03-04补录"
        assert roll_counts(sun, stage.now)[Roll.LATE_ENTRY] == 1
        assert other.pk != row.case.pk

    def test_it_stays_and_can_be_made_again(self, stage):
        case = self.entered_late(stage)
        assert disagreements(stage.take(case, Step.SHOW_IDENTITY)) == []
        before = list(CaseFlag.objects.values_list("flag", "day", "note"))
        CaseFlag.objects.all().delete()
        actions.recount_all(now=stage.now)

        assert list(CaseFlag.objects.values_list("flag", "day", "note")) == before != []

    def test_nobody_else_sees_it(self, stage, enter):
        self.entered_late(stage)
        stranger = cast.actor(cast.supervisor_sun(cast.a_county("衢江区", "330803")))
        assert roll(stranger, Roll.LATE_ENTRY, stage.now) == ([], None)
        for actor in (stage.officer, stage.head, stage.reviewer):
            assert enter(actor).get(reverse("cases:supervision"), {"list": "LATE_ENTRY"}).status_code == 403
            assert Caller(stage, actor).get("/supervision/LATE_ENTRY").status_code == 403

    def test_on_the_page_and_by_the_api_when_the_look_is_kept(self, stage, enter):
        case = self.entered_late(stage)
        sun = cast.actor(cast.supervisor_sun())
        caller = Caller(stage, sun)
        assert caller.get("/supervision/LATE_ENTRY").status_code == 403
        assert caller.post("/supervision", {"purpose": "ROUTINE"}).status_code == 201
        page = enter(sun).get(reverse("cases:supervision"), {"list": "LATE_ENTRY"}).content.decode()

        assert [one["number"] for one in caller.get("/supervision/LATE_ENTRY").json()["items"]] == [case.number]
        assert case.number in page
        assert "事后补录1步" in page


class TestPages:
    def test_the_paper_is_asked_for_when_an_earlier_time_was_typed(self, stage, enter):
        case = stage.found(stage.open())
        stage.wait(days=2)
        client, address = enter(stage.deputy), reverse("cases:step", args=[case.pk], query={"step": "FILE"})
        assert 'name="shown_by"' not in client.get(address).content.decode()
        sent = {"at": "2026-03-02T09:30", "note": "纸上先批的"}
        wrong = client.post(address, sent)
        page = wrong.content.decode()
        assert (wrong.status_code, 'name="shown_by"' in page) == (422, True)
        assert "纸上先批的" in page
        assert "2026-03-02T09:30" in page

        assert client.post(address, sent | {"shown_by": "立案审批表第1页"}).status_code == 302
        assert LateEntry.objects.get().shown_by == "立案审批表第1页"

    def test_so_with_evidence_reviews_and_meetings(self, stage, enter, folder):
        case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY)
        then = f"{stage.now:%Y-%m-%dT%H:%M}"
        stage.wait(days=2)
        target = {"party": "甲", "cause": stage.matter.code}
        gather = reverse("cases:step", args=[case.pk], query={"step": "GATHER", **target})
        client = enter(stage.officer)
        sent = {"choice": "SITE_RECORD", "title": "现场检查笔录", "at": then, "source": "TAKEN"}
        assert 'name="shown_by"' in client.post(gather, sent).content.decode()
        assert client.post(gather, sent | {"shown_by": "现场笔录第1页"}).status_code == 302

        for name, who in (("review", stage.reviewer), ("deliberation", stage.head)):
            page = reverse(f"cases:{name}", args=[case.pk], query=target)
            assert 'name="shown_by"' not in enter(who).get(page).content.decode()


class TestTheApi:
    def test_of_a_step(self, stage):
        case = stage.found(stage.open())
        stage.wait(days=2)
        head = Caller(stage, stage.deputy)
        sent = {"step": "FILE", "at": "2026-03-02T09:30:00"}
        wrong = head.post(f"/{case.pk}/steps", sent)
        assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"shown_by"})

        assert head.post(f"/{case.pk}/steps", sent | {"shown_by": "立案审批表"}).status_code == 200

    def test_of_evidence_and_of_a_signature(self, stage, folder):
        case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY)
        then = stage.now
        made = actions.propose_step(
            case_id=case.pk, step=Step.EXTEND_DECISION, target=CASE, reason="复杂", actor=stage.officer, now=then,
            entered={"days": 30, "why": "案情复杂"},
        )  # fmt: skip
        stage.wait(days=2)
        officer = Caller(stage, stage.officer)
        form = {"party": "甲", "cause": stage.matter.code, "kind": "SITE_RECORD", "title": "现场笔录",
                "at": then.isoformat()}  # fmt: skip
        paper = {"take": True, "signed_at": f"{then:%Y-%m-%dT%H:%M:%S}"}
        address = f"/proposals/{made.pk}/paper"
        assert "shown_by" in officer.post(address, paper).json()["fields"]
        assert officer.post(address, paper | {"shown_by": "延期审批表"}).status_code == 200

        wrong = officer.client.post(f"/api/v1/cases/{case.pk}/evidence", form)
        assert "shown_by" in wrong.json()["fields"]
        sent = officer.client.post(f"/api/v1/cases/{case.pk}/evidence", form | {"shown_by": "现场笔录第1页"})
        assert sent.status_code == 201
