"""报批: a step is put before who may take it, and is taken or sent back with a reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.stepping import check_entered, step_on
from tongpan.cases.events import StepProposed
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.steps import renewing, storing
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step, Target

NO_PROPOSAL = "没有这件报批，或者不是报给您的"


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
) -> StepProposal:
    """
    Put a step before the person of this case who may take it.

    :raises Conflict: if the step is not in question, or lies before that person already
    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if nobody is named for the post
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("报批由本案的办案人员提出")
        found = storing.outlook(known.facts, now)
        if not found.offers(step, target) and not found.why_not(step, target):
            raise Conflict(f"“{step.label}”现在不需要办；请刷新后看“下一步”", code="case.step.not_in_question")
        check_entered(step, entered or {})
        decider_id = _decider(step, known.facts, known.people)
        if StepProposal.objects.filter(case=case, step=step, decided_at__isnull=True, **_where(target)).exists():
            raise Conflict(f"“{step.label}”已经报批，正在等审批", code="case.proposal.open")
        proposal = StepProposal.objects.create(
            case=case,
            step=step.value,
            entered=dict(entered or {}),
            reason=reason.strip()[:500],
            decider_id=decider_id,
            made_at=now,
            made_by=actor.label,
            version=case.version,
            **_where(target),
        )
        _record(case, proposal, "case.proposed", actor, now)
        outbox.publish(StepProposed(proposal_id=str(proposal.pk)))
        return proposal


def answer_proposal(
    *, proposal_id: UUID, take: bool, actor: Actor, now: datetime, answer: str = "", version: int | None = None
) -> Case:
    """
    Take the step that was proposed, or send it back with a reason.

    :raises Unlawful: if the law does not allow the step now; the proposal stays open
    :raises Conflict: if it was answered before, or the case has moved
    :raises Invalid: if it is sent back without a reason
    :raises NotFound: if there is none, or it lies before somebody else
    """
    with transaction.atomic(durable=True):
        proposal = StepProposal.objects.filter(pk=proposal_id).first()
        if proposal is None or proposal.decider_id != actor.officer_id:
            raise NotFound(NO_PROPOSAL)
        case = storing.load(proposal.case_id, actor, version)
        if not take and not answer.strip():
            raise Invalid("退回要写明理由，报批的人才知道改什么", fields={"answer": "请写明退回的理由"})
        moved = StepProposal.objects.filter(pk=proposal.pk, decided_at__isnull=True).update(
            decided_at=now, taken=take, answer=answer.strip()[:500]
        )
        if not moved:
            raise Conflict("这件报批已经批过了", code="case.proposal.answered")
        if take:
            target = Target(proposal.party, proposal.cause, proposal.ref)
            entered = proposal.entered | ({"note": answer.strip()} if answer.strip() else {})
            step_on(case, Step(proposal.step), target, actor=actor, now=now, at=None, entered=entered)
        else:
            _record(case, proposal, "case.proposal_refused", actor, now, answer=answer.strip())
            case.change(touched_at=now)
            if (entry := renewing.renew(case, now)) is not None:
                ledger.record_many([entry])
        return case


def _decider(step: Step, facts: CaseFacts, people: Mapping[UUID, str]) -> UUID:
    """Return who holds the post of a step in a case and does not stand aside."""
    for handle in reversed(policies.holders_of(step, facts)):
        for officer_id, name in people.items():
            if name == handle and policies.roles_of(handle, facts):
                return officer_id
    raise Invalid(f"本案还没有指定{policies.post_name(step)}，请先在“办案人员”里指定")


def _where(target: Target) -> dict[str, str]:
    return {"party": target.party, "cause": target.cause, "ref": target.ref}


def _record(case: Case, proposal: StepProposal, entry: str, actor: Actor, now: datetime, **more: str) -> None:
    ledger.record(
        entry, subject=case, actor=actor.label, at=now, number=case.number, step=proposal.step, party=proposal.party,
        cause=proposal.cause, ref=proposal.ref, reason=proposal.reason, **more,
    )  # fmt: skip
