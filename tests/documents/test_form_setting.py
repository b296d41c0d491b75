"""Every form sets in type as PDF/A; the marks of its little language stand on paper as they are meant."""

from datetime import UTC, datetime

import pytest
from tests.documents.samples import values_of

from tongpan.documents.domain.body import BLANK, LINE, names_in, nodes
from tongpan.documents.domain.forms import catalogue
from tongpan.documents.steps import rendering

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)
FORMS = [pytest.param(form, id=form.code) for form in catalogue()]


def _content(form, values):
    given = {"organ": "衢江区某某镇人民政府", "number": f"某执{form.sign}〔2026〕12号" if form.sign else ""}
    whole = {**values, **given, "day": "2026年11月28日", "title": form.title}
    return {
        **given, "title": form.title, "day": "2026年11月28日", "layout": form.layout.value,
        "nodes": nodes(form.body, whole), "watermark": "", "seal": None, "foot": "核验码 ABCD", "qr": "",
    }  # fmt: skip


class TestEveryForm:
    @pytest.mark.parametrize("form", FORMS)
    def test_m144_sets_as_pdf_a(self, form):
        found = rendering.pdf(_content(form, values_of(form)), AT)

        assert found.startswith(b"%PDF")
        assert b"pdfaid:part>2<" in found

    @pytest.mark.parametrize("form", FORMS)
    def test_sets_while_it_is_empty(self, form):
        assert rendering.pdf(_content(form, {}), AT).startswith(b"%PDF")


class TestLines:
    def test_are_there_to_be_written_on_by_hand(self):
        assert nodes("_ record 8", {}) == [{"kind": "lines", "count": 8}]
        assert nodes("_ 3", {"record": "甲"}) == [{"kind": "lines", "count": 3}]

    def test_give_way_to_what_was_typed(self):
        assert nodes("_ record 8", {"record": "甲\n乙"}) == [
            {"kind": "text", "flush": False, "paragraphs": ["甲", "乙"]}
        ]

    def test_count_as_a_use_of_the_name(self):
        assert names_in("_ record 8\n_ 3") == {"record"}


class TestASentence:
    def test_keeps_a_line_where_nothing_is_known(self):
        assert nodes("地点：{where}", {})[0]["paragraphs"] == [f"地点：{LINE}"]
        assert nodes("+ 地点 = {where}", {})[0]["rows"] == [[["地点", BLANK]]]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param("根据{basis}，决定", "根据第一条，决定", id="句中"),
            pytest.param("{basis}", "第一条。", id="句末"),
        ],
    )
    def test_is_not_broken_by_a_full_stop_that_was_typed(self, text, said):
        assert nodes(text, {"basis": "第一条。"})[0]["paragraphs"] == [said]


class TestATable:
    def test_may_have_no_head(self):
        assert nodes("% identity", {"identity": [["姓名", "甲"]]}) == [
            {"kind": "table", "heads": [], "rows": [["姓名", "甲"]]}
        ]

    def test_may_have_rows_to_fill_by_hand(self):
        assert nodes("%3 things : 名称, 数量", {})[0]["rows"] == [[""], [""], [""]]
        assert nodes("%3 things : 名称, 数量", {"things": [["桌", "1"]]})[0]["rows"] == [["桌", "1"]]
        assert names_in("%3 things : 名称, 数量") == {"things"}

    def test_leaves_nothing_behind_where_it_is_empty(self):
        assert nodes("% identity\n* evidence", {}) == []
