"""What the JSON face of cases takes and gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.choices import Source
from tongpan.cases.domain.meetings import Capacity, Meeting
from tongpan.cases.domain.outside import Adviser, Share
from tongpan.law.facts.words import Role
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.review_rounds import Point, Reply
from tongpan.law.procedure import Step


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
    chosen: dict[int, UUID] = Field({}, description="一级有几人可批的，由谁批")


class AnswerIn(Schema):
    """审批；version 填看到的案件版本，之后有变化的会被告知."""

    take: bool
    answer: str = Field("", max_length=500)
    version: int | None = None
    back_to: int | None = Field(None, description="退回到第几级（0 是最先批的一级）；不填退回承办人")


class PaperIn(Schema):
    """纸质审批."""

    take: bool
    signed_at: datetime
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


class OpinionAnswerIn(Schema):
    """对一条审核意见的答复."""

    number: int
    reply: Reply
    answer: str = Field(max_length=2000)


class AnswersIn(Schema):
    """逐条答复."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    answers: list[OpinionAnswerIn] = Field(max_length=60)
    version: int | None = None


class PointIn(Schema):
    """对照表的一行."""

    finding: str = Field("", max_length=2000)
    evidence: list[str] = Field([], max_length=200)
    article: str = Field("", max_length=300)


class ProofIn(Schema):
    """事实—证据—法条."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    points: dict[str, PointIn]
    version: int | None = None


class QuestionIn(Schema):
    """请外部提意见."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    adviser: Adviser
    name: str = Field(max_length=40)
    unit: str = Field(max_length=100)
    question: str = Field(max_length=4000)
    shares: list[Share]
    evidence: list[str] = Field([], max_length=200)
    purpose: str = Field("", max_length=300)
    days: int = 5


class AskedOut(Schema):
    """外部咨询；link 只在这里给一次."""

    id: UUID
    link: str
    until: datetime


class PersonThereIn(Schema):
    """到场的人."""

    name: str = Field(max_length=70)
    unit: str = Field("", max_length=100)
    capacity: Capacity
    said: str = Field("", max_length=2000)


class EventIn(Schema):
    """活动."""

    kind: Meeting
    held_at: datetime
    attendees: list[PersonThereIn] = Field(max_length=60)
    outcome: str = Field(max_length=2000)
    where: str = Field("", max_length=200)
    topic: str = Field("", max_length=200)


class LessonIn(Schema):
    """举一反三."""

    point: Point
    text: str = Field(max_length=2000)
    measure: str = Field("", max_length=2000)


class MadeOut(Schema):
    """登记了什么."""

    id: UUID


class LevelIn(Schema):
    """审批的一级：岗位，或者这个岗位上的一个人."""

    post: str = Field(max_length=24)
    officer: str = Field("", max_length=36)
    label: str = Field("", max_length=40)


class LevelsIn(Schema):
    """审批层级；step 不填的，适用于所有要负责人批而没有另行设置的步骤."""

    body_id: UUID
    step: Step | None = None
    levels: list[LevelIn] = Field(max_length=6)
    valid_from: date
