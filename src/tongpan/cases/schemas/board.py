"""Limits and supervision: what their JSON face takes and gives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.board import Group
from tongpan.cases.domain.looks import Purpose, Roll


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
