"""The organ's own classes of grave decisions (目录清单): read from the lists as they stand on the day."""

from dataclasses import dataclass
from datetime import date

from tongpan.law.money import Money
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.review_range import ReviewGround


@dataclass(frozen=True, slots=True)
class OwnReviewClass:
    """
    One class that a county or an organ added to the statute's (国办发〔2018〕118号（十二）).

    All conditions must be met: a kind of penalty, the sum of fine and forfeitures by party, a fact of the case. One
    with none is met by every case it is given for: which matters and fields it is for was asked before. `until` is the
    first day on which it no longer holds.
    """

    id: str
    label: str
    instrument: str
    since: date
    place: str = ""
    until: date | None = None
    kinds: tuple[PenaltyKind, ...] = ()
    citizen: Money | None = None
    organization: Money | None = None
    ground: ReviewGround | None = None
