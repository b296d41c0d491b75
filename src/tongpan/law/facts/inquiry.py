"""Clue, filing and inquiry (线索、立案、调查取证)."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.period import Authority as Grantor
from tongpan.law.period import Ground as PauseGround


@dataclass(frozen=True, slots=True)
class Clue:
    """A clue (线索), and what checking it has shown of the conditions of filing (立案条件); None is not found out."""

    at: datetime
    evidence: bool | None = None
    deserves_penalty: bool | None = None
    own_jurisdiction: bool | None = None
    within_limitation: bool | None = None


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
class Monitoring:
    """How a device (电子技术监控设备) recorded a breach, and what reviewing the record found; None is unknown."""

    statute: str = ""
    article: int | None = None
    legally_reviewed: bool | None = None
    technically_reviewed: bool | None = None
    standard: bool | None = None
    reasonable: bool | None = None
    marked: bool | None = None
    location_published_on: date | None = None
    reviewed_on: date | None = None
    true: bool | None = None
    clear: bool | None = None
    complete: bool | None = None
    accurate: bool | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """
    Who gave a test, a survey or an opinion (检测、勘测、鉴定), and by what qualification; None is unknown.

    `none_qualified` says that no body holds such a qualification and this one has the means (具备条件).
    """

    issued_on: date
    qualified: bool | None = None
    none_qualified: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    signed: bool | None = None
    sealed: bool | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    One piece of evidence (证据).

    `verified_at` is when it was found true (查证属实), `told_at` when the result of a test or an opinion was told to
    the party; `monitoring` stands where a device took it, `opinion` where its worth hangs on who gave it. Nothing is
    built on it any more from `excluded_at` on (排除).
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
    monitoring: Monitoring | None = None
    opinion: Opinion | None = None
    excluded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preservation:
    """Evidence registered and kept beforehand (先行登记保存), until it is decided what becomes of it."""

    id: str
    party: str
    cause: str
    at: datetime
    officers: tuple[str, ...] = ()
    approved_at: datetime | None = None
    urgent: bool = False
    at_risk: bool | None = None
    consent_at: datetime | None = None
    disposed_at: datetime | None = None
    disposal: Disposal | None = None


@dataclass(frozen=True, slots=True)
class Sampling:
    """
    Samples that were taken as evidence (抽样取证); None is unknown.

    `invited` says that the party was asked to be there, `listed` that record, receipt and list were made and handed
    over, `signed` that they and the seals were signed, `witnessed` that a refusal or an absence was recorded otherwise.
    From `excluded_at` on nothing is built on them any more (排除).
    """

    id: str
    party: str
    cause: str
    at: datetime
    officers: tuple[str, ...] = ()
    invited: bool | None = None
    sealed: bool | None = None
    listed: bool | None = None
    signed: bool | None = None
    witnessed: bool | None = None
    excluded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The report that ends the inquiry (调查终结报告) on one charge."""

    party: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Split:
    """A charge went into a case of its own (分案), which bears the number `into`; nothing more is done with it here."""

    party: str
    cause: str
    at: datetime
    into: str


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
