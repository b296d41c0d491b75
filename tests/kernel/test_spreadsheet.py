"""Tables from outside: whatever encoding, separator and format they come in; and a bad row stops nothing."""

import io
import json
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet import BadRow, read_rows, write_csv, write_xlsx

TABLE = "编号,标题,正文\nA1,占道经营,“夜市”很吵\nA2,油烟,烟很大\n"


def rows(source, name="x.csv"):
    return [(line, row.reason if isinstance(row, BadRow) else row) for line, row in read_rows(source, name)]


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
    def test_every_usual_encoding(self, encoding):
        assert rows(TABLE.encode(encoding)) == [
            (2, {"编号": "A1", "标题": "占道经营", "正文": "“夜市”很吵"}),
            (3, {"编号": "A2", "标题": "油烟", "正文": "烟很大"}),
        ]

    @pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
    def test_every_usual_separator(self, mark):
        assert rows(TABLE.replace(",", mark).encode())[1][1]["标题"] == "油烟"

    def test_line_numbers_are_those_of_the_file(self):
        text = '编号,正文\n\nA1,"第一行\n第二行"\n,\nA2,短\n'

        assert rows(text.encode()) == [
            (3, {"编号": "A1", "正文": "第一行\n第二行"}),
            (6, {"编号": "A2", "正文": "短"}),
        ]

    def test_a_bad_row_is_told_with_its_line_and_the_rest_comes(self):
        content = TABLE.encode() + b"A3,\xff\xfe\xff,x\n" + "A4,a,b,c,d\nA5,够\n".encode()

        found = rows(content)

        assert found[2] == (4, "有无法识别的字符，请检查文件编码")
        assert found[3][0] == 5
        assert "5 格" in found[3][1]
        assert found[4] == (6, {"编号": "A5", "标题": "够", "正文": ""})

    def test_a_gbk_file_with_one_broken_byte_stays_gbk(self):
        content = (TABLE * 3).encode("gbk") + b"B1,\xff,x\n"

        found = rows(content)

        assert found[0][1]["标题"] == "占道经营"
        assert found[-1][1] == "有无法识别的字符，请检查文件编码"

    @pytest.mark.parametrize("content", [b"", b"   \n\n", b"\x00\x01\x02\x03", b"a,a\n1,2\n"])
    def test_what_is_no_table_is_refused_with_a_way_forward(self, content):
        with pytest.raises(Invalid):
            rows(content)

    def test_a_cell_beyond_all_measure_is_a_bad_row(self):
        content = f"编号,正文\nA1,{'长' * 500_000}\nA2,短\n".encode()

        found = rows(content)

        assert found[0][0] == 2
        assert isinstance(found[0][1], str)
        assert found[-1][1] == {"编号": "A2", "正文": "短"}

    def test_memory_stays_flat(self, tmp_path: Path):
        file = tmp_path / "large.csv"
        with file.open("w") as target:
            target.write("编号,正文\n")
            for n in range(100_000):
                target.write(f"{n},夜市占道经营，油烟很大，多次反映无人处理\n")
        tracemalloc.start()
        count = sum(1 for _ in read_rows(file))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert count == 100_000
        assert peak < 4 * 1024 * 1024


class TestJsonLines:
    def test_objects_become_text_and_the_rest_is_told(self):
        lines = [
            json.dumps({"编号": 7, "标题": "油烟", "空": None, "真": True, "表": [1, 2]}, ensure_ascii=False),
            "",
            "{broken",
            "[1]",
            '{"编号": "8"}',
        ]

        assert rows("\n".join(lines).encode(), "x.jsonl") == [
            (1, {"编号": "7", "标题": "油烟", "空": "", "真": "是", "表": "[1, 2]"}),
            (3, "不是完整的 JSON"),
            (4, "应为一个 JSON 对象"),
            (5, {"编号": "8"}),
        ]

    def test_is_known_by_its_content_and_in_gbk(self):
        assert rows('{"标题": "油烟扰民"}\n'.encode("gbk"), "") == [(1, {"标题": "油烟扰民"})]

    def test_the_real_messages_are_all_read(self):
        file = Path(__file__).resolve().parents[3] / "shared" / "data" / "complaints" / "messages_raw.jsonl"
        if not file.exists():
            pytest.skip("the real messages are not at hand")

        found = list(read_rows(file))

        assert len(found) == 4326
        assert not [row for _, row in found if isinstance(row, BadRow)]


class TestExcel:
    def test_what_was_written_is_read_again(self):
        moment = datetime(2026, 11, 22, 14, 5, tzinfo=clock.SHANGHAI)
        content = write_xlsx(
            ["编号", "标题", "日期", "时间", "件数", "金额", "空"],
            [
                ["A1", "=1+1", date(2026, 11, 22), moment, 3, Decimal("1.50"), None],
                ["A2", "a\x00b", None, None, 0, "", uuid4()],
            ],
        )

        found = rows(content, "x.xlsx")

        assert found[0] == (
            2,
            {
                "编号": "A1", "标题": "=1+1", "日期": "2026-11-22", "时间": "2026-11-22 14:05:00", "件数": "3",
                "金额": "1.50", "空": "",
            },
        )  # fmt: skip
        assert found[1][1]["标题"] == "ab"

    def test_a_text_never_becomes_a_formula(self):
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(["x"], [["=HYPERLINK(1)"]]))).active

        assert sheet["A2"].data_type == "s"
        assert b"'=HYPERLINK" in b"".join(write_csv(["x"], [["=HYPERLINK(1)"]]))
        assert b"-5" in b"".join(write_csv(["x"], [[-5]]))

    def test_writes_into_a_file_too(self, tmp_path: Path):
        with (tmp_path / "x.xlsx").open("wb") as target:
            assert write_xlsx(["编号"], ([str(n)] for n in range(1000)), to=target) == b""

        assert len(rows(tmp_path / "x.xlsx", "")) == 1000

    def test_the_header_may_stand_lower_and_rows_may_be_empty(self):
        book = openpyxl.Workbook()
        for row in ([], ["编号", "标题", None], [], ["A1", "油烟", None, None]):
            book.active.append(row)
        target = io.BytesIO()
        book.save(target)

        assert rows(target.getvalue(), "x.xlsx") == [(4, {"编号": "A1", "标题": "油烟"})]

    @pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken"])
    def test_a_broken_workbook_is_refused_with_a_way_forward(self, content):
        with pytest.raises(Invalid, match="另存为"):
            rows(content, "x.xlsx")

    def test_an_archive_that_is_no_workbook_is_refused(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("a.txt", "a")

        with pytest.raises(Invalid):
            rows(target.getvalue(), "x.xlsx")

    def test_an_archive_that_unpacks_to_far_too_much_is_refused(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))

        with pytest.raises(Invalid, match="解压后过大"):
            rows(target.getvalue(), "x.xlsx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Invalid, match="打不开"):
        rows(tmp_path / "none.csv")
