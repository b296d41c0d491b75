"""What the JSON face of property takes and gives."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from tongpan.evidence.domain.choices import Move
from tongpan.kernel.clock import in_chinese_time


class MoveIn(Schema):
    """移库、出库."""

    act: Move
    quantity: Decimal | None = Field(None, gt=0, max_digits=13, decimal_places=3)
    whom: str = Field("", max_length=120)
    place_text: str = Field("", max_length=120)
    keeper: str = Field("", max_length=60)
    document: str = Field("", max_length=120)
    note: str = Field("", max_length=300)
    done_at: Annotated[datetime, AfterValidator(in_chinese_time)] | None = None


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


class KeptListOut(Schema):
    """一页台账."""

    items: list[KeptOut]
    next: str | None
