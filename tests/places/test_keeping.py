from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.places.conftest import NOW, AKeeper, a_scope
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.places import actions, queries
from tongpan.places.actions.keeping import Ground
from tongpan.places.domain.coordinates import Datum
from tongpan.places.models import Place, PlaceVersion
from tongpan.places.steps import rename

GROUND = Ground(date(2026, 11, 1), "柯政发〔2026〕1号")
BOX = {
    "type": "Polygon",
    "coordinates": [[[118.7, 28.9], [118.71, 28.9], [118.71, 28.91], [118.7, 28.91], [118.7, 28.9]]],
}


@pytest.fixture
def town(kecheng):
    return queries.by_code("330802101")


class TestRename:
    def test_keeps_id_and_code_and_remembers_the_old_name(self, town, keeper):
        actions.rename_place(place_id=town.pk, name="航埠新镇", ground=GROUND, actor=keeper, now=NOW)

        now = queries.by_code("330802101")
        assert (now.pk, now.name) == (town.pk, "航埠新镇")
        assert queries.ancestry(town, date(2026, 10, 31))[-1].name == "航埠镇"
        assert queries.ancestry(town, date(2026, 11, 1))[-1].name == "航埠新镇"
        entry = ledger.history(town)[-1]
        assert (entry.action, entry.facts["old"], entry.facts["instrument"]) == (
            "place.renamed",
            "航埠镇",
            GROUND.instrument,
        )

    def test_the_new_name_is_found_in_texts_at_once(self, town, keeper, kecheng):
        assert queries.find_in_text("琥珀新镇", kecheng.pk) is None

        actions.rename_place(place_id=town.pk, name="琥珀新镇", ground=GROUND, actor=keeper, now=NOW)

        assert queries.find_in_text("琥珀新镇", kecheng.pk).town_id == town.pk

    @pytest.mark.parametrize(
        ("name", "ground", "field"),
        [
            pytest.param("航埠镇", GROUND, "name", id="名称没变"),
            pytest.param(" ", GROUND, "name", id="空名称"),
            pytest.param("新名", Ground(date(2026, 11, 24), "文件"), "on", id="生效在今天之后"),
            pytest.param("新名", Ground(date(2026, 11, 1), " "), "instrument", id="没有依据"),
        ],
    )
    def test_refuses_what_is_incomplete(self, town, keeper, name, ground, field):
        with pytest.raises(Invalid) as refusal:
            actions.rename_place(place_id=town.pk, name=name, ground=ground, actor=keeper, now=NOW)

        assert field in refusal.value.fields

    def test_refuses_a_second_change_on_the_same_or_an_earlier_day(self, town, keeper):
        actions.rename_place(place_id=town.pk, name="甲镇", ground=GROUND, actor=keeper, now=NOW)

        with pytest.raises(Invalid, match="已有变更记录"):
            actions.rename_place(place_id=town.pk, name="乙镇", ground=GROUND, actor=keeper, now=NOW)

    def test_refuses_who_keeps_no_places(self, town):
        with pytest.raises(Forbidden):
            actions.rename_place(
                place_id=town.pk, name="甲镇", ground=GROUND, actor=AKeeper(permissions=frozenset()), now=NOW
            )

    def test_refuses_the_keeper_of_another_county(self, town):
        with pytest.raises(Forbidden):
            actions.rename_place(
                place_id=town.pk, name="甲镇", ground=GROUND, actor=AKeeper(scope=a_scope(uuid4())), now=NOW
            )

    def test_unknown_place(self, keeper, db):
        with pytest.raises(NotFound):
            actions.rename_place(place_id=uuid4(), name="甲", ground=GROUND, actor=keeper, now=NOW)

    def test_two_keepers_at_once_have_one_winner(self, town):
        stale = Place.objects.get(pk=town.pk)
        with transaction.atomic():
            rename(town, "甲镇", on=date(2026, 1, 1), instrument="x", actor="a", at=NOW)

        with pytest.raises(Conflict), transaction.atomic():
            rename(stale, "乙镇", on=date(2026, 2, 1), instrument="x", actor="b", at=NOW)

        assert Place.objects.get(pk=town.pk).name == "甲镇"
        assert PlaceVersion.objects.filter(place=town).count() == 2


class TestRecode:
    def test_another_superior_closes_the_place_and_opens_a_successor(self, town, keeper):
        village = queries.villages_of(town)[0]
        grids = queries.children(village).count()
        code = "330802100777"

        successor = actions.recode_place(
            place_id=village.pk, code=code, parent_code="330802100", ground=GROUND, actor=keeper, now=NOW
        )

        old = Place.objects.get(pk=village.pk)
        assert (old.valid_to, old.code) == (GROUND.on, village.code)
        assert (successor.code, successor.name, successor.predecessor_id) == (code, village.name, village.pk)
        assert successor.town.name == "石梁镇"
        assert queries.children(successor).count() == grids
        assert queries.children(successor)[0].code.startswith(code)
        assert queries.by_code(village.code, on=date(2026, 10, 31)).pk == village.pk
        with pytest.raises(NotFound):
            queries.by_code(village.code, on=GROUND.on)
        assert queries.locate(village.lon, village.lat).village_id == successor.pk
        assert ledger.history(old)[-1].action == "place.closed"
        assert ledger.history(successor)[-1].action == "place.opened"

    def test_the_same_superior_keeps_the_place(self, town, keeper):
        village = queries.villages_of(town)[0]

        same = actions.recode_place(
            place_id=village.pk, code="330802101777", parent_code=None, ground=GROUND, actor=keeper, now=NOW
        )

        assert same.pk == village.pk
        assert queries.by_code("330802101777").pk == village.pk
        assert queries.by_code(village.code, on=date(2026, 1, 1)).pk == village.pk
        assert {grid.code[:12] for grid in queries.children(same)} == {"330802101777"}

    @pytest.mark.parametrize(
        ("code", "parent", "words"),
        [
            pytest.param("330802100777", None, "不在“航埠镇”", id="代码不在上级之下"),
            pytest.param("33080210", None, "8 位", id="位数不对"),
            pytest.param("330802101777001", None, "应填村", id="层级不对"),
        ],
    )
    def test_refuses_a_code_that_does_not_fit(self, town, keeper, code, parent, words):
        village = queries.villages_of(town)[0]

        with pytest.raises(Invalid, match=words):
            actions.recode_place(
                place_id=village.pk, code=code, parent_code=parent, ground=GROUND, actor=keeper, now=NOW
            )

    def test_a_code_is_never_used_again(self, town, keeper):
        first, second = queries.villages_of(town)[:2]
        actions.recode_place(
            place_id=first.pk, code="330802101777", parent_code=None, ground=GROUND, actor=keeper, now=NOW
        )

        with pytest.raises(Invalid) as refusal:
            actions.recode_place(
                place_id=second.pk, code=first.code, parent_code=None, ground=GROUND, actor=keeper, now=NOW
            )

        assert refusal.value.code == "places.code.reused"

    def test_the_database_itself_refuses_a_used_code(self, town):
        other = queries.by_code("330802100")

        with pytest.raises(IntegrityError), transaction.atomic():
            PlaceVersion.objects.create(
                place=other, code=town.code, name="x", valid_from=date(2026, 1, 1), opens_code=True, recorded_at=NOW
            )


class TestGrids:
    def test_a_new_grid_and_its_outline(self, town, keeper):
        village = queries.villages_of(town)[0]

        grid = actions.add_grid(
            code=f"{village.code}901",
            name="集市网格",
            geometry=BOX,
            datum=Datum.WGS84,
            ground=GROUND,
            actor=keeper,
            now=NOW,
        )

        assert (grid.level, grid.parent_id, grid.town_id, grid.synthetic) == ("GRID", village.pk, town.pk, False)

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            pytest.param("330802101777901", "没有找到", id="村不存在"),
            pytest.param("330802101", "应填网格", id="不是网格代码"),
        ],
    )
    def test_refuses_a_code_without_village(self, kecheng, keeper, code, words):
        with pytest.raises((Invalid, NotFound), match=words):
            actions.add_grid(
                code=code, name="x", geometry=None, datum=Datum.WGS84, ground=GROUND, actor=keeper, now=NOW
            )

    def test_redrawing_keeps_the_earlier_outline(self, town, keeper):
        grid = queries.children(queries.villages_of(town)[0])[0]
        before = Place.objects.get(pk=grid.pk).geometry

        actions.redraw_place(place_id=grid.pk, geometry=BOX, datum=Datum.WGS84, ground=GROUND, actor=keeper, now=NOW)

        versions = PlaceVersion.objects.filter(place=grid).order_by("recorded_at", "id")
        assert [version.geometry for version in versions] == [before, None]
        assert queries.outline(Place.objects.get(pk=grid.pk))["type"] == "Polygon"
        assert queries.locate(118.705, 28.905).grid_id is not None

    def test_an_outline_that_is_none_is_refused(self, town, keeper):
        with pytest.raises(Invalid, match="应为面"):
            actions.redraw_place(
                place_id=town.pk,
                geometry={"type": "Point", "coordinates": [118, 28]},
                datum=Datum.WGS84,
                ground=GROUND,
                actor=keeper,
                now=NOW,
            )
