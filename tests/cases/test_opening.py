"""建档：事项在清单上，人在册，日期说得通；不在清单上的一件也不能立。"""

from datetime import date, timedelta

import pytest
from tests import cast
from tests.cases.stage import CITIZEN, START
from tests.leads import stage as leads

from tongpan.cases.actions import NewCharge, NewParty
from tongpan.cases.domain.choices import Source
from tongpan.cases.models import Case, CaseParty
from tongpan.kernel.errors import Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.models import Participant
from tongpan.law.facts.words import Role
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PartyKind

pytestmark = pytest.mark.django_db


def test_begins_with_a_clue_in_the_name_the_list_says(stage):
    case = stage.open(source=Source.INSPECTION)
    facts = stage.facts(case)

    assert (case.standing, case.acts_as, case.mode) == ("CLUE", stage.town.agency.name, "ASSIGNED")
    assert facts.clue.at == START
    assert facts.charges[0].regime is Regime.HURD
    assert [each.officer for each in facts.assignments if each.role is Role.HANDLER] == ["李明", "王强"]


def test_keeps_who_the_party_is_sealed(stage):
    party = CaseParty.objects.get(case=stage.open())

    assert "钱大有" not in party.name_sealed
    assert (party.name, party.name_masked, party.handle) == ("钱大有", "钱**", "甲")
    assert party.identity_index


def test_several_parties_are_told_apart_without_their_names(stage):
    firm = NewParty(PartyKind.ORGANIZATION, "柯城某公司")
    case = stage.open(parties=[CITIZEN, firm])

    assert [each.party for each in stage.facts(case).charges] == ["甲", "乙"]
    assert [party.name_masked for party in case.parties.order_by("pk")] == ["钱**", "柯城某公司"]


def test_a_lead_of_the_town_may_begin_it(stage):
    lead = leads.a_lead(stage.town, now=START - timedelta(days=1))
    case = stage.open(lead_id=lead.pk)

    assert case.lead_id == lead.pk
    assert stage.facts(case).clue.at == lead.collected_at


def test_whoever_is_named_may_see_it(stage):
    case = stage.open()

    assert Participant.objects.filter(subject_id=case.pk, person_id=stage.reviewer.officer_id).exists()


class TestRefused:
    def test_m056_a_matter_that_is_not_on_the_list(self, stage):
        with pytest.raises(Unlawful) as refused:
            stage.open(matter_code=leads.expired_food().code)

        assert refused.value.code.startswith("powers.")
        assert Case.objects.count() == 0

    def test_a_matter_that_does_not_exist(self, stage):
        with pytest.raises(NotFound):
            stage.open(matter_code="nothing-001")

    def test_whoever_is_no_officer(self, stage):
        for person in (cast.auxiliary_jiang(stage.town), cast.dispatcher_wu(stage.town)):
            stage.officer = cast.actor(person)
            with pytest.raises(Forbidden):
                stage.open()

    def test_somebody_of_another_county(self, stage):
        elsewhere = cast.a_county("迎泽区", "140106")
        stranger = cast.an_officer("外人", cast.a_department(elsewhere), cast.Post.OFFICER)
        with pytest.raises(Invalid):
            stage.open(people=[(Role.HANDLER, stranger.pk)])

    def test_somebody_who_is_nobody_of_ours(self, stage):
        with pytest.raises(Invalid) as refused:
            stage.open(people=[(Role.HANDLER, cast.a_county().pk)])

        assert "officer" in refused.value.fields
        assert Case.objects.count() == 0

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"parties": []}, "name", id="没有当事人"),
            pytest.param({"parties": [NewParty(PartyKind.CITIZEN, "  ")]}, "name", id="当事人没有名字"),
            pytest.param({"parties": [CITIZEN] * 21}, "name", id="当事人太多"),
            pytest.param(
                {"parties": [NewParty(PartyKind.CITIZEN, "钱", born_on=date(2026, 3, 3))]}, "born_on", id="还没有出生"
            ),
            pytest.param({"charge": NewCharge(act_on=date(2026, 3, 3))}, "act_on", id="违法在明天"),
            pytest.param({"charge": NewCharge(discovered_on=date(2026, 3, 3))}, "discovered_on", id="发现在明天"),
            pytest.param(
                {"charge": NewCharge(act_on=date(2026, 3, 2), discovered_on=date(2026, 3, 1))},
                "discovered_on",
                id="发现早于发生",
            ),
        ],
    )
    def test_what_cannot_be(self, stage, changes, field):
        with pytest.raises(Invalid) as refused:
            stage.open(**changes)

        assert field in refused.value.fields
        assert Case.objects.count() == 0

    @pytest.mark.parametrize(
        "party",
        [
            pytest.param(NewParty(PartyKind.CITIZEN, "钱", born_on=date(1850, 1, 1)), id="不像是出生的年份"),
            pytest.param(NewParty(PartyKind.CITIZEN, "钱", born_on=date(2026, 3, 1)), id="违法之后才出生"),
        ],
    )
    def test_a_birthday_that_cannot_be(self, stage, party):
        with pytest.raises(Invalid):
            stage.open(parties=[party])

        assert Case.objects.count() == 0

    def test_a_lead_the_officer_may_not_know_of(self, stage):
        with pytest.raises(NotFound):
            stage.open(lead_id=stage.town.town.pk)
