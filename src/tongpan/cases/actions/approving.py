"""审批: a level passes a proposal on, or sends it back; the last one takes the step. On the screen, or on paper."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.acting import act_on, number_for
from tongpan.cases.actions.stepping import step_on
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.backdating import MOST_TEXT
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.steps import backdating, chains, renewing, staff, storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.law.procedure import Step, Target

BY_HANDLER = "纸质审批由本案的承办人登记"


def answer_proposal(
    *,
    proposal_id: UUID,
    take: bool,
    actor: Actor,
    now: datetime,
    answer: str = "",
    version: int | None = None,
    back_to: int | None = None,
) -> Case:
    """
    Pass a proposal on to the next level, take the step as the one who decides, or send it back with a reason.

    `back_to` is the level it goes back to; without it, it goes back to who made it.

    :raises Unlawful: if the law does not allow the step now; the proposal stays open
    :raises Conflict: if it was answered before, or the case has moved
    :raises Invalid: if it is sent back without a reason, or to a level that comes later
    :raises NotFound: if there is none, or it lies before somebody else
    """
    number = _number(proposal_id, take, now)
    with transaction.atomic(durable=True):
        proposal = queries.proposal_for(actor, proposal_id)
        if proposal.decided_at is None and proposal.waits_for_id != actor.officer_id:
            raise Conflict("前面的层级还没有批；轮到您时会出现在“待我办”", code="case.proposal.turn")
        case = storing.load(proposal.case_id, actor, version)
        known = queries.known(case, date_of(now))
        if actor.can(Permission.CASES_SUPERVISE):
            raise Forbidden("监督案件的人不审批案件；请由承办人改报", code="cases.approver_apart")
        _check_apart(policies.handle_of(actor, known.people), known)
        return _answered(
            case, proposal, take=take, answer=answer, back_to=back_to, at=now, actor=actor, now=now, number=number
        )


def _number(proposal_id: UUID, take: bool, now: datetime) -> str:
    """Return the number of the case that what is proposed begins, before the transaction."""
    code = StepProposal.objects.filter(pk=proposal_id).values_list("step", flat=True).first() if take else None
    return number_for(code or "", now)


def _check_apart(handle: str | None, known: queries.Known) -> None:
    """Who handled the case, or stands aside by now, looks at nothing in it (处罚法 43, 57)."""
    if not policies.stands_apart(handle, known.facts):
        raise Forbidden("承办过本案或者已经回避的人不能审批；请由承办人重新报批", code="cases.approver_apart")


def enter_signature(
    *,
    proposal_id: UUID,
    take: bool,
    signed_at: datetime,
    actor: Actor,
    now: datetime,
    answer: str = "",
    version: int | None = None,
    shown_by: str = "",
) -> Case:
    """
    Enter that the one whose turn it is signed on paper (纸质审批), with the time of signing; the step is judged by it.

    `shown_by` is the paper with the signature; needed where it was signed long ago (ADR-0050).

    Law: APL 55, 57, 58 hold at the time of signing; who enters it is recorded beside who signed.

    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if the time lies ahead, or before the level before; or no reason, or no paper, is given
    :raises Unlawful, Conflict, NotFound: as in `answer_proposal`
    """
    number = _number(proposal_id, take, now)
    with transaction.atomic(durable=True):
        proposal = StepProposal.objects.filter(pk=proposal_id).first()
        if proposal is None:
            raise NotFound(queries.NO_PROPOSAL)
        case = storing.load(proposal.case_id, actor, version)
        known = queries.known(case, date_of(now))
        policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts), BY_HANDLER)
        _check_apart(known.people.get(proposal.waits_for_id), known)
        at = signed_at.astimezone(SHANGHAI)
        _check_signed(proposal, at, now)
        backdating.require_shown(at, now, case, shown_by)
        return _answered(
            case, proposal, take=take, answer=answer, back_to=None, at=at, actor=actor, now=now, paper=True,
            shown_by=shown_by.strip()[:MOST_TEXT], number=number,
        )  # fmt: skip


def _check_signed(proposal: StepProposal, at: datetime, now: datetime) -> None:
    before = proposal.marks.order_by("-at").first()
    wrong = ""
    if at > now:
        wrong = "签批时间不能晚于现在"
    elif before is not None and at < before.at:
        wrong = f"签批时间不能早于上一级（{before.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}）"
    if wrong:
        raise Invalid(wrong, fields={"signed_at": wrong})


def _answered(
    case: Case,
    proposal: StepProposal,
    *,
    take: bool,
    answer: str,
    back_to: int | None,
    at: datetime,
    actor: Actor,
    now: datetime,
    paper: bool = False,
    shown_by: str = "",
    number: str = "",
) -> Case:
    if proposal.decided_at is not None:
        raise Conflict(chains.ANSWERED, code="case.proposal.answered")
    if not take and not answer.strip():
        raise Invalid("退回要写明理由，报批的人才知道改什么", fields={"answer": "请写明退回的理由"})
    if back_to is not None and (take or not 0 <= back_to < proposal.level):
        raise Invalid("只能退回给前面的层级", fields={"back_to": "请选择前面的层级"})
    levels = list(proposal.levels.order_by("order"))
    if take and proposal.level < len(levels):
        staff.require_level(case, proposal.waits_for_id, date_of(at))
    made = chains.mark(
        proposal, levels, passed=take, answer=answer, at=at, actor=actor, now=now, paper=paper, back_to=back_to
    )
    signed = {"level": made.label, "officer": str(made.officer_id), **({"signed_at": at.isoformat()} if paper else {})}
    signed |= {"shown_by": shown_by} if shown_by else {}
    if (take and proposal.level < len(levels)) or back_to is not None:
        chains.move(proposal, proposal.level + 1 if back_to is None else back_to, levels)
        entry = "case.proposal_passed" if take else "case.proposal_returned"
        chains.record(case, proposal, entry, actor, now, answer=answer.strip(), paper=paper, **signed)
        return case
    chains.settle(proposal, decided_at=now, taken=take, answer=answer.strip()[:500])
    if not take:
        chains.record(case, proposal, "case.proposal_refused", actor, now, answer=answer.strip(), paper=paper, **signed)
        case.change(touched_at=now)
        if (renewed := renewing.renew(case, now)) is not None:
            ledger.record_many([renewed])
        return case
    entered = proposal.entered | ({"note": answer.strip()} if answer.strip() else {})
    target = Target(proposal.party, proposal.cause, proposal.ref)
    if proposal.step in set(CaseAct):
        signer = proposal.decider_id if paper else None
        return act_on(
            case, CaseAct(proposal.step), entered, actor=actor, now=now, signer=signer, signed_at=at, by_levels=True,
            number=number,
        )  # fmt: skip
    if not paper:
        return step_on(
            case, Step(proposal.step), target, actor=actor, now=now, at=None, entered=entered, by_levels=True
        )
    return step_on(
        case, Step(proposal.step), target, actor=actor, now=now, at=at, entered=entered, signer=proposal.decider_id,
        told={"paper": signed}, by_levels=True, shown_by=shown_by,
    )  # fmt: skip
