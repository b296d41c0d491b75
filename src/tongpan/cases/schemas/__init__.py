"""What the JSON face of cases takes and gives."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from tongpan.cases.domain.board import Group
from tongpan.cases.domain.choices import Source
from tongpan.cases.domain.looks import Purpose, Roll
from tongpan.cases.domain.spot import Answered
from tongpan.law.facts.words import Role
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.penalty.no_penalty import Harm
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


class LimitOut(Schema):
    """一条正在计算的期限；day 之前（或者自 day 起）办，explanation 说明怎么算的."""

    case_id: UUID
    number: str
    title: str
    rule: str
    what: str
    whom: str
    kind: str
    group: Group
    day: date | None
    due_on: date | None
    awaiting_year: int | None
    left: str
    post: str
    people: str
    threatens: str
    citation: str
    explanation: str
    reminded: int


class LimitListOut(Schema):
    """一页期限."""

    items: list[LimitOut]
    next: str | None


class LookIn(Schema):
    """监督查阅：写明用途；从哪份清单."""

    purpose: Purpose
    note: str = Field("", max_length=200)
    source: Roll | None = None


class LookOut(Schema):
    """一次查阅记录."""

    id: UUID
    at: datetime
    purpose: str
    source: str


class RollOut(Schema):
    """监督清单的一行：案件或者线索，从哪天起，为什么."""

    case_id: UUID | None
    lead_id: UUID | None
    number: str
    title: str
    day: date
    why: str


class RollListOut(Schema):
    """一页监督清单."""

    items: list[RollOut]
    next: str | None


class PenaltyIn(Schema):
    """警告、罚款."""

    kinds: list[PenaltyKind] = Field(min_length=1, max_length=2)
    fine: str | None = Field(None, max_length=20, description="元")


class SpotIn(Schema):
    """当场处罚：当场查明、告知、听取的全部；没有查明的不填，不会当成“否”。时刻都带时区."""

    token: UUID = Field(description="由对接方生成；同一个 token 只会作出一次决定")
    matter: str = Field(max_length=40)
    town_id: UUID
    place: str = Field(max_length=200)
    lead_id: UUID | None = None
    act_at: AwareDatetime
    kind: PartyKind
    identified: bool
    name: str = Field("", max_length=120)
    identity: str = Field("", max_length=30)
    phone: str = Field("", max_length=20)
    address: str = Field("", max_length=200)
    born_on: date | None = None
    lucid: bool | None = None
    described: str = Field("", max_length=1000)
    second_id: UUID
    second_password: str = Field("", max_length=128, description="另一名执法人员已在自己的会话里确认的，不填")
    second_code: str = Field("", max_length=12)
    shown_at: AwareDatetime | None = Field(None, description="两人向当事人出示执法证件的时刻")
    typical: list[str] = Field([], max_length=20)
    extra: str = Field("", max_length=1000)
    evidence: list[str] = Field([], max_length=20, description="常见证据写名称，其他写“种类:名称”")
    verified_at: AwareDatetime | None = None
    refused: bool | None = None
    certain: bool | None = None
    crime: bool | None = None
    minor: bool | None = None
    corrected: bool | None = None
    correction: str = Field("", max_length=1000)
    harm: Harm | None = None
    first: bool | None = None
    no_fault: bool | None = None
    fined: bool | None = None
    vulnerable: bool | None = None
    mitigating: list[Circumstance] | None = Field(None, description="空表示都没有；不填表示没有查过")
    conditions: list[str] = Field([], max_length=20)
    proposed: PenaltyIn
    range_no: int | None = Field(None, ge=0)
    range_basis: str = Field("", max_length=200)
    lowest: str | None = Field(None, max_length=20)
    highest: str | None = Field(None, max_length=20)
    lightened: bool | None = None
    correcting: Literal["NOW", "DONE"]
    why: str = Field("", max_length=1000)
    hard_later: bool | None = None
    asks_on_spot: bool | None = None
    told_at: AwareDatetime | None = Field(None, description="告知内容、事实、理由、依据和权利的时刻")
    told: PenaltyIn | None = Field(None, description="告知时拟作的处罚；与决定相同的不填")
    answered: Answered | None = None
    answered_at: AwareDatetime | None = None
    said: str = Field("", max_length=1000)
    considered: str = Field("", max_length=1000)


class HandIn(Schema):
    """决定书当场交付."""

    signed: bool
    note: str = Field("", max_length=300)
    sealed: bool | None = None


class SpotOut(CaseOut):
    """当场作出的决定."""

    document: str = Field(description="决定书文号")
