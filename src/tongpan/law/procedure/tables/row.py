"""One row of the table of steps (步骤表的一行)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from tongpan.law.procedure.gate import Gate, View
from tongpan.law.procedure.steps import Step


@dataclass(frozen=True, slots=True)
class Row(Generic[View]):
    """One step: when it is in question, and its gates in the order in which they are told."""

    step: Step
    relevant: Callable[[View], bool]
    gates: tuple[Gate[View], ...] = ()


@dataclass(frozen=True, slots=True)
class Group(Generic[View]):
    """Rows of which none is in question unless `when` holds: asked first, so that most rows need not be."""

    when: Callable[[View], bool]
    rows: tuple[Row[View], ...]
