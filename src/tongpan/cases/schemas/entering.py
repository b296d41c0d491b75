"""What the JSON face takes and gives of what is entered beside the steps."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.choices import AssistanceKind, DesignationGround, Difficulty, HelpWay
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.models import CaseAssistance
from tongpan.cases.schemas.core import CaseOut, PartyIn, TargetIn
from tongpan.law.facts.words import Role
from tongpan.law.limits import Regime
from tongpan.law.procedure import Step


class RowIn(TargetIn):
    """登记一条（place 不填），或者补充第几条（从 0 数起）；values 用法律事实的字段名，null 表示没有查明."""

    place: int | None = Field(None, ge=0, le=2000)
    values: dict[str, Any]
    version: int | None = None


class ReasonIn(Schema):
    """理由."""

    reason: str = Field(max_length=500)


class RemovalIn(ReasonIn):
    """不再担任."""

    role: Role
    officer: str = Field(max_length=70, description="案件里的称呼")
    version: int | None = None


class RecusalIn(ReasonIn):
    """申请回避."""

    officer: str = Field(max_length=70)
    version: int | None = None


class RedirectIn(ReasonIn):
    """改报."""

    officer: str = Field(max_length=70)


class ActIn(Schema):
    """案件整体的处理."""

    act: CaseAct
    entered: dict[str, Any] = {}
    override: str = Field("", max_length=500)
    version: int | None = None


class ActProposalIn(Schema):
    """报批案件整体的处理."""

    act: CaseAct
    reason: str = Field("", max_length=500)
    entered: dict[str, Any] = {}
    version: int | None = None


class CaseTransferAnswerIn(Schema):
    """移送的答复."""

    accept: bool
    answer: str = Field(max_length=500)


class CaseTransferOut(Schema):
    """移送."""

    id: UUID
    case_id: UUID
    from_body_id: UUID
    to_name: str
    ground: str
    reason: str
    number: str
    sent_at: datetime
    answer_by: date | None


class ChargeDaysIn(Schema):
    """违法行为的日期."""

    act_on: date | None = None
    discovered_on: date | None = None
    regime: Regime | None = None
    version: int | None = None


class AddPartyIn(ChargeDaysIn):
    """增加当事人；causes 不填是全部案由."""

    party: PartyIn
    causes: list[str] = Field([], max_length=20)


class AddCauseIn(ChargeDaysIn):
    """增加案由；parties 不填是全部当事人."""

    matter: str = Field(max_length=40)
    parties: list[str] = Field([], max_length=20)


class HelpIn(Schema):
    """请求协助."""

    kind: AssistanceKind
    to_name: str = Field("", max_length=120)
    to_body_id: UUID | None = None
    way: HelpWay = HelpWay.PAPER
    difficulty: Difficulty = Difficulty.NONE
    contact_name: str = Field("", max_length=40)
    contact_phone: str = Field("", max_length=20)
    what: str = Field(max_length=500)
    due_on: date
    party: str = Field("", max_length=12)
    number: str = Field("", max_length=80)


class DesignateIn(Schema):
    """指定管辖."""

    to_body_id: UUID
    ground: DesignationGround
    reason: str = Field(max_length=500)
    issuer: str = Field(max_length=120)
    number: str = Field(max_length=80)
    on: date


class DesignationOut(Schema):
    """一件指定管辖."""

    id: UUID
    case_id: UUID
    transfer_id: UUID
    ground: str
    issuer: str
    number: str
    on: date
    from_town_id: UUID | None
    to_town_id: UUID | None


class HelpSentOut(CaseOut):
    """案件和发出的请求；token 只在这里给出这一次."""

    assistance_id: UUID
    due_on: date
    token: str


class SupportIn(Schema):
    """请求专业支援."""

    department_id: UUID
    what: str = Field(max_length=500)
    come_by: datetime
    way: HelpWay = HelpWay.PAPER
    contact_name: str = Field("", max_length=40)
    contact_phone: str = Field("", max_length=20)


class HelpAskedOut(Schema):
    """请我们协助的."""

    id: UUID
    kind: str
    what: str
    number: str
    due_on: date
    asked_at: datetime

    @staticmethod
    def resolve_what(one: CaseAssistance) -> str:
        """Return it as the organ that was asked reads it in the page: who it is about, without numbers."""
        return Hiding.over([], clear=True).text(one.what)


class HelpedIn(Schema):
    """协助的答复."""

    helped: bool
    answer: str = Field(max_length=500)


class QuestionIn(ReasonIn):
    """答复法律问题."""

    option: str = Field(max_length=40)
    version: int | None = None


class PaperIn(TargetIn):
    """补录纸质卷宗的一步."""

    step: Step
    at: datetime
    shown_by: str = Field(max_length=200, description="依据哪份纸质文书、谁签的")
    entered: dict[str, Any] = {}
    version: int | None = None
