"""What the JSON face of cases takes and gives: a case, its steps, what is found, what is put before a head."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.choices import Source
from tongpan.law.facts.words import Role
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step


class PartyIn(Schema):
    """当事人."""

    kind: PartyKind
    name: str = Field(max_length=120)
    identity: str = Field("", max_length=30)
    phone: str = Field("", max_length=20)
    address: str = Field("", max_length=200)
    born_on: date | None = None
    unidentified: bool = Field(False, description="身份暂时无法核实；features 写明特征")
    features: str = Field("", max_length=300)


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
    paper_number: str = Field("", max_length=80, description="纸质卷宗的案号、起始文号")
    zone: str = Field("", max_length=40, description="区域类别，见 GET /cases/handling")
    object_class: str = Field("", max_length=40, description="对象类别，见 GET /cases/handling")
    clue_at: datetime | None = Field(None, description="纸质卷宗里的线索登记时间；案源是 PAPER 的必填")


class TargetIn(Schema):
    """办在谁身上：案件整体的都不填."""

    party: str = Field("", max_length=12)
    cause: str = Field("", max_length=40)
    ref: str = Field("", max_length=40)


class StepIn(TargetIn):
    """办理一步."""

    step: Step
    at: datetime | None = None
    shown_by: str = Field("", max_length=200, description="事后补录的，依据哪份纸质文书、谁签的")
    entered: dict[str, Any] = {}
    override: str = Field("", max_length=500)
    version: int | None = None


class ProposalIn(TargetIn):
    """报批."""

    step: Step
    reason: str = Field("", max_length=500)
    entered: dict[str, Any] = {}
    version: int | None = None
    chosen: dict[int, UUID] = Field({}, description="一级有几人可批的，由谁批")


class AnswerIn(Schema):
    """审批；version 填看到的案件版本，之后有变化的会被告知."""

    take: bool
    answer: str = Field("", max_length=500)
    version: int | None = None
    back_to: int | None = Field(None, description="退回到第几级（0 是最先批的一级）；不填退回承办人")


class FindIn(Schema):
    """认定: fields as the facts of the law name them; null makes one unknown again."""

    values: dict[str, Any]
    why: str = Field("", max_length=1000)
    version: int | None = None


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
