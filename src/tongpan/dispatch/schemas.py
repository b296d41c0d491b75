"""What the API takes and gives for dispatch."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.dispatch.models import Assignment


class OrderOut(Schema):
    """一张交办单。"""

    id: UUID
    number: str
    version: int
    lead_id: UUID
    role: str
    status: str
    status_label: str
    district_id: UUID
    town_id: UUID | None
    body_id: UUID | None
    team_id: UUID | None
    officer_id: UUID | None
    note: str
    assigned_at: datetime
    sign_due_at: datetime
    signed_at: datetime | None
    signed_for: str
    arrived_at: datetime | None
    ended_at: datetime | None
    result: str

    @staticmethod
    def resolve_status_label(order: Assignment) -> str:
        return str(order.get_status_display())


class OrderListOut(Schema):
    items: list[OrderOut]
    next: str | None


class AssignIn(Schema):
    """交办；version 填看到的线索版本，他人先办的会被告知。"""

    lead_id: UUID
    team_id: UUID
    officer_id: UUID | None = None
    note: str = ""
    version: int | None = None


class AssignManyIn(Schema):
    """批量交办；不填队伍则交给各件系统建议的队伍。"""

    leads: list[UUID] = Field(max_length=100)
    team_id: UUID | None = None
    note: str = ""


class AssignedOut(Schema):
    """批量交办中一件的结果。"""

    lead_id: UUID
    order_id: UUID | None
    number: str
    refusal: str


class AssistIn(Schema):
    lead_id: UUID
    team_id: UUID
    note: str = ""


class FinishIn(Schema):
    outcome: str = Field(description="处置结果，例如 CORRECTED")
    result: str


class ReturnIn(Schema):
    """退回；除“无有权机关”外须引用清单中的一条职权。"""

    ground: str
    reason: str
    cited_grant_id: UUID | None = None


class ReturnOut(Schema):
    id: UUID
    assignment_id: UUID
    ordinal: int
    ground: str
    reason: str
    cited_text: str
    belongs_to_id: UUID | None


class UrgeIn(Schema):
    lead_id: UUID
    text: str
    supervise: bool = False


class UrgeAnswerIn(Schema):
    answer: str


class UrgeOut(Schema):
    id: UUID
    lead_id: UUID
    kind: str
    text: str
    due_on: str | None
    made_at: datetime
    answered_at: datetime | None
    answer: str

    @staticmethod
    def resolve_due_on(urge: object) -> str | None:
        due_on = getattr(urge, "due_on", None)
        return due_on.isoformat() if due_on else None


class EscalateIn(Schema):
    lead_id: UUID
    test: str = Field(description="CROSS_TOWN、URGENT_HARD、NEEDS_TECHNIQUE")
    reason: str


class DisputeIn(Schema):
    lead_id: UUID
    claim: str
    basis: str = Field(description="STAFFING 三定、DUTY_LIST 权责清单、PRINCIPLE 原则")
    evidence: str
    new_fact: str = Field(default="", description="同一事项在本镇街已有裁定时必填：裁定后出现的新情况")


class SettleIn(Schema):
    team_id: UUID
    decision: str
    basis: str = Field(default="", description="STAFFING、DUTY_LIST、PRINCIPLE；不填即采用提出方的依据")
    citation: str = Field(default="", description="依据的文件名称和条款；不填即采用提出方援引的")


class DisputeOut(Schema):
    id: UUID
    lead_id: UUID
    status: str
    claim: str
    basis: str
    evidence: str
    new_fact: str
    decided_team_id: UUID | None
    decision: str
    decided_basis: str
    decided_citation: str


class TransferIn(Schema):
    """移送；名录内单位填 to_body_id，名录外单位填名称和电话。"""

    lead_id: UUID
    to_body_id: UUID | None = None
    to_name: str = ""
    to_phone: str = ""
    front_end: str
    front_end_steps: list[str]
    reason: str


class TransferOut(Schema):
    id: UUID
    number: str
    lead_id: UUID
    to_name: str
    status: str
    result_due_on: str | None
    received_at: datetime | None
    refused_reason: str
    result: str

    @staticmethod
    def resolve_result_due_on(transfer: object) -> str | None:
        due_on = getattr(transfer, "result_due_on", None)
        return due_on.isoformat() if due_on else None


class SentOut(Schema):
    """移送回执。一次性链接的令牌只出现这一次。"""

    transfer: TransferOut
    token: str


class TransferAnswerIn(Schema):
    reason: str = ""
    result: str = ""
    told_by: str = ""


class CheckIn(Schema):
    lead_id: UUID
    accepted: bool
    remark: str = ""


class CheckOut(Schema):
    """核查结果；退回补办时是新交办单。"""

    accepted: bool
    order: OrderOut | None


class PhoneIn(Schema):
    told: str = Field(description="电话通知了谁、几点")
