"""What follows a decision outside the organ (法院、复议机关), and enforcement that stops (中止、终结执行)."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.coercion.suspension import SuspensionGround, TerminationGround
from tongpan.law.facts.words import CourtAnswer, Outcome


@dataclass(frozen=True, slots=True)
class SuitTerm:
    """
    The last day of the term to sue as a reviewer settled it (认定起诉期限届满日), where no text says from when it runs.

    Asked of a decision on the spot that was never reconsidered (行政复议法 23 ¶1(1)); the last row counts.
    """

    party: str
    cause: str
    at: datetime
    reviewer: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    What a court answered to an application for enforcement (受理、不予受理、准予执行、不予执行): 行政强制法 56–58.

    `received_on` is the day on which the organ received it; `upper`: the court above ruled, on the organ's application
    of `review_at` against the ruling before. `by_organ`: the ruling has the organ carry it out (裁执分离).
    """

    party: str
    cause: str
    at: datetime
    answer: CourtAnswer
    received_on: date
    upper: bool = False
    by_organ: bool = False
    review_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standstill:
    """
    Enforcement stands still (中止执行) until `resumed_at`: 行政强制法 39.

    `gone`: the ground is gone; `plain_harm`: 明显社会危害; `unable`: 确无能力履行. None: not looked into.
    """

    party: str
    cause: str
    at: datetime
    ground: SuspensionGround
    gone: bool | None = None
    plain_harm: bool | None = None
    unable: bool | None = None
    resumed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Termination:
    """Enforcement ended for good on one charge (终结执行): by the organ on a ground of 行政强制法 40, or `by_court`."""

    party: str
    cause: str
    at: datetime
    ground: TerminationGround
    by_court: bool = False


@dataclass(frozen=True, slots=True)
class Judgment:
    """
    What a court of first instance decided in a suit (一审裁判): `order` for 裁定, else 判决; 行政诉讼法 85.

    `received_on` is the day on which the organ, `told_on` the day on which the party received it; `appealed_at` when
    one of them appealed, `by_us` that it was the organ.
    """

    party: str
    cause: str
    at: datetime
    outcome: Outcome
    received_on: date
    order: bool = False
    told_on: date | None = None
    appealed_at: datetime | None = None
    by_us: bool = False


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An application for reconsideration that came through the organ (通过本机关提交的复议申请): 行政复议法 32."""

    party: str
    cause: str
    at: datetime
    forwarded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpinionLetter:
    """An opinion of the reconsideration body (行政复议意见书), and when the organ reported on it: 行政复议法 76."""

    party: str
    cause: str
    at: datetime
    reported_at: datetime | None = None
