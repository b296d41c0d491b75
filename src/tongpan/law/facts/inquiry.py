"""Clue, filing and inquiry (线索、立案、调查取证)."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.facts.words import EvidenceKind
from tongpan.law.period import Authority as Grantor
from tongpan.law.period import Ground as PauseGround


@dataclass(frozen=True, slots=True)
class Clue:
    """A clue (线索) as it reached the organ."""

    at: datetime
    meets_conditions: bool | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """The filing of a case (立案), approved by the head."""

    at: datetime
    approver: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Officers showed their certificates (出示执法证件) to a party."""

    party: str
    at: datetime
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    One piece of evidence (证据).

    `device_approved` and `record_reviewed` are asked of electronic monitoring alone (行政处罚法第四十一条);
    `told_at` is when the result of a test or an opinion was told to the party.
    """

    id: str
    party: str
    cause: str
    at: datetime
    kind: EvidenceKind
    officers: tuple[str, ...] = ()
    lawful: bool | None = None
    verified_at: datetime | None = None
    told_at: datetime | None = None
    automatic: bool = False
    device_approved: bool | None = None
    record_reviewed: bool | None = None


@dataclass(frozen=True, slots=True)
class Preservation:
    """Evidence registered and kept beforehand (先行登记保存), until it is disposed of or released."""

    id: str
    party: str
    cause: str
    at: datetime
    officers: tuple[str, ...] = ()
    approved_at: datetime | None = None
    urgent: bool = False
    inventory: bool | None = None
    disposed_at: datetime | None = None
    released: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The report that ends the inquiry (调查终结报告) on one charge."""

    party: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Prolongation:
    """The time to decide was prolonged (延长办案期限)."""

    at: datetime
    days: int
    grantor: Grantor


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count towards the time to decide (不计入办案期限)."""

    ground: PauseGround
    start: date
    end: date | None = None
