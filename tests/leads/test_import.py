"""批量导入: what people really send — encodings, tables, names of columns, rows that cannot be read."""

import io
import json

import openpyxl
import pytest
from tests import cast
from tests.leads import stage

from tongpan.kernel import ledger, spreadsheet
from tongpan.leads.actions.imports import Job, import_leads
from tongpan.leads.domain.choices import Channel, Nature, Status
from tongpan.leads.domain.mapping import BadRow
from tongpan.leads.models import ImportRun, Lead, Reporter

pytestmark = pytest.mark.django_db
HEADER = ["工单号", "主题", "内容", "发生时间", "地点", "反映人", "电话"]
ROWS = [
    ["A001", "占道", stage.OCCUPYING, "2026-11-20 08:15:00", "航埠镇菜场东门", "赵先生", "13800001111"],
    ["A002", "垃圾", stage.RUBBISH, "2026/11/20 9:05", "航埠镇严村村", "", ""],
    ["A003", "社保卡", "请问社保卡丢了去哪里补办", "2026年11月20日", "", "", ""],
]


def csv(rows=ROWS, header=HEADER, encoding="utf-8"):
    return "\r\n".join(",".join(row) for row in [header, *rows]).encode(encoding)


def workbook(rows=ROWS):
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def jsonl(rows=ROWS):
    return "\n".join(json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in rows).encode()


def job(**changes):
    fields = {
        "district_id": cast.a_county().pk, "channel": Channel.HOTLINE, "system": "12345", "columns": {},
        "file_digest": "d" * 64, "actor": "system:import",
    }  # fmt: skip
    return Job(**(fields | changes))


def imported(content, name="来件.csv", **changes):
    *_, summary = import_leads(rows=spreadsheet.read_rows(content, name), job=job(**changes), now=cast.NOW)
    return summary


@pytest.fixture
def town():
    town = stage.a_working_town()
    cast.a_village(town.town)
    return town


class TestFormats:
    @pytest.mark.parametrize(
        ("content", "name"),
        [
            pytest.param(csv(), "a.csv", id="CSV UTF-8"),
            pytest.param(b"\xef\xbb\xbf" + csv(), "a.csv", id="CSV UTF-8 with a mark"),
            pytest.param(csv(encoding="gbk"), "a.csv", id="CSV GBK"),
            pytest.param(csv(encoding="gb18030"), "a.txt", id="CSV GB18030"),
            pytest.param(workbook(), "a.xlsx", id="Excel"),
            pytest.param(jsonl(), "a.jsonl", id="JSONL"),
        ],
    )
    def test_each_gives_the_same_leads(self, town, content, name):
        summary = imported(content, name)

        assert (summary.received, summary.created, summary.rejected) == (3, 3, [])
        first = Lead.objects.get(source_system="12345", source_id="A001")
        assert (first.title, first.text, first.place_text) == ("占道", stage.OCCUPYING, "航埠镇菜场东门")
        assert first.occurred_at.isoformat() == "2026-11-20T00:15:00+00:00"
        assert (first.channel, first.status, first.town_id) == (Channel.HOTLINE, Status.ROUTED, town.town.pk)

    def test_the_reporter_is_sealed(self, town):
        imported(csv())

        reporter = Reporter.objects.get(lead__source_id="A001")
        assert "13800001111" not in str(reporter.__dict__)
        assert not reporter.anonymous
        assert Reporter.objects.get(lead__source_id="A002").anonymous

    def test_each_lead_has_its_entry_in_the_ledger(self, town):
        imported(csv())

        assert [ledger.history(lead)[0].action for lead in Lead.objects.all()] == ["lead.created"] * 3
        assert ledger.verify().ok

    def test_routed_and_triage_add_up(self, town):
        summary = imported(csv())

        assert summary.routed + summary.triage + summary.place_pending == summary.created
        assert summary.triage >= 1, "社保卡 is no enforcement matter"

    def test_a_complaint_says_what_it_is(self, town):
        imported(csv([["B1", "举报", stage.OCCUPYING, "举报"]], ["工单号", "主题", "内容", "诉求类型"]))

        assert Lead.objects.get().nature == Nature.REPORT


class TestColumns:
    def test_are_mapped_by_name(self, town):
        content = csv([["7", "一", stage.OCCUPYING]], ["留言编号", "留言主题", "留言详情"])

        summary = imported(content, columns={"external_id": "留言编号", "title": "留言主题", "text": "留言详情"})

        assert summary.created == 1
        assert Lead.objects.get().source_id == "7"

    @pytest.mark.parametrize(
        ("columns", "reason"),
        [
            pytest.param({"text": "没有这列"}, "没有“没有这列”这一列", id="no such column"),
            pytest.param({"colour": "内容"}, "没有“colour”这个字段", id="no such field"),
        ],
    )
    def test_a_wrong_mapping_is_told_and_nothing_stored(self, town, columns, reason):
        with pytest.raises(BadRow, match=reason):
            imported(csv(), columns=columns)

        assert not Lead.objects.exists()

    def test_a_file_without_any_text_says_what_to_do(self, town):
        with pytest.raises(BadRow, match="--map text="):
            imported(csv([["1", "2"]], ["甲", "乙"]))


class TestBadRows:
    BAD = [
        ["A001", "占道", stage.OCCUPYING, "2026-11-20 08:15:00", "", "", ""],
        ["A002", "", "", "2026-11-20", "", "", ""],
        ["A003", "时间", stage.RUBBISH, "前天下午", "", "", ""],
        ["A004", "将来", stage.RUBBISH, "2036-01-01", "", "", ""],
        ["A005", "电话", stage.RUBBISH, "", "", "", "不告诉你"],
        ["A006", "好的", stage.RUBBISH, "", "", "", ""],
    ]

    def test_are_told_with_line_and_reason_and_stop_nothing(self, town):
        summary = imported(csv(self.BAD))

        assert (summary.received, summary.created) == (6, 2)
        assert [row["line"] for row in summary.rejected] == [3, 4, 5, 6]
        told = [row["reason"] for row in summary.rejected]
        assert [part in text for part, text in zip(["空的", "前天下午", "将来", "电话"], told, strict=True)] == [
            True
        ] * 4

    def test_lines_that_are_no_json_too(self, town):
        summary = imported(jsonl() + b'\n{"half": \n[1, 2]\n' + jsonl([["A009", *ROWS[0][1:]]]), "a.jsonl")

        assert (summary.created, [row["line"] for row in summary.rejected]) == (4, [4, 5])

    def test_points_outside_and_unknown_datums_are_told(self, town):
        header = ["工单号", "内容", "经度", "纬度", "坐标系"]
        rows = [
            ["1", stage.OCCUPYING, "999", "28.9", ""], ["2", stage.OCCUPYING, "东", "北", ""],
            ["3", stage.OCCUPYING, "118.8", "28.9", "火星"], ["4", stage.OCCUPYING, "118.8", "", ""],
            ["5", stage.OCCUPYING, "0.5", "0.5", "WGS-84"], ["6", stage.OCCUPYING, "nan", "28.9", ""],
        ]  # fmt: skip

        summary = imported(csv(rows, header))

        assert [row["line"] for row in summary.rejected] == [2, 3, 4, 5, 7]
        assert Lead.objects.get().source_id == "5", "outside every grid, but a place on earth: kept, and for a person"

    def test_html_and_nul_bytes_are_kept_as_words(self, town):
        row = {"工单号": "1", "主题": "<script>alert(1)</script>", "内容": "摊贩\x00占道<b>堵路</b>"}

        imported(json.dumps(row).encode(), "a.jsonl")

        lead = Lead.objects.get()
        assert lead.text == "摊贩占道<b>堵路</b>"
        assert "<" not in lead.title, "a title is plain words"

    def test_a_text_beyond_measure_is_told(self, town):
        summary = imported(csv([["1", "长" * 20_001], ["2", stage.OCCUPYING]], ["工单号", "内容"]))

        assert (summary.created, summary.rejected[0]["line"]) == (1, 2)


class TestAgain:
    def test_a_second_run_creates_none(self, town):
        imported(csv())

        again = imported(csv())

        assert (again.received, again.created, again.duplicates) == (3, 0, 3)
        assert Lead.objects.count() == 3

    def test_the_same_numbers_in_another_file_create_none_either(self, town):
        imported(csv())

        again = imported(csv([ROWS[0], ["A004", *ROWS[1][1:]]]), file_digest="e" * 64)

        assert (again.created, again.duplicates) == (1, 1)

    def test_a_number_twice_in_one_file_is_one_lead(self, town):
        summary = imported(csv([ROWS[0], ROWS[0]]))

        assert (summary.created, summary.duplicates) == (1, 1)

    def test_without_numbers_the_line_is_the_number(self, town):
        content = csv([[stage.OCCUPYING], [stage.RUBBISH]], ["内容"])

        assert imported(content).created == 2
        assert imported(content).duplicates == 2

    def test_alike_reports_are_suggested_not_dropped(self, town):
        alike = ["A009", "占道", stage.OCCUPYING + "。", *ROWS[0][3:]]

        summary = imported(csv([ROWS[0], alike]))

        assert (summary.created, summary.suggested) == (2, 1)

    def test_an_interrupted_run_goes_on_with_its_counts(self, town, monkeypatch):
        monkeypatch.setattr("tongpan.leads.actions.imports.CHUNK", 2)
        rows = [[f"A{n:03}", *ROWS[n % 3][1:]] for n in range(7)]
        running = import_leads(rows=spreadsheet.read_rows(csv(rows), "a.csv"), job=job(), now=cast.NOW)
        next(running)
        next(running)
        running.close()
        assert ImportRun.objects.get().rows_done == 4

        summary = imported(csv(rows))

        assert (summary.received, summary.created, summary.duplicates) == (7, 7, 0)
        assert Lead.objects.count() == 7
        assert ImportRun.objects.get().finished_at
