"""条、款、项：第一款、最后一项都在，再多一个就没有；援引总目把每一处都找出来。"""

from datetime import date
from enum import Enum

import pytest

from tongpan.law.articles import ArticleFacts, ParagraphFacts, facts_of, rules
from tongpan.law.articles.cited import citations_in, every_citation, modules
from tongpan.law.citation import Citation
from tongpan.law.penalty import hearing, summary
from tongpan.law.titles import APL

STATUTE = "某市某条例"
TEXT = "甲：\n（一）一日；\n（二）二日。\n乙。\n丙：\n（一）三日；\n（二）四日；\n（三）五日。"


class TestTheCatalogue:
    FACTS = ArticleFacts(
        STATUTE,
        date(2026, 1, 1),
        7,
        "",
        (ParagraphFacts(("一元",), ("罚款",), 2), ParagraphFacts((), (), 0), ParagraphFacts(("三元",), ("没收",), 3)),
    )

    @pytest.mark.parametrize(
        ("paragraph", "item", "stands"),
        [
            (None, None, True),
            (1, None, True),
            (3, None, True),
            (0, None, False),
            (4, None, False),
            (1, 1, True),
            (1, 2, True),
            (1, 0, False),
            (1, 3, False),
            (2, 1, False),
            (3, 3, True),
            (3, 4, False),
            (None, 1, True),
            (None, 3, True),
            (None, 0, False),
            (None, 4, False),
            (4, 1, False),
        ],
    )
    def test_knows_which_paragraphs_and_items_there_are(self, paragraph, item, stands):
        assert self.FACTS.has(paragraph, item) is stands

    @pytest.mark.parametrize(
        ("paragraph", "figures", "words"),
        [
            (None, ("一元", "三元"), ("罚款", "没收")),
            (1, ("一元",), ("罚款",)),
            (2, (), ()),
            (3, ("三元",), ("没收",)),
            (4, (), ()),
            (0, (), ()),
            (-1, (), ()),
        ],
    )
    def test_tells_what_stands_in_each_paragraph(self, paragraph, figures, words):
        assert (self.FACTS.figures_at(paragraph), self.FACTS.words_at(paragraph)) == (figures, words)

    def test_counts_each_item_to_the_paragraph_above_it(self):
        assert [each.items for each in facts_of(STATUTE, date(2026, 1, 1), 7, TEXT).paragraphs] == [2, 0, 3]


class TestTheRules:
    WORDS = {
        (1, None): "一日",
        (3, None): "五日",
        (1, 1): "一日",
        (1, 2): "二日",
        (3, 3): "五日",
        (None, 1): "三日",
        (None, 3): "五日",
        (None, None): "四日",
    }
    CITED = [Citation(STATUTE, 7, *place, figures=(said,), gist="要点") for place, said in WORDS.items()]
    FACTS = rules.facts_from(STATUTE, 7, rules.AT_HAND, TEXT, CITED)

    @pytest.mark.parametrize("citation", [pytest.param(each, id=each.place) for each in CITED])
    def test_find_every_word_at_its_place(self, citation):
        assert self.FACTS.places[citation.paragraph, citation.item] == set(citation.figures)
        assert self.FACTS.problems(citation) == []

    @pytest.mark.parametrize(
        ("paragraph", "item", "word"),
        [(1, None, "三日"), (2, None, "一日"), (3, None, "一日"), (1, 2, "一日"), (3, 2, "五日"), (None, 2, "一日")],
    )
    def test_find_no_word_of_another_place(self, paragraph, item, word):
        cited = Citation(STATUTE, 7, paragraph, item, figures=(word,))

        assert rules.facts_from(STATUTE, 7, rules.AT_HAND, TEXT, [cited]).places == {(paragraph, item): frozenset()}

    @pytest.mark.parametrize(
        ("paragraph", "item", "said"),
        [
            (4, None, "该条只有3款"),
            (1, 3, "没有这一项"),
            (2, 1, "没有这一项"),
            (3, 4, "没有这一项"),
            (None, 4, "没有这一项"),
        ],
    )
    def test_tell_a_place_that_is_not_there(self, paragraph, item, said):
        cited = Citation(STATUTE, 7, paragraph, item)

        assert self.FACTS.problems(cited) == [f"{cited}：{said}"]

    @pytest.mark.parametrize(
        ("figures", "problems"),
        [
            pytest.param((), [], id="只说要点"),
            pytest.param(("五日",), ["行政处罚法：没有指明条次，不能附原文用语"], id="附了原文用语"),
        ],
    )
    def test_take_a_whole_instrument_without_its_words(self, figures, problems):
        cited = Citation(APL, "", figures=figures, gist="整部法")

        assert rules.problems_of(cited, date(2026, 11, 27)) == problems


class TestEveryCitation:
    A, B, C = (Citation(APL, 64, item=number) for number in (1, 2, 3))

    class Held(Enum):
        """An enumeration whose members are citations."""

        ONE = Citation(APL, 64, item=1)
        TWO = Citation(APL, 64, item=2)

    @pytest.mark.parametrize(
        ("value", "found"),
        [
            pytest.param(A, [A], id="援引本身"),
            pytest.param((A, B), [A, B], id="元组"),
            pytest.param([B, A], [B, A], id="列表"),
            pytest.param({A}, [A], id="集合"),
            pytest.param(frozenset({B}), [B], id="不变集合"),
            pytest.param({A: "甲", "乙": (B, [C])}, [A, B, C], id="映射的键和值"),
            pytest.param(Held, [A, B], id="枚举的各项"),
            pytest.param(int, [], id="不是枚举的类型"),
            pytest.param("行政处罚法第六十四条", [], id="文字"),
        ],
    )
    def test_is_found_in_whatever_holds_it(self, value, found):
        assert list(citations_in(value)) == found

    def test_is_looked_for_in_every_module_but_those_that_run(self):
        names = {each.__name__ for each in modules()}

        assert {hearing.__name__, summary.__name__, "tongpan.law.faces.limit_command", "tongpan.law.limits"} <= names
        assert not [each for each in names if each.endswith(".__main__")]

    def test_is_there_once(self):
        found = every_citation()

        assert len(found) == len(set(found))
        assert {hearing.REQUEST_PERIOD, summary.RANGE} <= set(found)
