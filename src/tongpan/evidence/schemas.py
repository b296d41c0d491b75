"""What the JSON face of property takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from tongpan.evidence.domain.choices import Move
from tongpan.kernel.clock import in_chinese_time
from tongpan.kernel.problems import BreachOut

Moment = Annotated[datetime, AfterValidator(in_chinese_time)]
"""a moment without a zone is Chinese time"""


class MoveIn(Schema):
    """移库、出库；price 以元计；perishable 到 recorded 是先行变卖要答的，below_market、compensated 是退还价款要答的."""

    act: Move
    quantity: Decimal | None = Field(None, gt=0, max_digits=13, decimal_places=3)
    whom: str = Field("", max_length=120)
    place_text: str = Field("", max_length=120)
    keeper: str = Field("", max_length=60)
    document: str = Field("", max_length=120)
    note: str = Field("", max_length=300)
    done_at: Moment | None = None
    given_by: str = Field("", max_length=60)
    taken_by: str = Field("", max_length=60)
    party_told: bool = False
    price: Decimal | None = Field(None, gt=0, max_digits=13, decimal_places=2)
    perishable: bool | None = None
    agreed: bool | None = None
    approved: bool | None = None
    recorded: bool | None = None
    below_market: bool | None = None
    compensated: bool = False
    override: str = Field("", max_length=300)


class RecordingIn(Schema):
    """采集站的一段录像：时间按设备显示，校验值是 SHA-256；内容留在采集站，以后可以补传."""

    device: str = Field(max_length=60)
    started_at: Moment
    ended_at: Moment
    sha256: str = Field(max_length=64)
    uri: str = Field(max_length=300)


class RecordingOut(Schema):
    """一段录像；here 为否的，内容在采集站；sm3 在内容导入后才有."""

    id: UUID
    device: str
    started_at: datetime
    ended_at: datetime
    sha256: str
    sm3: str
    size: int | None
    uri: str
    here: bool
    linked: bool
    held_why: str
    disposed_at: datetime | None


class RecordingsOut(Schema):
    """一页录像."""

    items: list[RecordingOut]
    next: str | None


class HoldIn(Schema):
    """留存；why 为空就是不再留存."""

    why: str = Field("", max_length=200)


class DisposeIn(Schema):
    """处置：全部处置或者一件也不处置."""

    recordings: list[UUID] = Field(min_length=1, max_length=500)
    why: str = Field(max_length=300)


class TermIn(Schema):
    """没有关联案件的录像保存多少天."""

    valid_from: date
    days: int = Field(ge=1, le=36_500)
    instrument: str = Field(max_length=120)


class WayOut(Schema):
    """一种出库方式：能不能办，不能的为什么、依据哪一条."""

    act: Move
    label: str
    open: bool
    breaches: list[BreachOut]


class HeldOut(Schema):
    """一项财物现在凭什么在库，可以怎样出库."""

    title: str | None
    label: str
    since: datetime | None
    ways: list[WayOut]


class KeptOut(Schema):
    """在库的一项."""

    id: UUID
    label: str
    number: int
    name: str
    unit: str
    held: Decimal
    place_text: str
    keeper: str
    origin: str
    ref: str


class KeptListOut(Schema):
    """一页台账."""

    items: list[KeptOut]
    next: str | None
