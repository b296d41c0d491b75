"""What the API takes and gives for dispatch."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class AssignIn(Schema):
    """交办。version 是调度员看到的版本：两人同时交办，只有一人成功。"""

    lead: UUID
    team: UUID
    officer: UUID | None = None
    note: str = ""
    version: int | None = None


class OrderOut(Schema):
    """一张交办单。反映人不在其中。"""

    id: UUID
    number: str
    lead_id: UUID
    role: str
    status: str
    town_id: UUID | None
    body_id: UUID | None
    team_id: UUID | None
    officer_id: UUID | None
    note: str
    assigned_at: datetime
    sign_due_at: datetime
    signed_at: datetime | None
    arrived_at: datetime | None
    ended_at: datetime | None
    result: str


class OrderListOut(Schema):
    items: list[OrderOut]
    next: str | None


class ToldIn(Schema):
    told: str = Field(description="电话通知了谁、几点")


class FinishIn(Schema):
    outcome: str
    result: str


class ReturnIn(Schema):
    """退回。要引用清单中的一条职权。"""

    ground: str
    reason: str
    cited_grant: UUID | None = None


class ReturnOut(Schema):
    id: UUID
    lead_id: UUID
    ground: str
    reason: str
    cited_text: str
    ordinal: int
    returned_at: datetime


class UrgeIn(Schema):
    text: str
    supervise: bool = False


class UrgeOut(Schema):
    id: UUID
    lead_id: UUID
    kind: str
    text: str
    due_on: date | None
    made_at: datetime
