"""What goes in and out over the JSON face of money; sums in yuan as text, days and moments in ISO form."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.money import CodeSource


class DueOut(Schema):
    """One sum that was decided, as its case stands."""

    id: UUID
    case: str = Field(description="案件编号")
    case_id: UUID
    party: str = Field(description="当事人称谓")
    name: str = Field(description="当事人，自然人只显示姓")
    cause: str
    code: str = Field(description="有效的缴款码，没有的为空")
    source: str
    due: str
    paid: str
    left: str
    back: str = Field(description="应退还")
    pay_by: date | None
    state: str
    overdue: bool


class DueListOut(Schema):
    """One page of sums."""

    items: list[DueOut]
    next: str | None


class CodeIn(Schema):
    """A code as the province's non-tax system gave it."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    code: str = Field(max_length=60)


class VoidCodeIn(Schema):
    """Voiding the code in force."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    reason: str = Field(max_length=200)


class CodeOut(Schema):
    """A payment code."""

    code: str
    source: str
    issued_at: datetime
    voided_at: datetime | None


class RuleIn(Schema):
    """By what codes the organ is paid from a day on."""

    source: CodeSource
    prefix: str = Field("", max_length=12)
    width: int = 6
    instrument: str = Field(max_length=200)
    valid_from: date


class RuleOut(Schema):
    """A rule on codes."""

    id: UUID
    source: str
    prefix: str
    width: int
    instrument: str
    valid_from: date


class StatementOut(Schema):
    """A statement, and how many of its lines stand how."""

    id: UUID
    name: str
    rows: int
    known: int
    brought_at: datetime
    states: dict[str, int]


class LineOut(Schema):
    """One line of a statement."""

    id: UUID
    line: int
    serial: str
    code: str
    receipt: str
    amount: str
    paid_at: datetime | None
    payer: str
    state: str
    reason: str
    case: str


class LineListOut(Schema):
    """One page of lines."""

    items: list[LineOut]
    next: str | None


class ConfirmIn(Schema):
    """A person is sure what a line pays, and says why."""

    due_id: UUID
    why: str = Field(max_length=200)


class ReturnLineIn(Schema):
    """What was paid twice went back to the payer."""

    voucher: str = Field(max_length=80)
    why: str = Field("", max_length=200)


class AsideIn(Schema):
    """A line is no payment of a fine."""

    why: str = Field(max_length=200)


class RefundIn(Schema):
    """Money went back to the party."""

    amount: str
    voucher: str = Field(max_length=80)
    at: datetime
    why: str = Field("", max_length=300)


class ChargeIn(Schema):
    """One charge of a case."""

    case_id: UUID
    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)


class SlipIn(Schema):
    """The charges whose cash is handed in on one slip."""

    charges: list[ChargeIn] = Field(max_length=50)


class ReceiveIn(Schema):
    """What was counted."""

    counted: str


class BankIn(Schema):
    """The charges whose cash was paid to the bank under one number."""

    charges: list[ChargeIn] = Field(max_length=50)
    number: str = Field(max_length=80)
    at: datetime


class BankOut(Schema):
    """How many charges were banked."""

    banked: int


class SlipOut(Schema):
    """A slip."""

    id: UUID
    number: str
    amount: str
    made_at: datetime
    received_at: datetime | None
    withdrawn_at: datetime | None
    banked_at: datetime | None
    bank_number: str
