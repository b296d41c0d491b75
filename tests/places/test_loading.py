import csv
import gzip
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.places.conftest import NOW
from tongpan.kernel import ledger
from tongpan.kernel.ids import uuid7
from tongpan.places import queries
from tongpan.places.actions import load_list
from tongpan.places.domain.codes import Level
from tongpan.places.models import Place, PlaceVersion
from tongpan.places.steps import Listing, Row

LISTS = {
    "provinces": [("33", "浙江省")],
    "cities": [("3308", "衢州市")],
    "areas": [("330802", "柯城区")],
    "streets": [("330802101", "航埠镇"), ("330802100", "石梁镇")],
    "villages": [("330802101201", "严村村委会"), ("330802100201", "石梁村村委会")],
}


@pytest.fixture
def folder(tmp_path):
    for name, rows in LISTS.items():
        opened = (
            gzip.open(tmp_path / f"{name}.csv.gz", "wt") if name == "villages" else (tmp_path / f"{name}.csv").open("w")
        )
        with opened as file:
            csv.writer(file).writerows([("code", "name"), *rows])
    return tmp_path


def load(*words):
    out = io.StringIO()
    call_command("places_load", *words, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


def listing(level=Level.VILLAGE, valid_from=None):
    return Listing(uuid7(), "测试清单", level, valid_from, NOW)


class TestPlacesLoad:
    def test_loads_every_level_from_a_folder(self, folder, db):
        result = load("--dir", str(folder))

        assert {name: facts["created"] for name, facts in result.items()} == {
            "provinces": 1, "cities": 1, "areas": 1, "streets": 2, "villages": 2,
        }  # fmt: skip
        village = queries.by_code("330802101201")
        assert queries.full_name(village) == "浙江省衢州市柯城区航埠镇严村村委会"
        assert village.town.name == "航埠镇"
        assert PlaceVersion.objects.filter(opens_code=True).count() == 7

    def test_a_second_run_creates_none(self, folder, db):
        load("--dir", str(folder))

        again = load("--dir", str(folder))

        assert sum(facts["created"] for facts in again.values()) == 0
        assert again["villages"]["unchanged"] == 2

    def test_a_bad_row_is_told_with_line_and_reason_and_stops_nothing(self, folder, db):
        with (folder / "streets.csv").open("a") as file:
            file.write("33080,短码镇\n330899101,无县镇\n330802102,\n330802101,航埠镇\n330802103,好镇\n")

        result = load("--dir", str(folder))["streets"]

        assert result["created"] == 3
        assert [(item["line"], item["reason"][:9]) for item in result["rejected"]] == [
            (4, "代码“33080”"), (5, "上级代码“3308"), (6, "代码“330802"), (7, "代码“330802"),
        ]  # fmt: skip
        assert "请先导入上级清单" in result["rejected"][1]["reason"]

    def test_gbk_lists_are_read(self, folder, db):
        (folder / "provinces.csv").write_bytes("代码,名称\n33,浙江省\n".encode("gb18030"))

        assert load("--dir", str(folder))["provinces"]["created"] == 1
        assert queries.by_code("33").name == "浙江省"

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param([], id="没有文件"),
            pytest.param(["--dir", "no-such-folder"], id="没有文件夹"),
            pytest.param(["--villages", "no-such-file.csv"], id="文件不存在"),
        ],
    )
    def test_a_call_that_cannot_work_says_so(self, words, db):
        with pytest.raises(CommandError):
            load(*words)

    def test_a_file_without_the_columns_says_so(self, tmp_path, db):
        (tmp_path / "provinces.csv").write_text("a,b\n1,2\n")

        with pytest.raises(CommandError, match="缺少"):
            load("--dir", str(tmp_path))

    def test_a_broken_archive_says_so(self, folder, db):
        whole = (folder / "villages.csv.gz").read_bytes()
        (folder / "villages.csv.gz").write_bytes(whole[: len(whole) // 2])

        with pytest.raises(CommandError, match="无法读取"):
            load("--dir", str(folder))

    def test_broken_off_and_run_again_ends_the_same(self, kecheng):
        town = queries.by_code("330802101")
        rows = [Row(n, f"{town.code}{n:03d}", f"新{n}村村委会") for n in range(700, 760)]

        def broken():
            yield from rows[:25]
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load_list(broken(), listing=listing(), chunk=10)
        stored = Place.objects.filter(name__startswith="新7", level="VILLAGE").count()
        tally = load_list(rows, listing=listing(), chunk=10)

        assert stored == 20
        assert (tally.unchanged, tally.created) == (20, 40)


class TestChanges:
    def test_another_name_without_a_day_is_asked_for(self, kecheng):
        tally = load_list([Row(1, "330802101", "航埠新镇")], listing=listing(Level.TOWN))

        assert tally.rejected == 1
        assert "请给出生效日期" in tally.reasons[0]["reason"]
        assert queries.by_code("330802101").name == "航埠镇"

    def test_another_name_with_a_day_is_a_renaming(self, kecheng):
        tally = load_list([Row(1, "330802101", "航埠新镇")], listing=listing(Level.TOWN, date(2026, 6, 1)))

        place = queries.by_code("330802101")
        assert (tally.renamed, place.name) == (1, "航埠新镇")
        assert queries.ancestry(place, date(2026, 5, 31))[-1].name == "航埠镇"
        assert [item.action for item in ledger.history(place)] == ["place.renamed"]

    def test_a_duplicate_in_the_same_list_is_told(self, kecheng):
        rows = [Row(2, "330802101777", "甲村"), Row(3, "330802101777", "乙村")]

        tally = load_list(rows, listing=listing(valid_from=date(2026, 6, 1)))

        assert (tally.created, tally.rejected) == (1, 1)
        assert "重复" in tally.reasons[0]["reason"]

    def test_the_list_is_in_the_ledger(self, kecheng):
        paper = listing()

        load_list([Row(2, "330802101777", "甲村")], listing=paper)

        entry = ledger.history(ledger.SubjectRef("places.listing", paper.id))[0]
        assert entry.facts["number"] == 1
        assert len(entry.facts["digest"]) == 64
