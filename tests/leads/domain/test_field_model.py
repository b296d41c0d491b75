"""The field model learns from labelled messages, says why, and knows when it does not know."""

import io
import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tongpan.leads.domain import field_model
from tongpan.leads.domain.field_model import FieldModel
from tongpan.leads.domain.text import bare

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "complaints"
FOLDS = 5

NOISE = [
    f"{place}工地半夜施工噪音太大，{who}睡不着"
    for place in ("东街", "西街", "河边", "桥头")
    for who in ("老人", "孩子", "全家")
]
WAGES = [
    f"{who}在{place}干活，老板拖欠工资不给"
    for place in ("饭店", "厂里", "项目部", "公司")
    for who in ("我", "我爸", "工友")
]


def a_small_model() -> FieldModel:
    return FieldModel.fit([*NOISE, *WAGES], ["环境保护"] * len(NOISE) + ["劳动和社会保障"] * len(WAGES))


class TestFieldModel:
    def test_names_the_field_and_the_words_that_decided(self):
        prediction = a_small_model().predict("南街工地半夜还在施工，噪音吵得人睡不着")

        assert prediction.label == "环境保护"
        assert prediction.probability > 0.7
        assert any(
            "施工" in word or "噪音" in word or "工地" in word for word, weight in prediction.words if weight > 0
        )

    def test_ranks_all_labels_with_probabilities_that_sum_to_one(self):
        prediction = a_small_model().predict("老板不给工资")

        assert prediction.ranking[0] == (prediction.label, prediction.probability)
        assert sum(probability for _, probability in prediction.ranking) == pytest.approx(1, abs=1e-5)

    @pytest.mark.parametrize("said", ["", "？？", "qwerty"], ids=["空", "只有标点", "没见过的词"])
    def test_is_unsure_of_what_it_has_never_seen(self, said):
        assert a_small_model().predict(said).probability < 0.7

    def test_is_the_same_after_it_was_stored(self):
        model = a_small_model()

        loaded = FieldModel.from_bytes(model.to_bytes())

        assert loaded.labels == model.labels
        assert loaded.predict(NOISE[0]).probability == pytest.approx(model.predict(NOISE[0]).probability, abs=1e-2)
        assert dict(loaded.trained_on) == {"环境保护": 12, "劳动和社会保障": 12}

    def test_refuses_an_archive_with_objects_in_it(self):
        buffer = io.BytesIO()
        np.savez(buffer, about=np.array([{"format": 1}], dtype=object))

        with pytest.raises(ValueError, match="allow_pickle"):
            FieldModel.from_bytes(buffer.getvalue())

    def test_refuses_to_learn_from_nothing(self):
        with pytest.raises(ValueError, match="as many labels"):
            FieldModel.fit([], [])

    def test_learns_a_single_label_too(self):
        assert FieldModel.fit(["油烟", "油烟扰民"], ["环境保护"] * 2).predict("油烟").label == "环境保护"


@pytest.mark.skipif(not DATA.is_dir(), reason="the labelled messages are not at hand")
class TestOnRealMessages:
    """Every near-duplicate of a held-out message, raw or segmented, is held out with it."""

    def test_reaches_its_mark_on_the_raw_messages_alone(self):
        # one message in a hundred either way is chance, so three ways of cutting the folds are averaged
        cut = [_cross_validated(with_segmented=False, seed=seed) for seed in (7, 8, 9)]

        assert sum(f1 for f1, _ in cut) / len(cut) >= 0.84
        assert sum(sure for _, sure in cut) / len(cut) >= 0.90

    @pytest.mark.slow
    def test_passes_its_mark_when_it_also_learns_from_the_segmented_messages(self):
        f1, sure = _cross_validated(with_segmented=True)

        assert f1 >= 0.85
        assert sure >= 0.90


def _rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line]


def _shingles(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


@cache
def _prepared():
    """Return both sets with the features and the group of each row; groups are joined where rows are near."""
    raw, segmented = _rows("labelled_raw.jsonl"), _rows("labelled_segmented.jsonl")
    shingles = [_shingles(bare(row["words"])) for row in segmented]
    holders = defaultdict(list)
    for position, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(position)
    joined: dict[object, object] = {}
    for number, row in enumerate(raw):
        mine = _shingles(bare(row["title"] + row["text"]))
        counts = Counter(i for shingle in mine if len(holders[shingle]) < 400 for i in holders[shingle])
        for position, common in sorted(counts.items()):  # in one order, so that groups bear the same names every time
            if common > 5 and common / min(len(mine), len(shingles[position])) > 0.28:
                joined[_root(joined, ("raw", number))] = _root(joined, segmented[position]["group"])
    return (
        [field_model.features(f"{row['title']}\n{row['text']}") for row in raw],
        [row["label"] for row in raw],
        [_root(joined, ("raw", number)) for number in range(len(raw))],
        segmented,
        [row["label"] for row in segmented],
        [_root(joined, row["group"]) for row in segmented],
    )


def _root(joined: dict[object, object], node: object) -> object:
    while joined.setdefault(node, node) != node:
        node = joined[node]
    return node


def _cross_validated(*, with_segmented: bool, seed: int = 7) -> tuple[float, float]:
    """Return macro-F1, and precision on the half of the messages that the model is surest of."""
    rows, labels, groups, more_rows, more_labels, more_groups = _prepared()
    more_rows = [field_model.features(row["words"].replace(" ", "")) for row in more_rows] if with_segmented else []
    names = sorted(set(map(str, groups)))
    order = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % FOLDS, strict=True))
    folds = np.array([order[str(group)] for group in groups])
    predicted, certainty = np.empty(len(rows), dtype=object), np.zeros(len(rows))
    for fold in range(FOLDS):
        test, train = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        held_out = {groups[i] for i in test}
        extra = [i for i, group in enumerate(more_groups) if group not in held_out] if with_segmented else []
        model = FieldModel.fit_features(
            [rows[i] for i in train] + [more_rows[i] for i in extra],
            [labels[i] for i in train] + [more_labels[i] for i in extra],
            groups=[groups[i] for i in train] + [more_groups[i] for i in extra],
        )
        probability = model.probabilities([rows[i] for i in test])
        predicted[test] = np.array(model.labels)[probability.argmax(axis=1)]
        certainty[test] = probability.max(axis=1)
    truth = np.array(labels)
    surest = np.argsort(-certainty)[: len(rows) // 2]
    return _macro_f1(truth, predicted), float((predicted == truth)[surest].mean())


def _macro_f1(truth, predicted) -> float:
    scores = []
    for label in sorted(set(truth)):
        hits = ((predicted == label) & (truth == label)).sum()
        scores.append(2 * hits / ((predicted == label).sum() + (truth == label).sum()))
    return float(np.mean(scores))
