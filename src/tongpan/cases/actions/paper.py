"""
补录纸质卷宗: what was done on paper before a case came into the system, step after step, with the days of the file.

The handler writes it down for whoever did it, and says which paper shows it. The law is asked as it stood on the day:
what was not lawful then is told, and not written as if it were.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.stepping import step_on
from tongpan.cases.domain.choices import Source
from tongpan.cases.models import Case
from tongpan.cases.steps import storing
from tongpan.cases.steps.backdating import WHICH_PAPER
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.procedure import Step, Target


def enter_paper(
    *,
    case_id: UUID,
    step: Step,
    target: Target,
    at: datetime,
    shown_by: str,
    actor: Actor,
    now: datetime,
    entered: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Case:
    """
    Write down one step of a paper case as its file shows it, whoever took it.

    `at` lies before the case came into the system; `shown_by` names the paper and who signed it.

    :raises Conflict: if the case did not come from paper, or the step is not in question
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if the day or the paper is missing, or something lies in the wrong order
    :raises Unlawful: if the law did not allow the step on that day
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
        require_paper(case)
        wrong = {}
        if at > case.opened_at:
            wrong["at"] = "本案录入系统以后的步骤，由该办的人在系统里办；这里只补录之前的"
        if not shown_by.strip():
            wrong["shown_by"] = WHICH_PAPER
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        return step_on(
            case, step, target, actor=actor, now=now, at=at, entered=entered or {},
            shown_by=shown_by, from_file=True,
        )  # fmt: skip


def require_paper(case: Case) -> None:
    """
    Let pass a case that was begun on paper.

    :raises Conflict: otherwise
    """
    if case.source != Source.PAPER:
        raise Conflict("只有案源是“在办纸质案件”的才能补录纸质卷宗", code="case.not_paper")
