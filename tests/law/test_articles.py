"""条文要点：从条文里记下款、项、数额和处罚用语，以后不用原文也能核对。"""

import hashlib
from datetime import date

import pytest

from tongpan.law.articles import ParagraphFacts, facts_of, rules
from tongpan.law.citation import Citation

TEXT = """
　　违反规定的，予以警告，可以处五百元以上五千元以下罚款：
（一）甲；
1．乙，处二百元罚款；
（二）丙。

　　情节严重的，责令停业，并处百分之十的罚款。
"""
STATUTE = "某市某条例"


class TestAnArticleOfTheCatalogue:
    FACTS = facts_of(STATUTE, date(2026, 1, 1), 7, TEXT)

    def test_is_recorded_by_paragraphs_with_items_figures_and_penalty_words(self):
        assert self.FACTS.paragraphs == (
            ParagraphFacts(("五百元", "五千元", "二百元"), ("警告", "罚款"), items=2),
            ParagraphFacts(("百分之十",), ("罚款", "停业"), items=0),
        )

    def test_is_known_again_by_its_words_alone(self):
        other = facts_of(STATUTE, date(2026, 1, 1), 7, TEXT.replace("\n", "\n\n　"))
        words = "".join(TEXT.split())

        assert self.FACTS.digest == other.digest == hashlib.sha256(words.encode()).hexdigest()
        assert facts_of(STATUTE, date(2026, 1, 1), 7, TEXT.replace("五百", "六百")).digest != self.FACTS.digest

    @pytest.mark.parametrize(
        ("paragraph", "figures"),
        [
            pytest.param(None, ("五百元", "五千元", "二百元", "百分之十"), id="整条"),
            pytest.param(2, ("百分之十",), id="第二款"),
            pytest.param(3, (), id="没有第三款"),
            pytest.param(0, (), id="没有第零款"),
        ],
    )
    def test_names_the_figures_of_a_place(self, paragraph, figures):
        assert self.FACTS.figures_at(paragraph) == figures


class TestAnArticleThatRulesCite:
    CITED = [
        Citation(STATUTE, 7, 1, figures=("五百元", "九百元"), gist="幅度"),
        Citation(STATUTE, 7, 1, figures=("五千元",), gist="上限"),
        Citation(STATUTE, 7, item=2, figures=("五百元",), gist="丙"),
        Citation(STATUTE, 7, 2, figures=("百分之十",), gist="情节严重"),
    ]
    FACTS = rules.facts_from(STATUTE, 7, rules.AT_HAND, TEXT.replace("1．乙，处二百元罚款；\n", ""), CITED)

    def test_is_recorded_with_the_words_that_stand_at_each_cited_place(self):
        assert self.FACTS.places == {
            (1, None): {"五百元", "五千元"},
            (None, 2): set(),
            (2, None): {"百分之十"},
        }

    def test_is_recorded_with_what_each_place_is_cited_for(self):
        assert self.FACTS.gists == {(1, None): {"幅度", "上限"}, (None, 2): {"丙"}, (2, None): {"情节严重"}}

    @pytest.mark.parametrize(
        ("citation", "said"),
        [
            pytest.param(CITED[1], [], id="登记过的"),
            pytest.param(CITED[0], ["某市某条例第七条第一款：“九百元”不在该处"], id="数字不在该处"),
            pytest.param(CITED[2], ["某市某条例第七条第二项：“五百元”不在该处"], id="数字在别的项"),
            pytest.param(
                Citation(STATUTE, 7, 2, gist="另一个意思"),
                ["某市某条例第七条第二款：没有核对过这一处的“另一个意思”，请用 tools/rule_facts.py 对照条文登记"],
                id="没有登记过的用处",
            ),
        ],
    )
    def test_holds_whoever_cites_it_to_its_words(self, citation, said):
        assert self.FACTS.problems(citation) == said
