"""The demo's lists: each district in its own way of handing down, and loading twice adds nothing."""

from datetime import date

import pytest
from tests.powers.builders import NOW, ON

from tongpan.agencies import demo as agencies_demo
from tongpan.agencies.models import Agency
from tongpan.places import demo as places_demo
from tongpan.places.models import Place
from tongpan.powers import demo, queries
from tongpan.powers.domain.kinds import Extent, Mode, Power, Source
from tongpan.powers.models import DomainTransfer, Grant, Instrument, ListProposal, Matter, MatterOwner
from tongpan.powers.queries.coverage import coverage_table, level_mismatches
from tongpan.powers.queries.matter import negative_list

DISTRICTS = ("330802", "140106", "320281", "370102")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Load once for the module, in a transaction of its own that is taken back."""
    from django.test import TestCase

    with django_db_blocker.unblock():
        atomics = TestCase._enter_atomics()
        places_demo.load(at=NOW)
        agencies_demo.load(at=NOW)
        demo.load(at=NOW)
        yield
        TestCase._rollback_atomics(atomics)


def body(county: str, name: str) -> Agency:
    return Agency.objects.get(district__code=county, name=name)


@pytest.mark.usefixtures("_loaded")
class TestDemo:
    def test_loading_again_adds_nothing(self):
        before = Grant.objects.count()
        assert demo.load(at=NOW) == {"matters": 0, "grants": 0}
        assert Grant.objects.count() == before

    def test_town_of_kecheng_acts_in_its_own_name_on_all_that_suits_it(self):
        town = body("330802", "航埠镇人民政府")
        held = Grant.objects.filter(body=town, superseded_at=None, power=Power.PENALTY)
        fit = [item for item in Matter.objects.filter(town_fit=True) if "330802".startswith(item.area)]

        assert held.count() == len(fit) > 40
        matter = next(item for item in fit if item.domain == "city_appearance")
        answer = queries.who_may(matter.pk, town.place_id, ON)
        assert (answer.name_to_act_in, answer.mode) == ("航埠镇人民政府", Mode.ASSIGNED)
        assert answer.team_id is not None

    def test_delegate_acts_in_the_name_of_the_market_bureau(self):
        town = body("330802", "石梁镇人民政府")
        grant = Grant.objects.filter(body=town, mode=Mode.DELEGATED).first()

        assert queries.may_act(town.pk, grant.matter_id, town.place_id, ON).name_to_act_in == "柯城区市场监督管理局"

    def test_street_of_lixia_is_served_by_posted_squads_in_the_departments_name(self):
        grant = Grant.objects.filter(
            territory__county__code="370102", mode=Mode.POSTED, matter__domain="market"
        ).first()

        answer = queries.who_may(grant.matter_id, grant.territory_id, ON)
        assert answer.name_to_act_in == "历下区市场监督管理局"
        assert answer.mode is Mode.POSTED

    def test_m060_jiangyin_holds_measures_only_with_their_provision(self):
        rows = Grant.objects.filter(territory__county__code="320281", mode=Mode.ASSIGNED).exclude(power=Power.PENALTY)
        assert rows.exists()
        assert all("《" in row.basis for row in rows)

    def test_m052_yingze_says_from_which_level_it_came(self):
        rows = Grant.objects.filter(body__district__code="140106", mode=Mode.ASSIGNED)
        assert set(rows.values_list("source", flat=True)) == {Source.CITY}

    def test_one_power_was_recalled_in_2025_and_one_goes_next_month(self):
        rows = Grant.objects.filter(recall__isnull=False, superseded_at=None).order_by("valid_to")
        past, future = rows
        assert past.valid_to == date(2025, 6, 1)
        assert future.valid_to > ON
        town = past.territory_id
        assert queries.may_act(past.body_id, past.matter_id, town, ON).why is queries.Why.RECALLED
        assert queries.may_act(future.body_id, future.matter_id, town, ON)

    def test_m069_owners_of_supervision_stand_beside_every_grant(self):
        matters = set(MatterOwner.objects.filter(role="SUPERVISION").values_list("matter_id", flat=True))
        assert set(Grant.objects.values_list("matter_id", flat=True)) <= matters

    def test_m073_eleven_fields_went_to_one_body_fully_or_in_part(self):
        rows = DomainTransfer.objects.filter(body__district__code="370102")
        assert rows.count() == 11
        assert set(rows.values_list("extent", flat=True)) == set(Extent.values)

    def test_m065_negative_list_a_negotiation_and_one_mismatch_of_levels(self):
        county = Place.objects.get(code="330802")
        assert len(negative_list(county.pk, ON)) == 3
        assert ListProposal.objects.get().status == "NEGOTIATION"
        assert [item.field for item in level_mismatches("330802")] == ["名称"]

    def test_m032_every_town_has_somebody_for_every_field(self):
        for code in DISTRICTS:
            county = Place.objects.get(code=code)
            table = coverage_table(county, ON)
            without = {cell.domain for cell in table.cells.values() if cell.covered < cell.total}
            assert not without, (code, without)

    def test_documents_say_that_they_are_invented(self):
        assert all(paper.synthetic and "演示" in paper.title for paper in Instrument.objects.all())
