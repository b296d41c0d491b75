"""What the JSON face of footage, and of the three systems, takes and gives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.schemas.evidence import Moment
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.kernel.problems import BreachOut


class MarkOut(Schema):
    """一个标记."""

    seconds: int
    note: str


class LinkOut(Schema):
    """一段关联的录像；from_at、until_at 是校正后的时间."""

    id: UUID
    recording_id: UUID
    device: str
    from_at: datetime
    until_at: datetime
    here: bool
    marks: list[MarkOut]


class FootageOfferOut(Schema):
    """可能的录像；sure 为否的，是时钟没有核对、放宽了时间找到的."""

    recording_id: UUID
    device: str
    carried_by: str
    started_at: datetime
    ended_at: datetime
    sure: bool


class SceneOut(Schema):
    """一个场景：要不要录、缺什么、关联了哪些、可能是哪些."""

    scene: str
    label: str
    at: datetime
    officers: list[str]
    duty: str
    breaches: list[BreachOut]
    links: list[LinkOut]
    proposals: list[FootageOfferOut]


class LinkIn(Schema):
    """关联；from_at、until_at 不填就是整段."""

    scene: str = Field(max_length=40)
    recording_id: UUID
    from_at: Moment | None = None
    until_at: Moment | None = None


class UnlinkIn(Schema):
    """解除关联."""

    why: str = Field(max_length=200)


class FootageMarkIn(Schema):
    """标记."""

    seconds: int = Field(ge=0)
    note: str = Field(max_length=200)


class ExplainIn(Schema):
    """没有录像、录像中断的原因."""

    scene: str = Field(max_length=40)
    kind: Unfilmed
    why: str = Field(max_length=300)


class RateOut(Schema):
    """完成数、应当完成数、还不清楚的件数."""

    done: int
    due: int
    open: int


class BodySystemsOut(Schema):
    """一个机关的三项制度落实情况；missing 是缺记录的环节和件数."""

    name: str
    cases: int
    disclosure: RateOut
    recording: RateOut
    review: RateOut
    missing: dict[str, int]


class SystemsOut(Schema):
    """一个期间；waiting 是还没有计算的件数。按名称排列，不排名次."""

    start: date
    end: date
    bodies: list[BodySystemsOut]
    waiting: int
