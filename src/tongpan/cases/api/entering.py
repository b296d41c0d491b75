"""The JSON face of what is entered beside the steps: rows, parties, people, the case as a whole, paper."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import NewCharge, NewParty, Request
from tongpan.cases.queries import helping
from tongpan.cases.schemas.core import CaseOut, ProposalOut
from tongpan.cases.schemas.entering import (
    ActIn,
    ActProposalIn,
    AddCauseIn,
    AddPartyIn,
    CaseTransferAnswerIn,
    CaseTransferOut,
    ChargeDaysIn,
    DesignateIn,
    DesignationOut,
    HelpAskedOut,
    HelpedIn,
    HelpIn,
    HelpSentOut,
    PaperIn,
    QuestionIn,
    ReasonIn,
    RecusalIn,
    RedirectIn,
    RemovalIn,
    RowIn,
    SupportIn,
)
from tongpan.kernel import clock
from tongpan.kernel.clock import in_chinese_time
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.procedure import Target

router = Router()
ANSWER = {200: CaseOut, REFUSED: Problem}


@router.post("/{case_id}/rows/{form}", response=ANSWER)
def enter_row(request: HttpRequest, case_id: UUID, form: str, payload: RowIn) -> Any:
    """登记没有步骤写入的事项（涉案财物、检查、不计入期限的时间等），或者补充一条。"""
    return actions.enter_row(
        case_id=case_id,
        form=form,
        values=payload.values,
        target=Target(payload.party, payload.cause) if payload.party else None,
        place=payload.place,
        version=payload.version,
        actor=acting(request),
        now=clock.now(),
    )


@router.post("/{case_id}/people/off", response=ANSWER)
def remove(request: HttpRequest, case_id: UUID, payload: RemovalIn) -> Any:
    """某人不再担任本案的某个角色（不是回避）。"""
    return actions.remove_officer(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/recusals", response=ANSWER)
def recusal(request: HttpRequest, case_id: UUID, payload: RecusalIn) -> Any:
    """登记回避申请。"""
    return actions.ask_recusal(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/proposals/{proposal_id}/withdraw", response=ANSWER)
def withdraw(request: HttpRequest, proposal_id: UUID, payload: ReasonIn) -> Any:
    """撤回还没有批的报批。"""
    return actions.withdraw_proposal(
        proposal_id=proposal_id, reason=payload.reason, actor=acting(request), now=clock.now()
    )


@router.post("/proposals/{proposal_id}/redirect", response={200: ProposalOut, REFUSED: Problem})
def redirect(request: HttpRequest, proposal_id: UUID, payload: RedirectIn) -> Any:
    """改报本案里另一位有权批的人。"""
    return actions.redirect_proposal(proposal_id=proposal_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/acts", response=ANSWER)
def take_act(request: HttpRequest, case_id: UUID, payload: ActIn) -> Any:
    """不予立案、撤销立案、中止调查、终止调查、移送、并案：由审批负责人办理。"""
    return actions.take_act(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/acts/proposals", response={201: ProposalOut, REFUSED: Problem})
def propose_act(request: HttpRequest, case_id: UUID, payload: ActProposalIn) -> Any:
    """把案件整体的处理报给审批负责人。"""
    made = actions.propose_act(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())
    return Status(201, made)


@router.get("/transfers/incoming", response={200: list[CaseTransferOut], REFUSED: Problem})
def transfers(request: HttpRequest) -> Any:
    """移送给本机关、等答复的案件。"""
    actor = acting(request)
    policies.require_reader(actor)
    return queries.incoming(actor)


@router.post("/transfers/{transfer_id}", response=ANSWER)
def answer_transfer(request: HttpRequest, transfer_id: UUID, payload: CaseTransferAnswerIn) -> Any:
    """接收移送的案件，或者写明理由退回。"""
    return actions.answer_transfer(transfer_id=transfer_id, **payload.dict(), actor=acting(request), now=clock.now())


def _days(payload: ChargeDaysIn) -> NewCharge:
    return NewCharge(act_on=payload.act_on, discovered_on=payload.discovered_on, regime=payload.regime)


@router.post("/{case_id}/parties", response=ANSWER)
def add_party(request: HttpRequest, case_id: UUID, payload: AddPartyIn) -> Any:
    """给在办案件增加一名当事人。"""
    return actions.add_party(
        case_id=case_id, party=NewParty(**payload.party.dict()), charge=_days(payload), causes=payload.causes,
        version=payload.version, actor=acting(request), now=clock.now(),
    )  # fmt: skip


@router.post("/{case_id}/causes", response=ANSWER)
def add_cause(request: HttpRequest, case_id: UUID, payload: AddCauseIn) -> Any:
    """给在办案件增加一个案由。"""
    return actions.add_cause(
        case_id=case_id, matter_code=payload.matter, charge=_days(payload), parties=payload.parties,
        version=payload.version, actor=acting(request), now=clock.now(),
    )  # fmt: skip


@router.post("/{case_id}/help", response={200: HelpSentOut, REFUSED: Problem})
def ask_help(request: HttpRequest, case_id: UUID, payload: HelpIn) -> Any:
    """请求公安机关等协助：发给对方联络员、用一次性链接或者纸质；到期没有答复会提醒。"""
    asked = Request(**payload.dict())
    return _sent(actions.ask_help(case_id=case_id, request=asked, actor=acting(request), now=clock.now()))


@router.post("/{case_id}/evidence/{ref}/support", response={200: HelpSentOut, REFUSED: Problem})
def ask_support(request: HttpRequest, case_id: UUID, ref: str, payload: SupportIn) -> Any:
    """请部门的专业人员来检测、固定证据。"""
    given = payload.dict() | {"come_by": in_chinese_time(payload.come_by)}
    return _sent(actions.ask_support(case_id=case_id, ref=ref, **given, actor=acting(request), now=clock.now()))


def _sent(sent: actions.HelpSent) -> HelpSentOut:
    case = CaseOut.from_orm(sent.case).dict()
    return HelpSentOut(**case, assistance_id=sent.assistance.pk, due_on=sent.assistance.due_on, token=sent.token)


@router.get("/help/incoming", response={200: list[HelpAskedOut], REFUSED: Problem})
def helps(request: HttpRequest) -> Any:
    """请本机关协助、等联络员答复的。"""
    return helping.help_asked(acting(request))


@router.post("/help/{assistance_id}/answer", response={200: HelpAskedOut, REFUSED: Problem})
def answer_help(request: HttpRequest, assistance_id: UUID, payload: HelpedIn) -> Any:
    """联络员代表被请求机关答复，或者写明理由不协助。"""
    return actions.answer_help(assistance_id=assistance_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/help/{assistance_id}", response=ANSWER)
def helped(request: HttpRequest, assistance_id: UUID, payload: HelpedIn) -> Any:
    """登记协助的答复。"""
    return actions.record_help(assistance_id=assistance_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/questions/{code}", response=ANSWER)
def answer_question(request: HttpRequest, case_id: UUID, code: str, payload: QuestionIn) -> Any:
    """答复本案遇到的法律没有写明的问题。"""
    return actions.answer_question(case_id=case_id, code=code, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/paper", response=ANSWER)
def paper(request: HttpRequest, case_id: UUID, payload: PaperIn) -> Any:
    """补录纸质卷宗里的一步，按先后、按实际日期。"""
    return actions.enter_paper(
        case_id=case_id, step=payload.step, target=Target(payload.party, payload.cause, payload.ref),
        at=in_chinese_time(payload.at), shown_by=payload.shown_by, entered=payload.entered, version=payload.version,
        actor=acting(request), now=clock.now(),
    )  # fmt: skip


@router.post("/{case_id}/designation", response={201: DesignationOut, REFUSED: Problem})
def designate(request: HttpRequest, case_id: UUID, payload: DesignateIn) -> Any:
    """登记上一级行政机关的指定管辖；被指定的机关接收以后案件归它办理。"""
    designated = actions.Designated(**payload.dict())
    made = actions.designate(case_id=case_id, designated=designated, actor=acting(request), now=clock.now())
    return Status(201, made)
