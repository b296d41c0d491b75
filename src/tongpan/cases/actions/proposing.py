"""报批: a step is put before those who look at it and who may take it; it may be taken back or put before another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.acting import check_act_entered, require_in_question
from tongpan.cases.actions.stepping import check_entered, check_way
from tongpan.cases.domain.acts import CaseAct, label_of
from tongpan.cases.domain.entering import BY_TAKER
from tongpan.cases.events import StepProposed
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.queries import Known
from tongpan.cases.queries.chains import Seat, seats
from tongpan.cases.steps import chains, storing
from tongpan.kernel import outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step, Target

NO_PART = "报批由本案的办案人员提出"
NOBODY: Mapping[int, UUID] = {}


def propose_step(
    *,
    case_id: UUID,
    step: Step,
    target: Target,
    reason: str,
    actor: Actor,
    now: datetime,
    entered: Mapping[str, Any] | None = None,
    version: int | None = None,
    chosen: Mapping[int, UUID] = NOBODY,
) -> StepProposal:
    """
    Put a step before the person of this case who may take it, by way of the levels that the body has set.

    `chosen` says who stands at a level of which several hold the post.

    :raises Conflict: if the step is not in question, or lies before that person already
    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if nobody is named for the post, or it is not said who stands at a level
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden(NO_PART)
        check_way(step)
        found = storing.outlook(known.facts, now)
        if not found.offers(step, target) and not found.why_not(step, target):
            raise Conflict(f"“{step.label}”现在不需要办；请刷新后看“下一步”", code="case.step.not_in_question")
        if step not in BY_TAKER:
            check_entered(step, entered or {})
        return _propose(case, known, step.value, target, entered or {}, reason, actor, now, chosen)


def propose_act(
    *,
    case_id: UUID,
    act: CaseAct,
    reason: str,
    entered: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    version: int | None = None,
    chosen: Mapping[int, UUID] = NOBODY,
) -> StepProposal:
    """
    Put something that concerns the case as a whole (不予立案、终止调查、移送 …) before its head.

    :raises Conflict: if it is not in question, or lies before the head already
    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if something is missing, or nobody is named to approve
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden(NO_PART)
        require_in_question(act, known)
        check_act_entered(act, entered)
        return _propose(case, known, act.value, Target(), entered, reason, actor, now, chosen)


def _propose(
    case: Case,
    known: Known,
    code: str,
    target: Target,
    entered: Mapping[str, Any],
    reason: str,
    actor: Actor,
    now: datetime,
    chosen: Mapping[int, UUID],
) -> StepProposal:
    decider_id = _decider(code, known)
    if StepProposal.objects.filter(case=case, step=code, decided_at__isnull=True, **_where(target)).exists():
        raise Conflict(f"“{label_of(code)}”已经报批，正在等审批", code="case.proposal.open")
    wanted = seats(case, code, decider_id, known.facts, known.people, date_of(now))
    levels, skipped = chains.filled(wanted, chosen)
    proposal = StepProposal.objects.create(
        case=case,
        step=code,
        entered=dict(entered),
        reason=reason.strip()[:500],
        decider_id=decider_id,
        waits_for_id=levels[0][1] if levels else decider_id,
        made_at=now,
        made_by=actor.label,
        version=case.version,
        **_where(target),
    )
    chains.put(proposal, levels, now)
    told: dict[str, Any] = {"levels": [label for label, _ in levels], "skipped": skipped} if wanted else {}
    chains.record(case, proposal, "case.proposed", actor, now, **told)
    outbox.publish(StepProposed(proposal_id=str(proposal.pk)))
    return proposal


def seats_for(case: Case, code: str, known: Known, now: datetime) -> list[Seat]:
    """Return the levels that a proposal of a step or an act would go by; none where nobody decides it yet."""
    try:
        decider_id = _decider(code, known)
    except Invalid:
        return []
    return seats(case, code, decider_id, known.facts, known.people, date_of(now))


def withdraw_proposal(*, proposal_id: UUID, reason: str, actor: Actor, now: datetime) -> Case:
    """
    Take back what was put before a head (撤回报批), while it is not answered.

    :raises Conflict: if it was answered before
    :raises Forbidden: if somebody else made it
    :raises Invalid: without a reason
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        proposal, case = _own(proposal_id, actor, now)
        if not reason.strip():
            raise Invalid("请写明为什么撤回", fields={"reason": "请写明为什么撤回"})
        chains.settle(proposal, decided_at=now, answer=f"撤回：{reason.strip()}"[:500])
        chains.record(case, proposal, "case.proposal_withdrawn", actor, now, answer=reason.strip())
        case.change(touched_at=now)
        return case


def redirect_proposal(*, proposal_id: UUID, officer: str, reason: str, actor: Actor, now: datetime) -> StepProposal:
    """
    Put what waits before another person of the case who may take the step (改报); it keeps what was entered.

    :raises Conflict: if it was answered before, or lies before that person already
    :raises Forbidden: if the actor has no part in making it
    :raises Invalid: if that person may not take the step
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        proposal, case = _own(proposal_id, actor, now)
        known = queries.known(case, date_of(now))
        wanted = may_answer(proposal.step, known)
        chosen = next((key for key, name in wanted.items() if name == officer), None)
        if chosen is None:
            text = f"改报给本案办这一步的人：{'、'.join(wanted.values()) or '还没有指定，请先指定'}"
            raise Invalid(text, fields={"officer": text})
        if chosen == proposal.decider_id:
            raise Conflict(f"已经报给{officer}，正在等审批", code="case.proposal.open")
        waits_for_id = chosen if proposal.waits_for_id == proposal.decider_id else proposal.waits_for_id
        chains.settle(proposal, decider_id=chosen, waits_for_id=waits_for_id, version=case.version)
        proposal.decider_id, proposal.waits_for_id = chosen, waits_for_id
        chains.record(
            case, proposal, "case.proposal_redirected", actor, now, answer=f"改报{officer}：{reason.strip()}"[:500]
        )
        case.change(touched_at=now)
        outbox.publish(StepProposed(proposal_id=str(proposal.pk)))
        return proposal


def may_answer(code: str, known: Known) -> dict[UUID, str]:
    """Return who of a case may take a step, or approve what concerns it as a whole; nobody who stands aside."""
    names = [name for name in _holders(code, known) if policies.roles_of(name, known.facts)]
    return {officer_id: name for officer_id, name in known.people.items() if name in names}


def _own(proposal_id: UUID, actor: Actor, now: datetime) -> tuple[StepProposal, Case]:
    """Return a proposal that the actor made, or a handler may speak for, with its case."""
    proposal = StepProposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound(queries.NO_PROPOSAL)
    case = storing.load(proposal.case_id, actor, None)
    known = queries.known(case, date_of(now))
    handles = Role.HANDLER in policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    if proposal.made_by != actor.label and not handles:
        raise Forbidden("撤回、改报由报批的人或者本案承办人办理")
    return proposal, case


def _holders(code: str, known: Known) -> list[str]:
    if code in set(CaseAct):
        return policies.holders(known.facts, Role.APPROVER)
    return policies.holders_of(Step(code), known.facts)


def _decider(code: str, known: Known) -> UUID:
    """Return who holds the post of a step in a case and does not stand aside; of several the last one named."""
    able = {name: officer_id for officer_id, name in may_answer(code, known).items()}
    for handle in reversed(_holders(code, known)):
        if handle in able:
            return able[handle]
    post = Role.APPROVER.label if code in set(CaseAct) else policies.post_name(Step(code))
    raise Invalid(f"本案还没有指定{post}，请先在“办案人员”里指定")


def _where(target: Target) -> dict[str, str]:
    return {"party": target.party, "cause": target.cause, "ref": target.ref}
