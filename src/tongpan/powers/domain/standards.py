"""追诉标准 as other features compare with it (M169)."""

from dataclasses import dataclass

from tongpan.law.money import Money
from tongpan.powers.domain.kinds import CrimeMeasure


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard in force: from which sum, or how many earlier penalties within how many months; and its source."""

    cause: str
    crime: str
    measure: CrimeMeasure
    source: str
    amount: Money | None = None
    times: int | None = None
    months: int | None = None
    party: str = ""
