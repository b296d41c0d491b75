"""What the JSON face of cases takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from tongpan.cases.domain.choices import Source
from tongpan.evidence.domain.choices import Custody, Origin
from tongpan.evidence.domain.choices import Source as EvidenceSource
from tongpan.kernel.clock import in_chinese_time
from tongpan.kernel.problems import BreachOut
from tongpan.law.facts.words import Role
from tongpan.law.limits import Regime
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step

Moment = Annotated[datetime, AfterValidator(in_chinese_time)]
"""a moment without a zone is Chinese time"""


class PartyIn(Schema):
    """当事人."""

    kind: PartyKind
    name: str = Field(max_length=120)
    identity: str = Field("", max_length=30)
    phone: str = Field("", max_length=20)
    address: str = Field("", max_length=200)
    born_on: date | None = None


class PersonIn(Schema):
    """办案人员."""

    role: Role
    officer_id: UUID


class CaseIn(Schema):
    """建档."""

    matter: str = Field(max_length=40, description="事项编码")
    town_id: UUID
    parties: list[PartyIn] = Field(min_length=1, max_length=20)
    act_on: date | None = None
    discovered_on: date | None = None
    regime: Regime | None = None
    source: Source = Source.LEAD
    lead_id: UUID | None = None
    place_text: str = Field("", max_length=200)
    people: list[PersonIn] = Field([], max_length=20)
    record_system: str = Field("", max_length=60)
    outside_number: str = Field("", max_length=80)


class TargetIn(Schema):
    """办在谁身上：案件整体的都不填."""

    party: str = Field("", max_length=12)
    cause: str = Field("", max_length=40)
    ref: str = Field("", max_length=40)


class StepIn(TargetIn):
    """办理一步."""

    step: Step
    at: datetime | None = None
    entered: dict[str, Any] = {}
    override: str = Field("", max_length=500)
    version: int | None = None


class ProposalIn(TargetIn):
    """报批."""

    step: Step
    reason: str = Field("", max_length=500)
    entered: dict[str, Any] = {}
    version: int | None = None


class AnswerIn(Schema):
    """审批；version 填看到的案件版本，之后有变化的会被告知."""

    take: bool
    answer: str = Field("", max_length=500)
    version: int | None = None


class FindIn(Schema):
    """认定: fields as the facts of the law name them; null makes one unknown again."""

    values: dict[str, Any]
    why: str = Field("", max_length=1000)
    version: int | None = None


class GatherIn(Schema):
    """取证：与文件一起以 multipart 提交；大文件先用 tus 传，编号写在 uploads 里，逗号隔开."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    kind: EvidenceKind
    title: str = Field(max_length=200)
    shows: str = Field("", max_length=2000)
    at: Moment | None = None
    source: EvidenceSource = EvidenceSource.TAKEN
    place_text: str = Field("", max_length=200)
    provider: str = Field("", max_length=80)
    device_number: str = Field("", max_length=60)
    footage_from: Moment | None = None
    footage_until: Moment | None = None
    footage_uri: str = Field("", max_length=300)
    footage_digest: str = Field("", max_length=64)
    issuer: str = Field("", max_length=120)
    qualification: str = Field("", max_length=80)
    perishable: bool = False
    lasts_minutes: int | None = Field(None, ge=1, le=525_600)
    needs_professionals: bool = False
    uploads: str = Field("", max_length=8000)
    override: str = Field("", max_length=500)
    version: int | None = None


class ExamineIn(FindIn):
    """审查一份证据: lawful, monitoring, opinion as the facts of the law name them; exclude sets it aside."""

    exclude: bool = False


class CustodyIn(Schema):
    """流转."""

    act: Custody
    whom: str = Field("", max_length=120)
    place_text: str = Field("", max_length=120)
    note: str = Field("", max_length=300)
    done_at: Moment | None = None


class EvidenceFileOut(Schema):
    """证据文件；derived_from 有值的是由原件制成的."""

    id: UUID
    name: str
    sha256: str
    sm3: str
    size: int
    media_type: str
    derived_from_id: UUID | None
    derived_how: str


class EvidenceOut(Schema):
    """一份证据，能不能采信."""

    ref: str
    title: str
    kind: str
    source: str
    taken_at: datetime
    device_number: str
    fix_by: datetime | None
    usable: bool
    breaches: list[BreachOut]
    files: list[EvidenceFileOut]


class CheckOut(Schema):
    """校验结果."""

    file_id: UUID
    intact: bool
    found: str


class LineIn(Schema):
    """一行清单."""

    name: str = Field(max_length=120)
    quantity: Decimal = Field(gt=0, max_digits=13, decimal_places=3)
    unit: str = Field(max_length=12)
    origin: Origin
    place_text: str = Field(max_length=120)
    keeper: str = Field(max_length=60)
    features: str = Field("", max_length=300)
    basis: str = Field("", max_length=120)
    party: str = Field("", max_length=12)
    photo_id: UUID | None = Field(None, description="本案一份证据里的文件")


class PropertyOut(Schema):
    """在库的财物."""

    id: UUID
    number: int
    name: str
    unit: str
    held: Decimal
    origin: str
    place_text: str
    keeper: str


class CaseOut(Schema):
    """案件."""

    id: UUID
    number: str
    title: str
    standing: str
    track: str
    acts_as: str
    filed_on: date | None
    decided_on: date | None
    closed_on: date | None
    next_due_on: date | None
    version: int


class CaseListOut(Schema):
    """一页案件."""

    items: list[CaseOut]
    next: str | None


class ProposalOut(Schema):
    """报批."""

    id: UUID
    case_id: UUID
    step: str
    party: str
    cause: str
    ref: str
    entered: dict[str, Any]
    reason: str
    version: int
    made_at: datetime


class FullOut(CaseOut):
    """案件、事实和下一步."""

    facts: dict[str, Any]
    outlook: dict[str, Any]
    proposals: list[ProposalOut]
