"""监督清单：每份一件在、一件不在；看卷先写用途，留下记录，办案人员看得到；监督的人一步也不能办。"""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE, KNOWN
from tests.cases.test_api import Caller
from tests.cases.watch import told, with_rows
from tests.leads import stage as leads

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, Officer
from tongpan.cases import actions
from tongpan.cases.domain.looks import Roll
from tongpan.cases.models import Case, CaseFlag, SupervisionLook
from tongpan.cases.queries.supervision import roll
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.models import LedgerEntry
from tongpan.law.facts import Correction, Decision, Penalty, Prolongation, Referral, Review
from tongpan.law.facts.penalising import Closing
from tongpan.law.facts.words import Role, Track
from tongpan.law.money import Money
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.period import Authority
from tongpan.law.procedure import Step
from tongpan.leads.domain.choices import Outcome
from tongpan.leads.models import Lead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
LOOK = {"purpose": "ROUTINE"}


@pytest.fixture
def sun(stage):
    return cast.actor(cast.supervisor_sun())


def on(actor, which, now):
    """Return the cases, or the leads, of one list."""
    found, _ = roll(actor, which, now)
    return [(one.case or one.lead).pk for one in found]


class TestLists:
    def test_checked_and_not_filed(self, stage, sun):
        late, checked, filed = stage.open(), stage.found(stage.open()), stage.found(stage.open())
        stage.take(filed, Step.FILE)

        assert on(sun, Roll.NOT_FILED, stage.now) == [checked.pk]
        assert set(on(sun, Roll.NOT_FILED, stage.now + timedelta(days=22))) == {late.pk, checked.pk}

    def test_a_lead_that_says_violation_and_has_no_case(self, stage, sun):
        first, second, third = [leads.a_lead(stage.town) for _ in range(3)]
        Lead.objects.filter(pk__in=[first.pk, second.pk]).update(outcome=Outcome.CASE_OPENED)
        Lead.objects.filter(pk=third.pk).update(outcome=Outcome.NOT_FOUND)
        Case.objects.filter(pk=stage.open().pk).update(lead=second)

        assert on(sun, Roll.LEADS, stage.now) == [first.pk]

    def test_m169_a_crime_that_is_not_referred(self, stage, sun):
        case, fine = told(stage), told(stage)
        facts = stage.facts(case)
        first = facts.charges[0]
        changed = type(first)(**{name: getattr(first, name) for name in first.__slots__} | {"crime": True})
        with_rows(stage, case, charges=(changed,))
        assert on(sun, Roll.NOT_REFERRED, stage.now) == [case.pk]
        assert fine.pk not in on(sun, Roll.NOT_REFERRED, stage.now)

        handed = Referral(first.party, first.cause, decided_at=stage.now, approved=True, transferred_at=stage.now)
        with_rows(stage, case, referrals=(handed,))
        assert on(sun, Roll.NOT_REFERRED, stage.now) == []

    def test_sent_back_by_review_twice(self, stage, sun):
        case, once = told(stage), told(stage)
        key = {"party": "甲", "cause": stage.matter.code}

        def failed(days):
            return Review(**key, at=stage.now + timedelta(days=days), reviewer="赵敏", passed=False)

        fixed = Correction(**key, at=stage.now)
        with_rows(stage, case, reviews=(failed(0), failed(1)), corrections=(fixed,))
        with_rows(stage, once, reviews=(failed(0),))

        assert on(sun, Roll.RETURNED, stage.now + timedelta(days=2)) == [case.pk]

    def test_prolonged(self, stage, sun):
        case, plain = told(stage), told(stage)
        with_rows(stage, case, prolongations=(Prolongation(stage.now, 30, Authority.HEAD),))

        assert on(sun, Roll.PROLONGED, stage.now) == [case.pk]
        assert plain.pk not in on(sun, Roll.PROLONGED, stage.now)

    def test_withdrawn(self, stage, sun):
        case, plain = told(stage), told(stage)
        with_rows(stage, case, closing=Closing(stage.now, "吴用"))

        assert on(sun, Roll.WITHDRAWN, stage.now) == [case.pk]
        assert plain.pk not in on(sun, Roll.WITHDRAWN, stage.now)

    def test_a_small_fine_on_the_spot(self, stage, sun):
        ordinary = told(stage)
        case = stage.open()
        decided = Decision(
            "甲", stage.matter.code, stage.now, Track.SUMMARY, "李明", Penalty((PenaltyKind.FINE,), fine=Money(5000))
        )
        with_rows(stage, case, decisions=(decided,))

        assert on(sun, Roll.ON_SPOT, stage.now) == [case.pk]
        assert ordinary.pk not in on(sun, Roll.ON_SPOT, stage.now)

    def test_overdue_is_the_organs_duty_alone(self, stage, sun):
        case = stage.open()

        assert on(sun, Roll.OVERDUE, stage.now) == []
        assert on(sun, Roll.OVERDUE, stage.now + timedelta(days=22)) == [case.pk]

    def test_m164_another_countys_supervisor_sees_none_of_it(self, stage):
        stage.found(stage.open())
        stranger = cast.actor(cast.supervisor_sun(cast.a_county("衢江区", "330803")))

        assert on(stranger, Roll.NOT_FILED, stage.now) == []

    def test_flags_can_be_made_again_from_the_facts(self, stage, sun):
        case = stage.found(stage.open())
        before = list(CaseFlag.objects.values_list("flag", "day", "note"))
        CaseFlag.objects.all().delete()
        actions.recount_all(now=stage.now)

        assert list(CaseFlag.objects.values_list("flag", "day", "note")) == before != []
        assert on(sun, Roll.NOT_FILED, stage.now) == [case.pk]


class TestAccess:
    def test_m186_the_lists_are_opened_with_a_purpose_and_it_is_kept(self, stage, sun, enter):
        stage.found(stage.open())
        client = enter(sun)
        first = client.get(reverse("cases:supervision")).content.decode()
        assert "开始查阅" in first
        assert "AJ2026" not in first

        assert client.post(reverse("cases:supervision_open"), {"purpose": "OTHER"}).status_code == 422
        client.post(reverse("cases:supervision_open"), LOOK)
        assert "AJ2026" in client.get(reverse("cases:supervision") + "?list=NOT_FILED").content.decode()
        assert LedgerEntry.objects.filter(action="supervision.opened", actor=sun.label).count() == 1

    def test_m186_a_case_is_shown_when_the_look_is_kept_and_its_people_see_it(self, stage, sun, enter):
        case = stage.open()
        client, page = enter(sun), reverse("cases:case", args=[case.pk])
        gate = client.get(page)
        assert (gate.status_code, gate.headers["Location"]) == (302, reverse("cases:look", args=[case.pk]))
        assert case.title not in client.get(gate.headers["Location"]).content.decode()

        client.post(reverse("cases:look", args=[case.pk]), LOOK | {"source": "NOT_FILED"})
        shown = client.get(page).content.decode()
        assert "钱大有" not in shown
        assert "钱**" in shown
        kept = ledger.history(case)[-1]
        assert (kept.action, kept.actor, kept.facts["source"]) == ("case.looked_at", sun.label, "NOT_FILED")
        seen = enter(stage.officer).get(page).content.decode()
        assert "司法局孙静查阅" in seen
        assert "从“有案不立”" in seen

    def test_a_case_that_went_on_is_a_new_look(self, stage, sun):
        case = stage.found(stage.open())
        actions.look_at_case(case_id=case.pk, actor=sun, now=stage.now, **LOOK)
        caller = Caller(stage, sun)
        assert caller.get(f"/{case.pk}").status_code == 200

        stage.take(case, Step.FILE)
        refused = caller.get(f"/{case.pk}")
        assert (refused.status_code, refused.json()["code"]) == (403, "cases.look")
        assert caller.post(f"/{case.pk}/looks", LOOK).status_code == 201
        assert caller.get(f"/{case.pk}").status_code == 200
        stage.wait(days=1)
        assert caller.get(f"/{case.pk}").status_code == 403

    def test_m164_who_supervises_takes_no_step(self, stage, sun):
        case = stage.found(stage.open())
        actions.look_at_case(case_id=case.pk, actor=sun, now=stage.now, **LOOK)
        with pytest.raises(Forbidden):
            actions.take_step(case_id=case.pk, step=Step.FILE, target=CASE, actor=sun, now=stage.now)
        with pytest.raises(Forbidden):
            actions.find_charge(
                case_id=case.pk, target=stage.target(case), values=KNOWN, actor=sun, now=stage.now
            )  # fmt: skip
        with pytest.raises(Invalid, match="监督"):
            actions.name_officer(
                case_id=case.pk, role=Role.REVIEWER, officer_id=sun.officer_id, actor=stage.head, now=stage.now
            )
        assert Case.objects.get(pk=case.pk).version == case.version

    def test_m164_not_even_who_handled_it_before(self, stage):
        case = stage.found(stage.open())
        officer = Officer.objects.get(pk=stage.officer.officer_id)
        Appointment.objects.create(
            officer=officer, post=Post.JUSTICE_SUPERVISOR, district=officer.district, valid_from=cast.LONG_AGO
        )
        with pytest.raises(Forbidden):
            actions.find_clue(case_id=case.pk, values={"evidence": False}, actor=cast.actor(officer), now=stage.now)

    def test_nobody_else_opens_the_lists_or_keeps_looks(self, stage, enter):
        case = stage.open()
        for actor in (stage.officer, stage.head, cast.actor(cast.district_dispatcher_feng())):
            client = enter(actor)
            assert client.get(reverse("cases:supervision")).status_code == 403
            assert client.post(reverse("cases:look", args=[case.pk]), LOOK).status_code == 403
        assert not SupervisionLook.objects.exists()
        assert enter(stage.officer).get(reverse("cases:case", args=[case.pk])).status_code == 200

    def test_the_api_gives_a_list_when_the_look_is_kept(self, stage, sun):
        case, caller = stage.found(stage.open()), Caller(stage, sun)
        assert caller.get("/supervision/NOT_FILED").status_code == 403
        assert caller.post("/supervision", LOOK).status_code == 201
        assert [one["number"] for one in caller.get("/supervision/NOT_FILED").json()["items"]] == [case.number]
