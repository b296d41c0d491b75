"""
Which field of work a message concerns (领域分类): a linear model whose every decision can be read.

Features are runs of one to three characters and whole words; weights are those of a penalised multinomial logistic
regression on TF-IDF. What a message's words add to a label is the answer to "why".
"""

import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tongpan.leads.domain.softmax import Floats, Integers, SparseRows, fit_softmax, softmax
from tongpan.leads.domain.text import (
    Codes,
    Hashes,
    code_points,
    gram_hashes,
    mixed,
    phrases,
    tokenise,
    whole_grams,
    word_hash,
)

Flags = npt.NDArray[np.bool_]

_T = TypeVar("_T")

GRAM_SIZES = (1, 2, 3)
RAREST = 3  # a feature seen in one or two messages teaches nothing, once there are some hundreds
PENALTY = 0.1
SHOWN_WORDS = 8
FORMAT = 1

_WORD_SALT = np.uint64(0x5851F42D4C957F2D)  # a word is another feature than the same run of characters


@dataclass(frozen=True, slots=True)
class Prediction:
    """The likeliest label, how sure the model is of it, and the words that speak for it (or, negative, against)."""

    label: str
    probability: float
    words: tuple[tuple[str, float], ...]
    ranking: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one text: sorted hashes with how often each occurs."""

    hashes: Hashes
    counts: Floats


def features(text: str) -> Features:
    """Return what the model sees of a text."""
    codes = code_points(phrases(text))
    parts = [gram_hashes(codes, size)[whole_grams(codes, size)] for size in GRAM_SIZES]
    words = [word_hash(word) for word in tokenise(text) if len(word) > 1]
    parts.append(mixed(np.array(words, dtype=np.uint64) ^ _WORD_SALT))
    hashes, counts = np.unique(np.concatenate(parts), return_counts=True)
    return Features(hashes, counts.astype(np.float32))


def _names(text: str) -> dict[int, str]:
    """Return the characters behind each hash that `features` gives for a text."""
    said = phrases(text)
    codes: Codes = code_points(said)
    names = {}
    for size in GRAM_SIZES:
        hashes = gram_hashes(codes, size)
        names.update({int(hashes[start]): said[start : start + size] for start in whole_grams(codes, size)})
    for word in tokenise(text):
        names[int(mixed(np.array([word_hash(word)], dtype=np.uint64) ^ _WORD_SALT)[0])] = word
    return names


@dataclass(frozen=True, slots=True)
class FieldModel:
    """A trained classifier; immutable, and equal in every process that loads the same bytes."""

    labels: tuple[str, ...]
    vocabulary: Hashes
    idf: Floats
    weights: Floats
    bias: Floats
    sharpness: float = 1.0
    trained_on: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        groups: Sequence[object] | None = None,
        penalty: float = PENALTY,
    ) -> "FieldModel":
        """
        Return a model of labelled texts.

        `groups` keeps near-duplicates together while the probability is calibrated; without it each text stands alone.
        """
        return cls.fit_features([features(text) for text in texts], labels, groups=groups, penalty=penalty)

    @classmethod
    def fit_features(
        cls,
        rows: Sequence[Features],
        labels: Sequence[str],
        *,
        groups: Sequence[object] | None = None,
        penalty: float = PENALTY,
    ) -> "FieldModel":
        """Return a model of rows whose features have been taken already."""
        if len(rows) != len(labels) or not rows:
            raise ValueError("as many labels as texts are needed, and at least one")
        kept = _calibration_rows(groups if groups is not None else range(len(rows)))
        model = _train(cls, rows, labels, penalty)
        if kept.any() and not kept.all():
            partial = _train(cls, _where(rows, ~kept), _where(labels, ~kept), penalty)
            sharpness = _sharpness(partial, _where(rows, kept), _where(labels, kept))
            model = cls(
                model.labels, model.vocabulary, model.idf, model.weights, model.bias, sharpness, dict(Counter(labels))
            )
        return model

    def scores(self, rows: Sequence[Features]) -> Floats:
        """Return the score of each label for each row, before they are made probabilities."""
        return self._matrix(rows).times(self.weights) + self.bias

    def probabilities(self, rows: Sequence[Features]) -> Floats:
        """Return the calibrated probability of each label for each row; how common it is, where no word is known."""
        matrix = self._matrix(rows)
        probability = softmax((matrix.times(self.weights) + self.bias) * np.float32(self.sharpness))
        common = np.array([self.trained_on[label] for label in self.labels], dtype=np.float32)
        probability[np.diff(matrix.indptr) == 0] = common / common.sum()
        return probability

    def predict(self, text: str) -> Prediction:
        """Return the likeliest label of a text, with its probability and the words that decided."""
        row = features(text)
        probability = self.probabilities([row])[0]
        order = np.argsort(-probability, kind="stable")
        best = int(order[0])
        return Prediction(
            label=self.labels[best],
            probability=float(probability[best]),
            words=self._words(text, row, best),
            ranking=tuple((self.labels[i], float(probability[i])) for i in order),
        )

    def _matrix(self, rows: Sequence[Features]) -> SparseRows:
        indptr, columns, values = [0], [], []
        for row in rows:
            positions, weights = _weighed(row, self.vocabulary, self.idf)
            columns.append(positions)
            values.append(weights)
            indptr.append(indptr[-1] + len(positions))
        return SparseRows.of(
            np.array(indptr, dtype=np.intp), np.concatenate(columns), np.concatenate(values), len(self.vocabulary)
        )

    def _words(self, text: str, row: Features, label: int) -> tuple[tuple[str, float], ...]:
        """Return what the text's own words add to one label, against the mean of all labels."""
        positions, values = _weighed(row, self.vocabulary, self.idf)
        gain = values * (self.weights[positions, label] - self.weights[positions].mean(axis=1))
        names = _names(text)
        total: dict[str, float] = {}
        for position, amount in zip(positions, gain, strict=True):
            name = names.get(int(self.vocabulary[position]), "")
            total[name] = total.get(name, 0.0) + float(amount)
        return _foremost(total)

    def to_bytes(self) -> bytes:
        """Return the model as an npz archive of plain arrays."""
        about = {
            "format": FORMAT,
            "labels": self.labels,
            "sharpness": self.sharpness,
            "trained_on": dict(self.trained_on),
        }
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8),
            vocabulary=self.vocabulary,
            idf=self.idf,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "FieldModel":
        """Return the model that `to_bytes` wrote; nothing in the archive is ever executed."""
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            about = json.loads(archive["about"].tobytes().decode())
            if about["format"] != FORMAT:
                raise ValueError(f"unknown format of a field model: {about['format']}")
            return cls(
                labels=tuple(about["labels"]),
                vocabulary=archive["vocabulary"],
                idf=archive["idf"],
                weights=archive["weights"].astype(np.float32),
                bias=archive["bias"],
                sharpness=float(about["sharpness"]),
                trained_on=about["trained_on"],
            )


def _weighed(row: Features, vocabulary: Hashes, idf: Floats) -> tuple[Integers, Floats]:
    """Return where the known features of a row stand in the vocabulary, and their TF-IDF on the unit sphere."""
    if not len(vocabulary):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
    positions = np.searchsorted(vocabulary, row.hashes)
    positions[positions == len(vocabulary)] = 0
    known = vocabulary[positions] == row.hashes
    positions = positions[known]
    values = (1 + np.log(row.counts[known])) * idf[positions]
    length = float(np.sqrt((values**2).sum()))
    return positions, (values / np.float32(length or 1.0)).astype(np.float32)


def _train(cls: type[FieldModel], rows: Sequence[Features], labels: Sequence[str], penalty: float) -> FieldModel:
    names = tuple(sorted(set(labels)))
    hashes, frequency = np.unique(np.concatenate([row.hashes for row in rows]), return_counts=True)
    common = frequency >= min(RAREST, 1 + len(rows) // 100)
    vocabulary = hashes[common]
    idf = (np.log((1 + len(rows)) / (1 + frequency[common])) + 1).astype(np.float32)
    empty = np.zeros((len(vocabulary), len(names)), dtype=np.float32)
    blank = cls(names, vocabulary, idf, empty, np.zeros(len(names), dtype=np.float32), 1.0, dict(Counter(labels)))
    targets = np.zeros((len(rows), len(names)), dtype=np.float32)
    targets[np.arange(len(rows)), [names.index(label) for label in labels]] = 1
    # A rare label counts for more, but not so much that its few messages decide alone.
    importance = targets @ np.sqrt(len(rows) / len(names) / targets.sum(axis=0))
    weights, bias = fit_softmax(blank._matrix(rows), targets, importance.astype(np.float32), penalty=penalty)
    return cls(names, vocabulary, idf, weights, bias, 1.0, blank.trained_on)


def _calibration_rows(groups: Iterable[object]) -> Flags:
    """Return which rows are set aside to calibrate: every fifth group in order of appearance."""
    order: dict[object, int] = {}
    return np.array([order.setdefault(group, len(order)) % 5 == 4 for group in groups])


def _where(values: Sequence[_T], chosen: Flags) -> list[_T]:
    return [value for value, wanted in zip(values, chosen, strict=True) if wanted]


def _sharpness(model: FieldModel, rows: Sequence[Features], labels: Sequence[str]) -> float:
    """Return the factor on the scores that makes held-out labels likeliest (temperature scaling)."""
    places = {name: i for i, name in enumerate(model.labels)}
    known = [i for i, label in enumerate(labels) if label in places]
    if not known:
        return 1.0
    scores = model.scores(rows)[known]
    truth = [places[labels[i]] for i in known]
    candidates = np.geomspace(0.25, 8, 41)
    losses = [-np.log(softmax(scores * np.float32(c))[np.arange(len(truth)), truth] + 1e-9).mean() for c in candidates]
    return float(candidates[int(np.argmin(losses))])


def _foremost(total: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the weightiest words, leaving out those that only repeat part of a weightier one."""
    shown: list[tuple[str, float]] = []
    for name, amount in sorted(total.items(), key=lambda item: -abs(item[1])):
        if len(name) > 1 and not any(name in other or other in name for other, _ in shown):
            shown.append((name, round(amount, 4)))
        if len(shown) == SHOWN_WORDS:
            break
    return tuple(shown)
