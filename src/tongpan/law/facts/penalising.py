"""From notice to closing (告知、听证、审核、决定、送达、执行、公示、结案): rows that each belong to one charge."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.facts.people import Penalty
from tongpan.law.facts.words import Failure, HearingOutcome, Medium, Mode, Paper, Track
from tongpan.law.money import Money
from tongpan.law.penalty.execution import Instalment
from tongpan.law.penalty.forwarding import Through
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.penalty.service import Receiver


@dataclass(frozen=True, slots=True)
class Notice:
    """
    The prior notice (事先告知): what is proposed, on which evidence, and whether it told of the right to a hearing.

    It works from `served_at` on, None while it is not served; `reply_by` is the day it gives for a statement. On the
    spot it is told by word of mouth.
    """

    party: str
    cause: str
    at: datetime
    penalty: Penalty
    served_at: datetime | None = None
    reply_by: date | None = None
    hearing_told: bool = False
    evidence: tuple[str, ...] = ()
    law: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The party's statement and defence (陈述申辩), or the explicit waiver of it; `rechecked_at` is 复核."""

    party: str
    cause: str
    at: datetime
    waived: bool = False
    rechecked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HearingRequest:
    """The party asked for a hearing (要求听证)."""

    party: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HearingNotice:
    """
    Time and place of the hearing were told (听证通知).

    It was made `at`, None where it was served as soon as it was made, and works from `served_at` on, None while it is
    not served.
    """

    party: str
    cause: str
    held_on: date
    served_at: datetime | None = None
    announced_on: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The hearing (听证), with the evidence that its record holds."""

    party: str
    cause: str
    at: datetime
    chair: str
    outcome: HearingOutcome
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A review before the decision (审核): 法制审核 where `legal`, else 案件审核."""

    party: str
    cause: str
    at: datetime
    reviewer: str
    passed: bool
    legal: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """What was done about a review that did not pass (补充、改正): then it is reviewed again."""

    party: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deliberation:
    """The heads deliberated together (集体讨论): who they were, and what they concluded."""

    party: str
    cause: str
    at: datetime
    heads: tuple[str, ...] = ()
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """
    A decision (处理决定) on one charge: a penalty, or no penalty for a ground.

    `perform_by` is the day it gives for a duty other than paying; `performed_at` when the party did it.
    """

    party: str
    cause: str
    at: datetime
    track: Track
    decider: str
    penalty: Penalty | None = None
    ground: Ground | None = None
    evidence: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    correction: bool = False
    education: bool = False
    handed_over: bool = False
    registered_at: datetime | None = None
    perform_by: date | None = None
    performed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """
    One attempt to serve a document (送达), with what proves it (送达回证).

    `at` is when it was handed over, posted or made public. `effective_at` is the day of service as the mode gives it:
    for a public notice the day after its period; None while the attempt is under way, and for ever where it came to
    nothing (`failure`, `failed_on`). `signed_on` is the day on the proof: signed, on the return card, arrived.
    `difficulty` is why it could not be served directly, `by` the organ that was entrusted or hands it on, `through`
    what kind of body that is, `refusal` why it was refused, `witnessed` that somebody of a local body or of the place
    of work was there, `recorded` that it was photographed or filmed. `address_confirmed`: sent to the address that the
    party confirmed; `partys_fault`: it came back for a reason that lies with the party. `exhibit` is evidence of it.
    """

    paper: Paper
    party: str
    cause: str
    at: datetime
    mode: Mode
    consent: bool | None = None
    reason: str = ""
    effective_at: datetime | None = None
    receiver: Receiver | None = None
    signed_on: date | None = None
    difficulty: str = ""
    by: str = ""
    through: Through | None = None
    tracking: str = ""
    refusal: str = ""
    at_home: bool | None = None
    witnessed: bool | None = None
    recorded: bool | None = None
    address_confirmed: bool | None = None
    partys_fault: bool | None = None
    medium: Medium | None = None
    failure: Failure | None = None
    failed_on: date | None = None
    exhibit: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """
    A payment (缴纳): to the bank, to officers on the spot, or through a court.

    Cash is handed to the organ at `handed_in_at`, and paid by the organ to the bank at `banked_at` (APL 71).
    """

    party: str
    cause: str
    at: datetime
    amount: Money
    on_spot: bool = False
    receipt: str = ""
    handed_in_at: datetime | None = None
    by_court: bool = False
    banked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back to the party (退还), with the number of what proves it (退付凭证)."""

    party: str
    cause: str
    at: datetime
    amount: Money
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Deferral:
    """Payment was put off until a day (延期), or divided (分期): the last of the instalments, `parts`, is due then."""

    party: str
    cause: str
    at: datetime
    until: date
    parts: tuple[Instalment, ...] = ()


@dataclass(frozen=True, slots=True)
class Surcharge:
    """
    A surcharge (加处罚款) was demanded as it stood on a day.

    `waived` is what an execution agreement takes off it (减免); `remedied`: the party made good what it could;
    `harmless`: the agreement harms neither the public nor others. None: not examined. Where its effect is `by_service`,
    it is owed from `served_at` on; rows without that were owed when they were written.
    """

    party: str
    cause: str
    at: datetime
    amount: Money
    waived: Money | None = None
    remedied: bool | None = None
    harmless: bool | None = None
    by_service: bool = False
    served_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The decision is made public (决定公开): first cleaned of what must not be read, then published at `at`."""

    party: str
    cause: str
    redacted_at: datetime | None = None
    at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The case was closed (结案) with the head's approval."""

    at: datetime
    approver: str
