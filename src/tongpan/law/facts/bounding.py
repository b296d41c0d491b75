"""Within what a fine may lie (罚款幅度): read from the lists and from what was weighed, as they stand on the day."""

from dataclasses import dataclass

from tongpan.law.money import Money


@dataclass(frozen=True, slots=True)
class Stretch:
    """From how much to how much, both ends included."""

    lowest: Money
    highest: Money


@dataclass(frozen=True, slots=True)
class FineBounds:
    """
    The range of the statute for one charge, and the bands in it that the benchmark leaves open.

    `text` is where the range stands. `bands` are empty where no benchmark binds; `unsettled` says what has to be found
    out before one applies. `mitigated` is that a statutory ground lets the fine go below the lowest, `leaving` that
    leaving the bands with just this fine was approved and is in the file.
    """

    party: str
    cause: str
    text: str
    lowest: Money
    highest: Money
    bands: tuple[Stretch, ...] = ()
    unsettled: str = ""
    mitigated: bool = False
    leaving: Money | None = None
