"""The text of a lead: what is kept of it, what is dropped, and what is recognised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpan.leads.domain import text


class TestNormalise:
    @pytest.mark.parametrize(
        ("raw", "clean"),
        [
            pytest.param("ＡＢＣ１２３，好！", "ABC123,好!", id="全角转半角"),
            pytest.param("<p>占道<b>经营</b></p>", "占道 经营", id="去除标签"),
            pytest.param("<script>alert(1)</script>油烟", "油烟", id="去除脚本"),
            pytest.param("油烟&nbsp;&amp;噪音", "油烟 &噪音", id="实体还原"),
            pytest.param("占道\u200b经营\u3000\n 扰民 ", "占道经营 扰民", id="空白与不可见字符"),
            pytest.param("温度<30度且>10度", "温度<30度且>10度", id="不等号不是标签"),
        ],
    )
    def test_keeps_what_was_said_and_drops_how_it_was_typed(self, raw, clean):
        assert text.normalise(raw) == clean

    @given(st.text())
    def test_changes_nothing_the_second_time_it_is_only_whitespace(self, raw):
        assert text.bare(text.bare(raw)) == text.bare(raw) or not raw.isprintable()


class TestBigrams:
    def test_never_cross_punctuation(self):
        assert text.bigrams("占道，烧烤") == ("占道", "烧烤")

    def test_leave_out_anonymised_places(self):
        assert text.bigrams("A市A3区油烟") == ("油烟",)


class TestTokenise:
    def test_leaves_out_what_every_message_says(self):
        words = text.tokenise("我们小区楼下的夜宵摊油烟扰民")

        assert {"油烟", "扰民"} <= set(words)
        assert "我们" not in words
        assert "的" not in words

    def test_keeps_all_words_when_asked(self):
        assert "的" in text.tokenise("楼下的油烟", keep_stop_words=True)


class TestAnonymisedPlace:
    @pytest.mark.parametrize("said", ["A市A3区联丰路", "家住A7县星沙", "K8县丁字街", "C5市", "西地省某厅", "Ａ市"])
    def test_is_recognised(self, said):
        assert text.anonymised_place(said)

    @pytest.mark.parametrize("said", ["万科B区3栋", "长沙市岳麓区", "G2栋320", "ABC市场", "KTV市容", ""])
    def test_is_not_seen_in_a_block_of_flats_or_a_real_place(self, said):
        assert not text.anonymised_place(said)

    def test_is_given_with_its_district(self):
        assert text.anonymised_places("从A市A3区到A7县") == ("A市A3区", "A7县")


class TestGramHashes:
    def test_give_equal_runs_equal_hashes_wherever_they_stand(self):
        first = text.gram_hashes(text.code_points("占道经营"), 2)
        second = text.gram_hashes(text.code_points("不许占道"), 2)

        assert first[0] == second[2] == text.word_hash("占道")

    def test_differ_by_size_and_order(self):
        assert len({text.word_hash(word) for word in ("占", "占道", "道占", "占道占")}) == 4

    def test_of_a_text_too_short_are_none(self):
        assert len(text.gram_hashes(text.code_points("占"), 2)) == 0
        assert len(text.whole_grams(text.code_points(""), 2)) == 0

    def test_whole_grams_hold_no_separator(self):
        assert np.array_equal(text.whole_grams(text.code_points("占道 经营"), 2), [0, 3])
