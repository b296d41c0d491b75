"""审核、审批、会议: what their JSON face takes and gives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.meetings import Capacity, Meeting
from tongpan.cases.domain.outside import Adviser, Share
from tongpan.law.penalty.review_rounds import Point, Reply
from tongpan.law.procedure import Step


class SignatureIn(Schema):
    """纸质审批."""

    take: bool
    signed_at: datetime
    shown_by: str = Field("", max_length=200, description="签批超过24小时才登记的，哪份纸质文书、第几页")
    answer: str = Field("", max_length=500)
    version: int | None = None


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


class ConsultIn(Schema):
    """请外部提意见."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    adviser: Adviser
    name: str = Field(max_length=40)
    unit: str = Field(max_length=100)
    question: str = Field(max_length=4000)
    shares: list[Share]
    evidence: list[str] = Field([], max_length=200)
    pieces: list[str] = Field([], max_length=200, description="可以打开内容的证据号；不写的只给名称")
    papers: list[UUID] = Field([], max_length=200, description="可以打开的文书")
    personal: bool | None = Field(None, description="要打开的材料里有没有个人信息；有的须写 purpose")
    download: bool = False
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
