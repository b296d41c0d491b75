"""What the JSON face takes and gives of exchanges with the police, the procuratorate and the courts."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.counterparts import Counterpart, Direction, Exchange


class ExchangeIn(Schema):
    """一件往来；不涉及具体案件的不填 case_id."""

    counterpart: Counterpart
    name: str = Field(max_length=120)
    direction: Direction
    exchange: Exchange
    summary: str = Field(max_length=1000)
    at: datetime
    number: str = Field("", max_length=120)
    reply_by: date | None = None
    case_id: UUID | None = None


class ExchangeReplyIn(Schema):
    """往来的答复."""

    reply: str = Field(max_length=1000)


class ExchangeOut(Schema):
    """一件往来."""

    id: UUID
    case_id: UUID | None
    counterpart: str
    name: str
    direction: str
    exchange: str
    number: str
    at: datetime
    reply_by: date | None
    replied_at: datetime | None
    step: str


class ExchangeListOut(Schema):
    """一页往来."""

    items: list[ExchangeOut]
    next: str | None
