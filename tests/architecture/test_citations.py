"""Every citation of the law is sound: the place exists, its words stand there, the instrument is in force that day."""

import ast
import copy
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tools.article_digests import TEXTS
from tools.rule_facts import article_of, gather, under_heading

import tongpan.law
from tongpan.law.articles import rules
from tongpan.law.articles.cited import citations_in, every_citation
from tongpan.law.citation import Citation
from tongpan.law.penalty import hearing as sample_module
from tongpan.law.statutes import statutes

CHECKED_ON = date(2026, 11, 27)
"""The day on which the instruments were last compared; a rule on another day is for the rule's own dates."""

LAW = Path(tongpan.law.__file__).parent
ADR = Path(__file__).resolve().parents[2] / "docs" / "adr"
CITATIONS = every_citation()
INSTRUMENTS = sorted({citation.statute for citation in CITATIONS})
NAMED_ADR = re.compile(r"ADR[- ](\d{4})")
needs_texts = pytest.mark.skipif(not TEXTS.is_dir(), reason="../shared/law/texts is not at hand")

HEARING = Citation("中华人民共和国行政处罚法", 64, item=1, figures=("五日",), gist="告知后五个工作日内提出")


@cache
def docstrings():
    """Every function of the package with its file and docstring."""
    found = []
    for path in sorted(LAW.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.append((f"{path.relative_to(LAW)}::{node.name}", node, ast.get_docstring(node) or ""))
    return found


def rule_functions():
    return [
        pytest.param(said, id=name)
        for name, node, said in docstrings()
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_") and _judges(node)
    ]


def _judges(node):
    """Tell whether a function answers with a verdict; one that only refuses impossible facts is no rule of law."""
    return node.returns is not None and "Verdict" in ast.unparse(node.returns)


def readings():
    return [
        pytest.param(said[said.index("Reading:") :].partition("\n\n")[0], id=name)
        for name, _, said in docstrings()
        if re.search(r"^Reading:", said, re.MULTILINE)
    ]


class TestCitations:
    def test_are_many(self):
        assert len(CITATIONS) > 500

    @pytest.mark.parametrize("instrument", INSTRUMENTS)
    def test_are_sound(self, instrument):
        wrong = [
            problem
            for citation in CITATIONS
            if citation.statute == instrument
            for problem in rules.problems_of(citation, CHECKED_ON)
        ]

        assert wrong == []

    def test_say_in_own_words_what_stands_there(self):
        assert [str(citation) for citation in CITATIONS if not citation.gist.strip()] == []

    def test_are_constants_of_their_modules(self):
        hidden = [
            f"{path.relative_to(LAW)}:{call.lineno}"
            for path in sorted(LAW.rglob("*.py"))
            for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(function, ast.FunctionDef)
            for call in ast.walk(function)
            if isinstance(call, ast.Call)
            and getattr(call.func, "id", "") == "Citation"
            and all(isinstance(each, ast.Constant) for each in call.args[1:])
            and call.args
            and not any(isinstance(each, ast.Starred) for each in call.args)
        ]

        assert hidden == []

    def test_are_found_inside_whatever_holds_them(self):
        nested = {"a": (frozenset({HEARING}), [replace(HEARING, item=2)])}

        assert set(citations_in(nested)) == {HEARING, replace(HEARING, item=2)}
        assert any(citations_in(value) for value in vars(sample_module).values())

    def test_are_looked_for_without_end_in_nothing_that_holds_itself(self):
        endless: list[object] = [HEARING]
        endless.append(endless)

        assert set(citations_in(endless)) == {HEARING}


class TestTheGuardFails:
    """Spoil one thing at a time: the guard must name it."""

    @pytest.mark.parametrize(
        ("citation", "words"),
        [
            pytest.param(replace(HEARING, figures=("三日",)), "“三日”不在该处", id="数字写错"),
            pytest.param(replace(HEARING, item=2), "“五日”不在该处", id="项写错"),
            pytest.param(replace(HEARING, item=9), "没有这一项", id="没有这一项"),
            pytest.param(replace(HEARING, paragraph=9, item=None), "该条只有", id="没有这一款"),
            pytest.param(replace(HEARING, article=9999), "没有核对过这一条", id="没有这一条"),
            pytest.param(replace(HEARING, item=8, figures=()), "没有核对过这一处", id="用在别处"),
            pytest.param(replace(HEARING, gist="听证公开举行"), "没有核对过这一处", id="说成别的"),
            pytest.param(replace(HEARING, statute="某市办法"), "目录中没有", id="没有这部法"),
            pytest.param(replace(HEARING, statute="中华人民共和国环境保护法"), "不是现行有效", id="已经废止"),
            pytest.param(replace(HEARING, article=""), "不能附原文用语", id="没有条次"),
        ],
    )
    def test_and_says_what_is_wrong(self, citation, words):
        assert any(words in problem for problem in rules.problems_of(citation, CHECKED_ON))

    def test_passes_what_is_sound(self):
        assert rules.problems_of(HEARING, CHECKED_ON) == []

    def test_knows_when_an_instrument_was_not_yet_in_force(self):
        assert any("不是现行有效" in problem for problem in rules.problems_of(HEARING, date(2021, 7, 14)))


class TestRecordedFacts:
    def test_name_only_instruments_of_the_table(self):
        assert {statute for statute, _ in rules.recorded()} <= set(statutes())

    def test_name_nothing_that_no_rule_cites(self):
        cited = {(citation.statute, citation.article) for citation in CITATIONS if citation.article != ""}

        assert set(rules.recorded()) == cited

    def test_tell_what_was_read_elsewhere(self):
        elsewhere = {statute for (statute, _), facts in rules.recorded().items() if facts.source == rules.ELSEWHERE}

        assert len(elsewhere) < 10

    @needs_texts
    def test_are_what_the_texts_say(self):
        found, missing = gather(CITATIONS, TEXTS)

        assert missing == []
        for facts, _ in found:
            kept = rules.recorded()[facts.statute, facts.article]
            assert (kept.digest, kept.items, kept.places) == (facts.digest, facts.items, facts.places), facts.article

    def test_read_back_what_was_written(self):
        again = rules.read(rules.RULES.read_text(encoding="utf-8"))

        assert again == copy.deepcopy(dict(rules.recorded()))


class TestCutting:
    TEXT = "第一章　总则\n第一条　甲有三日。\n乙有五日：\n（一）丙七日；\n（二）丁。\n第二章　其他\n第二条　戊。"

    def test_takes_one_article_without_the_next_chapter(self):
        assert article_of(self.TEXT, 1) == "甲有三日。\n乙有五日：\n（一）丙七日；\n（二）丁。"
        assert article_of(self.TEXT, 2) == "戊。"
        assert article_of(self.TEXT, 3) is None

    @pytest.mark.parametrize(
        ("paragraph", "item", "said"),
        [
            pytest.param(None, None, "甲有三日。乙有五日:(一)丙七日;(二)丁。", id="整条"),
            pytest.param(1, None, "甲有三日。", id="第一款"),
            pytest.param(2, 1, "(一)丙七日;", id="第二款第一项"),
            pytest.param(None, 2, "(二)丁。", id="第二项"),
            pytest.param(3, None, "", id="没有第三款"),
        ],
    )
    def test_takes_one_place(self, paragraph, item, said):
        paragraphs = rules.paragraphs_of(rules.normalized(article_of(self.TEXT, 1)))

        assert rules.cut(paragraphs, paragraph, item) == said

    def test_takes_what_stands_under_a_heading(self):
        text = "一、总体\n（一）甲。\n（二）乙。\n二、其他\n（一）丙。"

        assert under_heading(text, "（一）") == "甲。\n丙。"
        assert under_heading(text, "（三）") is None


class TestDocstrings:
    @pytest.mark.parametrize("said", rule_functions())
    def test_every_rule_says_by_which_law(self, said):
        assert re.search(r"^Law: \S", said, re.MULTILINE)

    @pytest.mark.parametrize("said", readings())
    def test_every_reading_names_a_decision_that_exists(self, said):
        named = NAMED_ADR.findall(said)

        assert named
        assert [number for number in named if not list(ADR.glob(f"{number}-*.md"))] == []
