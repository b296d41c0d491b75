"""Lists that counties published, made up here line by line: what was counted there is counted again after import."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from tests import cast
from tests.powers.builders import NOW, ON, START, a_manager, a_matter, an_actor

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet import read_rows
from tongpan.powers import queries
from tongpan.powers.actions.catalogue import load_catalogue
from tongpan.powers.actions.classing import class_matter
from tongpan.powers.actions.importing import import_catalogue_rows, import_grants, import_matters
from tongpan.powers.catalogue import shipped_matters
from tongpan.powers.domain.kinds import GrantClass, Mode, NegativeReason, Power, Source
from tongpan.powers.domain.listfile import CATALOGUE_COLUMNS, GRANT_COLUMNS, MATTER_COLUMNS
from tongpan.powers.models import Grant, Matter
from tongpan.powers.queries.coverage import level_mismatches
from tongpan.powers.queries.exporting import grant_lines, matter_lines
from tongpan.powers.queries.lists import ListFilter, grants

pytestmark = pytest.mark.django_db


def line(code: str, body: str, **cells: str) -> dict[str, str]:
    """One line of a power list."""
    row = {
        "事项编码": code,
        "行使机关": body,
        "行使方式": "赋权",
        "文件标题": "事项清单（合成）",
        "文号": "合成〔2024〕1号",
        "公布日期": "2024-01-01",
        "生效日期": "2024-01-01",
        "来源层级": "县级下放",
    }
    return row | cells


def numbered(rows):
    return list(enumerate(rows, start=2))


def matters(count: int, **fields) -> list[Matter]:
    """So many matters, in the fields given in turn."""
    domains = fields.pop("domains", [Domain.CITY_APPEARANCE])
    made = [
        Matter(code=f"LIST-{n:04d}", name=f"事项{n}", domain=str(domains[n % len(domains)]), town_fit=True, **fields)
        for n in range(count)
    ]
    return Matter.objects.bulk_create(made)


class Stage:
    def __init__(self, town_name: str = "航埠镇") -> None:
        self.town = cast.a_town_with_team(cast.a_town(town_name, "330802101"))
        self.county = self.town.county
        self.keeper = a_manager(self.county)

    def brought_in(self, rows):
        return import_grants(rows=numbered(rows), district=self.county, actor=self.keeper, now=NOW)


@pytest.fixture
def stage() -> Stage:
    return Stage()


class TestPublishedFigures:
    def test_m051_m052_six_own_and_808_from_the_city_make_814(self):
        stage = Stage("文庙街道")
        found = matters(814)
        city = cast.an_agency("太原市城市管理局", stage.county, AgencyKind.CITY_DEPARTMENT)
        street = stage.town.agency
        rows = [
            line(item.code, street.name, 行使方式="法定职权", 来源层级="法律法规直接规定", 文件标题="", 文号="")
            for item in found[:6]
        ]
        rows += [line(item.code, street.name, 划出机关=city.name, 来源层级="市级下放") for item in found[6:]]

        report = stage.brought_in(rows)

        listed = grants(ListFilter(ON, town_id=stage.town.town.pk, power=Power.PENALTY))
        own, city_level = listed.filter(mode=Mode.OWN), listed.filter(source=Source.CITY)
        assert (own.count(), city_level.count(), listed.count()) == (6, 808, 814)
        assert report.created == listed.count() == own.count() + city_level.count()
        # 处罚法 24 speaks of county departments: the mode stays as stated, and every such line is flagged
        assert len(report.warnings) == city_level.count()
        assert set(city_level.values_list("mode", flat=True)) == {Mode.ASSIGNED}

    def test_m054_586_items_from_eleven_departments(self, stage):
        found = matters(586)
        departments = [cast.a_department(stage.county, f"部门{n}", f"d{n}") for n in range(11)]
        rows = [
            line(item.code, stage.town.agency.name, 划出机关=departments[n % 11].name) for n, item in enumerate(found)
        ]

        stage.brought_in(rows)

        by_department = Grant.objects.values("grantor").annotate(size=Count("id"))
        assert by_department.count() == 11
        assert sum(row["size"] for row in by_department) == 586

    def test_m058_788_items_from_fourteen_departments_for_seventeen_towns_with_measures(self, stage):
        found = matters(788)
        departments = [cast.a_department(stage.county, f"部门{n}", f"d{n}") for n in range(14)]
        towns = [cast.a_town_government(cast.a_town(f"第{n}镇", f"3308021{n:02d}")) for n in range(17)]
        own = [
            line(item.code, towns[n % 17].name, 地域=towns[n % 17].place.name, 划出机关=departments[n % 14].name)
            for n, item in enumerate(found)
        ]
        measures = [{**row, "职权种类": "行政强制措施", "依据": "省条例第九条（合成）"} for row in own[:40]]

        report = stage.brought_in([*own, *measures])

        assert report.rejected == []
        penalties = Grant.objects.filter(power=Power.PENALTY)
        assert penalties.values("matter").distinct().count() == 788
        assert penalties.values("grantor").distinct().count() == 14
        assert penalties.values("territory").distinct().count() == 17
        assert Grant.objects.filter(power=Power.MEASURE).count() == len(measures)

    def test_m059_790_items_in_seven_domains(self, stage):
        domains = list(Domain)[:7]
        found = matters(790, domains=domains)
        stage.brought_in([line(item.code, stage.town.agency.name) for item in found])

        by_domain = Grant.objects.values("matter__domain").annotate(size=Count("id"))
        assert by_domain.count() == len(domains) == 7
        assert sum(row["size"] for row in by_domain) == 790

    def test_m063_505_items_in_seventeen_domains(self, stage):
        domains = list(Domain)[:17]
        found = matters(505, domains=domains)
        stage.brought_in([line(item.code, stage.town.agency.name) for item in found])

        listed = grants(ListFilter(ON, town_id=stage.town.town.pk))
        assert listed.count() == 505
        assert listed.values("matter__domain").distinct().count() == 17
        first = listed.filter(matter__domain=domains[0]).count()
        assert grants(ListFilter(ON, town_id=stage.town.town.pk, domain=domains[0])).count() == first


class TestBadLines:
    @pytest.fixture
    def row(self, stage):
        return line(a_matter().code, stage.town.agency.name)

    @pytest.mark.parametrize(
        ("cells", "column", "word"),
        [
            pytest.param({"事项编码": "没有-001"}, "事项编码", "目录中没有", id="未知事项编码"),
            pytest.param({"事项编码": ""}, "事项编码", "不能为空", id="空编码"),
            pytest.param({"行使机关": "某某局"}, "行使机关", "没有登记", id="未知机关"),
            pytest.param({"地域": "火星镇"}, "地域", "本区县没有", id="未知镇街"),
            pytest.param({"行使方式": "借用"}, "行使方式", "不在可选范围", id="未知行使方式"),
            pytest.param({"职权种类": "征收"}, "职权种类", "不在可选范围", id="未知职权"),
            pytest.param({"生效日期": "去年"}, "生效日期", "看不懂", id="看不懂的日期"),
            pytest.param({"生效日期": "2024-02-30"}, "生效日期", "看不懂", id="不存在的日期"),
            pytest.param({"生效日期": ""}, "生效日期", "不能为空", id="无生效日期"),
            pytest.param({"失效日期": "2023-01-01"}, "失效日期", "晚于生效", id="失效早于生效"),
            pytest.param({"公布日期": "3月1日", "文号": "新〔2024〕2号"}, "公布日期", "看不懂", id="公布日期看不懂"),
            pytest.param({"职权种类": "行政强制措施"}, "行使方式", "须另列明确依据", id="赋权强制措施无依据"),
            pytest.param({"行使方式": "委托"}, "行使方式", "委托或派出的机关", id="委托无委托机关"),
        ],
    )
    def test_is_reported_with_line_and_column_and_stops_nothing(self, stage, row, cells, column, word):
        good = line(a_matter().code, stage.town.agency.name)

        report = stage.brought_in([row | cells, good])

        assert report.created == 1
        assert [(item.line, item.column) for item in report.rejected] == [(2, column)]
        assert word in report.rejected[0].reason

    def test_duplicates_in_the_file_name_the_first_line(self, stage, row):
        report = stage.brought_in([row, row])

        assert report.created == 1
        assert report.rejected[0].line == 3
        assert "第2行重复" in report.rejected[0].reason

    def test_a_second_run_creates_nothing(self, stage, row):
        stage.brought_in([row])
        again = stage.brought_in([row])

        assert (again.created, again.unchanged, again.rejected) == (0, 1, [])

    def test_a_wrong_code_with_a_known_name_is_helped(self, stage, row):
        matter = Matter.objects.get(code=row["事项编码"])

        report = stage.brought_in([row | {"事项编码": "X-1", "事项名称": matter.name}])

        assert matter.code in report.rejected[0].reason

    def test_m065_negative_list_refuses_the_line(self, stage, row):
        class_matter(
            matter_id=Matter.objects.get(code=row["事项编码"]).pk,
            district_id=stage.county.pk,
            grant_class=GrantClass.MUST_NOT,
            reason=NegativeReason.NATIONAL_LIVELIHOOD,
            valid_from=START,
            actor=stage.keeper,
            now=NOW,
        )

        report = stage.brought_in([row])

        assert "国计民生" in report.rejected[0].reason

    @pytest.mark.parametrize("day", ["2024/3/1", "2024.3.1", "2024年3月1日", "2024-03-01", "2024-03-01 00:00:00"])
    def test_dates_as_people_write_them(self, stage, row, day):
        stage.brought_in([row | {"生效日期": day}])

        assert Grant.objects.get().valid_from == date(2024, 3, 1)

    def test_a_reader_imports_nothing(self, stage, row):
        reader = an_actor(Permission.POWERS_VIEW, district=stage.county)

        with pytest.raises(Forbidden):
            import_grants(rows=numbered([row]), district=stage.county, actor=reader, now=NOW)
        with pytest.raises(Forbidden):
            import_matters(rows=[], actor=reader, now=NOW)
        with pytest.raises(Forbidden):
            import_catalogue_rows(rows=[], actor=reader, now=NOW)


class TestRoundTrip:
    def test_matters_go_out_and_come_back_unchanged(self, stage):
        shipped = [row for row in shipped_matters() if row["domain"] in ("city_appearance", "agriculture")]
        load_catalogue(matters=shipped, actor=stage.keeper, now=NOW)
        lines = [dict(zip(MATTER_COLUMNS, row, strict=True)) for row in matter_lines()]

        report = import_matters(rows=numbered(lines), actor=stage.keeper, now=NOW)

        assert len(lines) == len(shipped)
        assert (report.unchanged, report.rejected) == (len(shipped), [])

    def test_m057_a_matter_whose_figures_do_not_stand_in_the_article_is_refused(self, stage):
        shipped = [row for row in shipped_matters() if row["fines"] and row["fines"][0]["basis"] == "amount"][:2]
        load_catalogue(matters=shipped, actor=stage.keeper, now=NOW)
        lines = [dict(zip(MATTER_COLUMNS, row, strict=True)) for row in matter_lines()]
        fines = json.loads(lines[0]["罚款幅度"])
        fines[0]["figures"] = ["九千九百元"]
        lines[0]["罚款幅度"] = json.dumps(fines, ensure_ascii=False)
        lines[1]["领域"] = "海事"

        report = import_matters(rows=numbered(lines), actor=stage.keeper, now=NOW)

        assert [item.line for item in report.rejected if item.column] == [3]
        assert any("九千九百元" in item.reason for item in report.rejected if item.line == 2)

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_grants_go_out_and_come_back_unchanged_through_the_command_line(self, stage, tmp_path, suffix):
        found = matters(5)
        stage.brought_in([line(item.code, stage.town.agency.name) for item in found])
        file = tmp_path / f"list.{suffix}"

        call_command("powers_export", str(file), "--division", "330802", "--on", "2026-11-23", stdout=StringIO())
        out = StringIO()
        call_command("powers_import", str(file), "--division", "330802", "--json", stdout=out)

        header = next(read_rows(file, file.name))[1]
        assert set(header) == set(GRANT_COLUMNS)
        report = json.loads(out.getvalue().splitlines()[-1])
        assert (report["received"], report["unchanged"], report["created"]) == (5, 5, 0)
        assert len(list(grant_lines(ListFilter(ON, district_id=stage.county.pk)))) == 5

    def test_gbk_file_is_understood(self, stage, tmp_path):
        matter = a_matter()
        row = line(matter.code, stage.town.agency.name)
        text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
        file = tmp_path / "gbk.csv"
        file.write_bytes(text.encode("gbk"))

        out = StringIO()
        call_command("powers_import", str(file), "--division", "330802", "--json", stdout=out)

        assert json.loads(out.getvalue())["created"] == 1

    def test_command_refuses_clearly(self, stage, tmp_path):
        with pytest.raises(CommandError, match="没有找到文件"):
            call_command("powers_import", str(tmp_path / "nowhere.csv"), "--division", "330802")
        file = tmp_path / "list.csv"
        file.write_text("事项编码\nA\n", encoding="utf-8")
        with pytest.raises(CommandError, match="--division"):
            call_command("powers_import", str(file))
        with pytest.raises(CommandError, match="没有找到代码"):
            call_command("powers_import", str(file), "--division", "999999")


class TestFourLevels:
    def test_m057_same_code_name_kind_and_basis_at_every_level(self, stage):
        def entry(
            level, area, code, name="占道经营", kind="行政处罚", basis="《城市市容和环境卫生管理条例》第三十四条"
        ):
            return dict(zip(CATALOGUE_COLUMNS, (level, area, code, name, kind, basis), strict=True))

        rows = [
            entry("省级", "330000", "A1"),
            entry("市级", "330800", "A1"),
            entry("县级", "330802", "A1", basis="城市市容和环境卫生管理条例 第三十四条"),
            entry("乡级", "330802101", "A1", name="占道摆摊"),
            entry("县级", "330802", "A2"),
            entry("乡级", "330802101", "A1"),
            entry("镇级", "330802101", "A3"),
        ]

        report = import_catalogue_rows(rows=numbered(rows), actor=stage.keeper, now=NOW)
        found = level_mismatches("330802")

        assert report.created == 5
        assert [item.line for item in report.rejected] == [7, 8]
        assert {(item.level, item.code, item.field) for item in found} == {
            ("TOWN", "A1", "名称"),
            ("COUNTY", "A2", "编码"),
        }
        assert "占道摆摊" in str(next(item for item in found if item.field == "名称"))
        assert queries.catalogue_stamp()
