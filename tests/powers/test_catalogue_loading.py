"""The catalogue of matters: loading, versions, and the refusal of what the statutes do not say."""

import json
from copy import deepcopy
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from tests import cast
from tests.powers.builders import NOW, ON, a_manager, an_actor

from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.powers.actions.catalogue import load_catalogue, withdraw_matter
from tongpan.powers.catalogue import shipped_matters
from tongpan.powers.models import Matter, MatterVersion, Provision
from tongpan.powers.queries.matter import version_on

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shipped():
    return shipped_matters()


@pytest.fixture
def keeper():
    return a_manager(cast.a_county())


@pytest.fixture
def rows(shipped):
    return deepcopy([row for row in shipped if row["domain"] == "city_appearance"][:3])


class TestLoading:
    def test_shipped_catalogue_loads_whole_and_a_second_run_changes_nothing(self, shipped):
        out = StringIO()
        call_command("powers_catalogue", "--json", stdout=out)
        first = json.loads(out.getvalue().splitlines()[-1])
        again = StringIO()
        call_command("powers_catalogue", "--json", stdout=again)
        second = json.loads(again.getvalue().splitlines()[-1])

        assert first["created"] + len({item["code"] for item in first["rejected"]}) == first["received"]
        assert Matter.objects.count() == first["created"] >= 150
        assert Matter.objects.values("domain").distinct().count() >= 8
        assert Matter.objects.filter(town_fit=True).count() >= 40
        assert second["created"] == second["changed"] == 0
        assert second["unchanged"] == first["created"]

    def test_provisions_are_written_as_an_officer_cites_them(self, rows, keeper):
        load_catalogue(matters=rows, actor=keeper, now=NOW)

        provision = Provision.objects.filter(role=Provision.PENALTY).order_by("version__matter__code").first()
        assert provision.place.startswith("第三十四条")
        assert provision.checked_on is not None

    def test_a_repealed_basis_is_refused_and_the_rest_is_loaded(self, rows, keeper):
        rows[0]["penalty"] = [{"statute": "中华人民共和国大气污染防治法", "article": 99}]

        loaded = load_catalogue(matters=rows, actor=keeper, now=NOW)

        assert loaded.created == 2
        assert {code for code, _ in loaded.rejected} == {rows[0]["code"]}

    def test_only_who_publishes_lists_loads(self, rows):
        reader = an_actor(Permission.POWERS_VIEW, district=cast.a_county())

        with pytest.raises(Forbidden):
            load_catalogue(matters=rows, actor=reader, now=NOW)
        assert not Matter.objects.exists()


class TestVersions:
    def test_a_correction_supersedes_the_version_before(self, rows, keeper):
        load_catalogue(matters=rows, actor=keeper, now=NOW)
        rows[0]["keywords"] = [*rows[0]["keywords"], "改过"]

        loaded = load_catalogue(matters=rows, actor=keeper, now=NOW + timedelta(days=1))

        assert (loaded.changed, loaded.unchanged) == (1, 2)
        first, second = MatterVersion.objects.filter(matter__code=rows[0]["code"]).order_by("number")
        assert first.superseded_at is not None
        assert second.number == 2
        assert "改过" in Matter.objects.get(code=rows[0]["code"]).keywords

    def test_a_new_law_ends_the_version_before_on_its_first_day(self, rows, keeper):
        load_catalogue(matters=rows, actor=keeper, now=NOW, checked=False)
        changed = {**rows[0], "valid_from": date(2026, 8, 15), "name": "新名称"}

        load_catalogue(matters=[changed], actor=keeper, now=NOW, checked=False)

        matter = Matter.objects.get(code=rows[0]["code"])
        assert version_on(matter.pk, date(2026, 8, 14)).number == 1
        assert version_on(matter.pk, date(2026, 8, 15)).content["name"] == "新名称"

    def test_each_change_has_one_ledger_entry(self, rows, keeper):
        load_catalogue(matters=rows, actor=keeper, now=NOW)
        matter = Matter.objects.get(code=rows[0]["code"])

        assert [item.action for item in ledger.history(matter)] == ["matter.loaded"]

    def test_withdrawing_needs_a_matter_in_use_and_the_right_to_publish(self, rows, keeper):
        load_catalogue(matters=rows, actor=keeper, now=NOW)
        reader = an_actor(Permission.POWERS_VIEW, district=cast.a_county())

        with pytest.raises(Forbidden):
            withdraw_matter(code=rows[0]["code"], on=ON, reason="废止", actor=reader, now=NOW)
        withdraw_matter(code=rows[0]["code"], on=ON, reason="依据废止", actor=keeper, now=NOW)
        with pytest.raises(Invalid):
            withdraw_matter(code=rows[0]["code"], on=ON, reason="再来", actor=keeper, now=NOW)
