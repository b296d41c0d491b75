"""Near-duplicate leads are found by one of eight keys, and confirmed by what they share."""

import itertools
import json
from collections import defaultdict
from pathlib import Path

import pytest

from tongpan.leads.domain import similarity

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "complaints"

FIRST = "金星路天健城工地连续三天凌晨两点还在浇筑混凝土，机器轰鸣，孩子睡不着，请城管部门到现场查处夜间施工"
AGAIN = "再次投诉！金星路天健城工地连续三天凌晨两点还在浇筑混凝土，机器轰鸣，孩子睡不着，请尽快查处夜间施工"
OTHER = "文昌路小学门口流动摊贩占道卖早点，上学时间孩子只能走机动车道"


class TestBands:
    def test_are_eight_positive_keys_that_fit_a_signed_column(self):
        keys = similarity.bands(FIRST)

        assert len(keys) == similarity.BANDS
        assert all(0 <= key < 2**63 for key in keys)

    def test_are_shared_by_a_message_told_again(self):
        assert set(similarity.bands(FIRST)) & set(similarity.bands(AGAIN))

    def test_are_not_shared_by_another_matter(self):
        assert not set(similarity.bands(FIRST)) & set(similarity.bands(OTHER))

    def test_do_not_see_punctuation_width_or_markup(self):
        assert similarity.bands("工地ＡＢ，深夜施工扰民") == similarity.bands("<p>工地ab 深夜施工扰民。</p>")

    def test_can_be_taken_from_a_stored_signature(self):
        assert similarity.bands_of(similarity.signature(FIRST)) == similarity.bands(FIRST)

    @pytest.mark.parametrize("empty", ["", "  ", "，。！"])
    def test_of_nothing_are_none_so_that_empty_messages_do_not_meet(self, empty):
        assert similarity.bands(empty) == ()

    def test_of_a_very_short_message_exist(self):
        assert similarity.bands("吵") == similarity.bands("吵！")

    def test_are_the_same_in_every_process(self):
        assert similarity.bands("占道经营")[0] == similarity.bands("占道经营")[0]
        assert similarity.signature("占道经营").hex()[:16] == "dab106325d80cf00"


class TestSimilarity:
    def test_of_a_text_with_itself_is_one(self):
        assert similarity.similarity(FIRST, FIRST) == 1.0
        assert similarity.estimate(similarity.signature(FIRST), similarity.signature(FIRST)) == 1.0

    def test_of_a_message_told_again_is_near(self):
        assert similarity.similarity(FIRST, AGAIN) >= similarity.NEAR

    def test_of_another_matter_is_nothing(self):
        assert similarity.similarity(FIRST, OTHER) < 0.05

    def test_of_empty_texts_is_nothing(self):
        assert similarity.similarity("", "") == 0.0
        assert similarity.estimate(b"", b"") == 0.0

    def test_ranks_candidates_and_drops_those_that_are_not_near(self):
        found = similarity.near_duplicates(FIRST, [OTHER, AGAIN, FIRST])

        assert [position for position, _ in found] == [2, 1]


class TestExplain:
    def test_shows_the_passages_that_both_share(self):
        explanation = similarity.explain(FIRST, AGAIN)

        assert explanation.near_duplicate
        assert "工地连续三天凌晨两点还在浇筑混凝土" in explanation.shared[0]
        assert explanation.contained > explanation.similarity

    def test_of_different_matters_shares_nothing_long(self):
        assert not similarity.explain(FIRST, OTHER).near_duplicate


@pytest.mark.skipif(not DATA.is_dir(), reason="the messages are not at hand")
class TestOnRealMessages:
    def test_finds_the_pairs_of_the_given_groups_and_few_others(self):
        lines = (DATA / "labelled_segmented.jsonl").read_text(encoding="utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line]
        texts = [row["words"].replace(" ", "") for row in rows]

        found = {pair for pair in _candidates(texts) if similarity.similarity(*(texts[i] for i in pair)) >= 0.5}

        wanted = _same_group([row["group"] for row in rows])
        assert len(found & wanted) / len(wanted) >= 0.95
        assert len(found & wanted) / len(found) >= 0.85


def _candidates(texts: list[str]) -> set[tuple[int, int]]:
    holders = defaultdict(list)
    for position, text in enumerate(texts):
        for key in similarity.bands(text):
            holders[key].append(position)
    return {pair for positions in holders.values() for pair in itertools.combinations(positions, 2)}


def _same_group(groups: list[int]) -> set[tuple[int, int]]:
    members = defaultdict(list)
    for position, group in enumerate(groups):
        members[group].append(position)
    return {pair for positions in members.values() for pair in itertools.combinations(positions, 2)}
