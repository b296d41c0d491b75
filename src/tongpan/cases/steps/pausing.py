"""中止和恢复调查: the inquiry stands still on the word of the head, and goes on on it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.acts import CaseAct, suspended
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.steps import storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.facts import Pause
from tongpan.law.penalty.suspension import standstill_until
from tongpan.law.period import Ground
from tongpan.law.refusal import LawRefused


def suspend(
    case: Case, known: Known, *, said: Mapping[str, str], actor: Actor, now: datetime, told: Mapping[str, Any]
) -> None:
    """
    Let the time to decide stand still from today.

    :raises Conflict: while another stretch of days that do not count lasts
    """
    assert transaction.get_connection().in_atomic_block
    if any(each.end is None for each in known.facts.pauses):
        raise Conflict("有一段不计入期限的时间还没有终止，请先填它的终止日", code="case.pause.open")
    after = replace(known.facts, pauses=(*known.facts.pauses, Pause(Ground.SUSPENSION, date_of(now))))
    storing.store(
        case, known.facts, after, entry="case.acted", actor=actor, now=now, step=CaseAct.SUSPEND.value, detail=said,
        told=told,
    )  # fmt: skip


def resume(
    case: Case, known: Known, gone_on: str, *, said: Mapping[str, str], actor: Actor, now: datetime,
    told: Mapping[str, Any],
) -> None:  # fmt: skip
    """
    Let the time to decide run on from the day on which the ground of the suspension was gone.

    :raises Invalid: if that day is none, lies ahead, or before the suspension
    """
    assert transaction.get_connection().in_atomic_block
    place, day = suspended(known.facts), _day(gone_on, now)
    assert place is not None
    row = known.facts.pauses[place]
    try:
        ended = replace(row, end=standstill_until(row.start, day))
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    pauses = tuple(ended if at == place else each for at, each in enumerate(known.facts.pauses))
    storing.store(
        case, known.facts, replace(known.facts, pauses=pauses), entry="case.acted", actor=actor, now=now,
        step=CaseAct.RESUME_INQUIRY.value, noted={("pauses", place): {f"resumed_{k}": v for k, v in said.items()}},
        told={**told, "detail": dict(said)},
    )  # fmt: skip


def _day(text: str, now: datetime) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid("没有这一天", fields={"gone_on": "请写日历上的日期"}) from None
    if day > date_of(now):
        raise Invalid("原因消除的日期不能晚于今天", fields={"gone_on": "不能晚于今天；还没有消除的，消除以后再恢复"})
    return day
