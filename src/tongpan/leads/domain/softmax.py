"""Multinomial logistic regression on sparse rows, in numpy alone."""

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]

_MEMORY = 8
_SLOPE = 1e-4


_TERMS = 8192
"""entries that are multiplied and added at a time: what they need stays in the processor's cache"""


@dataclass(frozen=True, slots=True)
class _Groups:
    """Entries of a matrix in groups (its rows, or its columns): whom each one multiplies, and where each sum goes."""

    partner: Integers
    values: Floats
    starts: Integers
    places: Integers
    height: int

    def sums(self, factors: Floats) -> Floats:
        """Return for each group the sum of its entries times their partners' factors."""
        found = np.zeros((self.height, factors.shape[1]), dtype=np.float32)
        ends = np.append(self.starts[1:], len(self.partner))
        first = 0
        while first < len(self.starts):
            begin = self.starts[first]
            past = max(int(np.searchsorted(ends, begin + _TERMS, side="right")), first + 1)
            part = slice(begin, ends[past - 1])
            terms = factors[self.partner[part]]
            terms *= self.values[part, None]
            found[self.places[first:past]] = np.add.reduceat(terms, self.starts[first:past] - begin, axis=0)
            first = past
        return found


@dataclass(frozen=True, slots=True)
class SparseRows:
    """A matrix as compressed rows, with its transpose beside it so that both products are gathers."""

    indptr: Integers
    width: int
    _by_row: _Groups
    _by_column: _Groups

    @classmethod
    def of(cls, indptr: Integers, columns: Integers, values: Floats, width: int) -> "SparseRows":
        height = len(indptr) - 1
        filled = np.flatnonzero(np.diff(indptr))
        order = np.argsort(columns, kind="stable")
        row_of = np.repeat(np.arange(height), np.diff(indptr))[order]
        present, starts = np.unique(columns[order], return_index=True)
        rows = _Groups(columns, values, indptr[filled], filled, height)
        return cls(indptr, width, rows, _Groups(row_of, values[order], starts, present, width))

    def times(self, weights: Floats) -> Floats:
        """Return this matrix times the weights."""
        return self._by_row.sums(weights)

    def transposed_times(self, residual: Floats) -> Floats:
        """Return the transpose of this matrix times the residual."""
        return self._by_column.sums(residual)


def softmax(scores: Floats) -> Floats:
    """Return the probabilities that the scores stand for, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Objective:
    rows: SparseRows
    targets: Floats
    importance: Floats
    penalty: float

    def __call__(self, flat: Floats) -> tuple[float, Floats]:
        """Return the loss and its gradient; the last row of the parameters is the bias, which is not penalised."""
        parameters = flat.reshape(self.rows.width + 1, -1)
        weights, bias = parameters[:-1], parameters[-1]
        probability = softmax(self.rows.times(weights) + bias)
        likelihood = np.maximum((probability * self.targets).sum(axis=1), 1e-12)
        loss = -float((np.log(likelihood) * self.importance).sum()) + 0.5 * self.penalty * float((weights**2).sum())
        residual = (probability - self.targets) * self.importance[:, None]
        gradient = np.empty_like(parameters)
        gradient[:-1] = self.rows.transposed_times(residual) + np.float32(self.penalty) * weights
        gradient[-1] = residual.sum(axis=0)
        return loss, gradient.ravel()


def _direction(gradient: Floats, history: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Return the L-BFGS direction: the two-loop recursion of Nocedal."""
    direction = -gradient
    factors = []
    for step, change, inverse in reversed(history):
        factor = inverse * float(step @ direction)
        factors.append(factor)
        direction = direction - np.float32(factor) * change
    if history:
        step, change, _ = history[-1]
        direction = direction * np.float32(float(step @ change) / float(change @ change))
    for (step, change, inverse), factor in zip(history, reversed(factors), strict=True):
        direction = direction + np.float32(factor - inverse * float(change @ direction)) * step
    return direction


def fit_softmax(
    rows: SparseRows, targets: Floats, importance: Floats, *, penalty: float, rounds: int = 40, tolerance: float = 1e-3
) -> tuple[Floats, Floats]:
    """Return the weights and the bias that minimise the penalised loss."""
    objective = _Objective(rows, targets, importance, penalty)
    point = np.zeros((rows.width + 1) * targets.shape[1], dtype=np.float32)
    history: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    loss, gradient = objective(point)
    for _ in range(rounds):
        direction = _direction(gradient, history)
        slope = float(direction @ gradient)
        if slope >= 0:  # nothing to descend, as with a single label
            break
        length = 1.0 if history else min(1.0, 1.0 / float(np.abs(gradient).sum()))
        moved, after = objective(point + np.float32(length) * direction)
        while moved > loss + _SLOPE * length * slope and length > 1e-10:
            length /= 2 if history else 4
            moved, after = objective(point + np.float32(length) * direction)
        step, change = np.float32(length) * direction, after - gradient
        curvature = float(step @ change)
        if curvature > 1e-10:
            history.append((step, change, 1.0 / curvature))
        settled = abs(loss - moved) <= tolerance * max(abs(loss), 1.0) * 0.1
        point, loss, gradient = point + step, moved, after
        if settled:
            break
    parameters = point.reshape(rows.width + 1, -1)
    return parameters[:-1].copy(), parameters[-1].copy()
