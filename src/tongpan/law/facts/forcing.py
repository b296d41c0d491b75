"""Measures, enforcement, remedies and referral (强制措施、强制执行、救济、移送)."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts.words import Enforcing, Fate, Fault, Outcome, RemedyKind
from tongpan.law.money import Money


@dataclass(frozen=True, slots=True)
class Testing:
    """A test of what is held (检测鉴定): `start` to `until` as the party was `told`, over on `end`."""

    start: date
    until: date | None = None
    told: bool = False
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """
    A coercive measure (行政强制措施) on one thing, and what became of it.

    `delivered` says that decision and inventory were handed over on the spot, `signed` that the record was signed by
    the party or a witness. The measure stands until `ended_at`.
    """

    thing: str
    party: str
    cause: str
    kind: MeasureKind
    at: datetime
    officers: tuple[str, ...] = ()
    approved_at: datetime | None = None
    urgent: bool = False
    refused_at: datetime | None = None
    delivered: bool | None = None
    signed: bool | None = None
    extended_at: datetime | None = None
    tests: tuple[Testing, ...] = ()
    ended_at: datetime | None = None
    fate: Fate | None = None
    party_told: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """A written demand (催告) with its four elements (`complete`) and what followed; `hiding` is 转移、隐匿财物迹象."""

    party: str
    cause: str
    at: datetime
    served_at: datetime | None = None
    complete: bool = True
    perform_by: date | None = None
    hiding: bool = False
    defence_at: datetime | None = None
    rechecked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Enforcement:
    """
    One enforcement (强制执行), from its decision to its end.

    Where the effect of the decision is `by_service`, it works from `served_at` on; rows without that worked when they
    were written.
    """

    party: str
    cause: str
    way: Enforcing
    decided_at: datetime
    signer: str = ""
    announced_at: datetime | None = None
    performed_at: datetime | None = None
    urgent: bool = False
    supervised: bool | None = None
    budget: bool | None = None
    party_told_at: datetime | None = None
    ended_at: datetime | None = None
    by_service: bool = False
    served_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """
    A remedy that the party took (复议、诉讼); pending until `ended_at`. `restored_at` is 恢复原状、退还财物.

    `copy_received_on` is the day on which the organ received the copy of the application or complaint, `simple` that
    reconsideration goes by its summary procedure (复议简易程序), `answered_at` when the organ handed in its answer with
    evidence and basis. `told_on` is the day on which the party received the decision, or on which the term to decide
    ran out; `fine` what the fine was changed to; `within` the last day that the paper sets, for the organ to decide
    anew where it was ordered to, for the party to perform where it changed the decision.
    """

    party: str
    cause: str
    kind: RemedyKind
    at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    restored_at: datetime | None = None
    copy_received_on: date | None = None
    simple: bool = False
    answered_at: datetime | None = None
    told_on: date | None = None
    fine: Money | None = None
    within: date | None = None


@dataclass(frozen=True, slots=True)
class Revocation:
    """A decision that the organ revoked itself (主动撤销). `restored_at` is 恢复原状、退还财物."""

    party: str
    cause: str
    at: datetime
    decider: str
    ground: Fault
    restored_at: datetime | None = None

    @property
    def ended_at(self) -> datetime:
        """The moment from which the decision no longer stands, as of a remedy."""
        return self.at


@dataclass(frozen=True, slots=True)
class Reopening:
    """
    The charge is looked into again after its decision was revoked (重新处理): what stood before is an earlier round.

    `procedural` says that reconsideration or court revoked the decision for its procedure alone.
    """

    party: str
    cause: str
    at: datetime
    procedural: bool = False


@dataclass(frozen=True, slots=True)
class Referral:
    """
    A referral to the police (涉嫌犯罪案件移送) on one charge, step by step.

    `principal` says that the decision is the chief's own; `accepted` what the police answered.
    """

    party: str
    cause: str
    team: tuple[str, ...] = ()
    team_at: datetime | None = None
    reported_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    approved: bool | None = None
    reasons: str = ""
    transferred_at: datetime | None = None
    complete: bool | None = None
    answered_at: datetime | None = None
    accepted: bool | None = None
    contested_at: datetime | None = None
    handed_over_at: datetime | None = None
    resumed_at: datetime | None = None
