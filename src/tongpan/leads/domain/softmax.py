"""Multinomial logistic regression on sparse rows, in numpy alone."""

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]

_MEMORY = 8
_SLOPE = 1e-4


@dataclass(frozen=True, slots=True)
class SparseRows:
    """A matrix as compressed rows, with its transpose beside it so that both products are gathers."""

    indptr: Integers
    columns: Integers
    values: Floats
    width: int
    _by_column: Integers
    _row_of: Integers
    _column_starts: Integers
    _columns_present: Integers

    @classmethod
    def of(cls, indptr: Integers, columns: Integers, values: Floats, width: int) -> "SparseRows":
        by_column = np.argsort(columns, kind="stable")
        row_of = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))[by_column]
        present, starts = np.unique(columns[by_column], return_index=True)
        return cls(indptr, columns, values, width, by_column, row_of, starts, present)

    def times(self, weights: Floats) -> Floats:
        """Return this matrix times the weights."""
        product = np.zeros((len(self.indptr) - 1, weights.shape[1]), dtype=np.float32)
        filled = np.flatnonzero(np.diff(self.indptr))
        if len(filled):
            terms = weights[self.columns] * self.values[:, None]
            product[filled] = np.add.reduceat(terms, self.indptr[filled], axis=0)
        return product

    def transposed_times(self, residual: Floats) -> Floats:
        """Return the transpose of this matrix times the residual."""
        product = np.zeros((self.width, residual.shape[1]), dtype=np.float32)
        if len(self._row_of):
            terms = residual[self._row_of] * self.values[self._by_column][:, None]
            product[self._columns_present] = np.add.reduceat(terms, self._column_starts, axis=0)
        return product


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
