"""What the JSON face of property takes and gives."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from tongpan.evidence.domain.choices import Move
from tongpan.kernel.clock import in_chinese_time
from tongpan.kernel.problems import BreachOut


class MoveIn(Schema):
    """移库、出库；price 以元计；perishable 到 recorded 是先行变卖要答的，below_market、compensated 是退还价款要答的."""

    act: Move
    quantity: Decimal | None = Field(None, gt=0, max_digits=13, decimal_places=3)
    whom: str = Field("", max_length=120)
    place_text: str = Field("", max_length=120)
    keeper: str = Field("", max_length=60)
    document: str = Field("", max_length=120)
    note: str = Field("", max_length=300)
    done_at: Annotated[datetime, AfterValidator(in_chinese_time)] | None = None
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
