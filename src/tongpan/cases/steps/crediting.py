"""入账、交款、缴付、退还: what whoever keeps the organ's money enters in a case; the law is asked as ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import queries
from tongpan.cases.domain.entering import completed, details
from tongpan.cases.models import Case
from tongpan.cases.steps import records, storing
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Conflict, Invalid, Unlawful
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.procedure import Act, Step, Target, perform
from tongpan.law.refusal import LawRefused


def take(
    case: Case,
    step: Step,
    target: Target,
    *,
    at: datetime,
    entered: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    told: Mapping[str, Any],
) -> CaseFacts:
    """
    Write one step of the money of a case that is loaded for the desk, in the caller's transaction.

    It is judged as of now, and dated as it happened (`at`): what a bank tells of comes days later (ADR-0058).

    :raises Unlawful: if the law does not allow it
    :raises Conflict: if nothing of the kind is in question
    :raises Invalid: if what was entered cannot be
    """
    assert transaction.get_connection().in_atomic_block
    if at > now:
        raise Invalid("时间不能晚于现在，请核对", fields={"at": "时间不能晚于现在，请核对"})
    known = queries.known(case, date_of(now))
    found = storing.outlook(known.facts, now)
    if not found.offers(step, target):
        stopped = next((one for one in found.blocked if (one.step, one.target) == (step, target)), None)
        if stopped is not None:
            raise Unlawful(stopped.breaches)
        raise Conflict(f"案件{case.number}现在不需要“{step.label}”，或者已经办过", code="case.step.not_in_question")
    try:
        done = perform(known.facts, Act(step, target, at.astimezone(SHANGHAI), calendar_in_force()))
        after = completed(step, known.facts, done, entered)
        check_coherence(after)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    after, kept = records.keep(Taken(case, step, target, known, after, now, actor, now, entered))
    storing.store(
        case, known.facts, after, entry="case.stepped", actor=actor, now=now, target=target,
        detail=details(step, entered), step=step.value, told={"done_at": at.isoformat(), **kept, **told},
    )  # fmt: skip
    return after
