"""法院往来: what goes to the courts and comes back in an enforcement, with the days that bind them (强制法 56–58)."""

from collections.abc import Mapping
from typing import Any, Final

from tongpan.cases.domain.counterparts import Counterpart, Direction, Exchange
from tongpan.cases.domain.ownlimits import REPLY
from tongpan.cases.models import CounterpartNotice
from tongpan.cases.steps import exchanging, ownlimits, paying
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import CourtAnswer
from tongpan.law.limits import compute_limit, rule
from tongpan.law.procedure import Step

ADMISSION: Final = "DL-29.1"
RULING: Final = "DL-29.2"
DOUBTED: Final = "DL-29.3"
ABOVE: Final[Mapping[CourtAnswer, str]] = {CourtAnswer.REFUSED: "DL-29.4", CourtAnswer.DENIED: "DL-29.5"}
"""by which row the court above answers, by what was ruled before"""

Left = tuple[CaseFacts, Mapping[str, Any]]


def applied(taken: Taken) -> Left:
    """
    Write an application: the court takes it in five working days.

    Law: ACL 56 ¶1.
    """
    _answered(taken)
    return _sent(taken, Exchange.ENFORCEMENT, ADMISSION)


def asked_above(taken: Taken) -> Left:
    """
    Write an application to the court above, which answers in fifteen or thirty days.

    Law: ACL 56 ¶2; 58 ¶3.
    """
    asked = next(row for row in reversed(taken.after.rulings) if row.review_at == taken.at)
    return _sent(taken, Exchange.RULING, ABOVE[asked.answer])


def heard(taken: Taken) -> Left:
    """
    Write what a court answered; one that took the application rules in seven working days, in doubt in thirty days.

    Law: ACL 57; 58 ¶2.
    """
    row = taken.after.rulings[-1]
    _answered(taken)
    after, told = exchanging.written(taken, Counterpart.COURT, Direction.IN, Exchange.RULING, row.answer.label)
    limit = compute_limit(RULING, row.received_on, calendar_in_force())
    if row.answer is CourtAnswer.ACCEPTED and limit.act_by is not None:
        doubted = compute_limit(DOUBTED, row.received_on, calendar_in_force())
        said = (
            f"{rule(RULING).end}：{limit.explanation}决定明显违法的：{doubted.explanation}期满没有裁定的，向法院催问。"
        )
        ref, today = str(told["exchange"]), date_of(taken.now)
        ownlimits.run(taken.case, REPLY, ref, limit.act_by, explanation=said, today=today)
    return after, told


def ended(taken: Taken) -> Left:
    """Write that an enforcement is over: nothing of it is awaited any more."""
    _answered(taken)
    return exchanging.written(taken, Counterpart.COURT, Direction.IN, Exchange.RULING, taken.step.label)


def over(taken: Taken) -> Left:
    """Stop waiting for a court when the organ itself ends the enforcement."""
    _answered(taken)
    return taken.after, {}


def _sent(taken: Taken, exchange: Exchange, name: str) -> Left:
    limit = compute_limit(name, date_of(taken.at), calendar_in_force())
    return exchanging.written(
        taken, Counterpart.COURT, Direction.OUT, exchange, taken.step.label, reply_by=limit.act_by,
        also=f"{rule(name).end}：{limit.explanation}期满没有答复的，向法院催问。",
    )  # fmt: skip


def _answered(taken: Taken) -> None:
    """Mark what a court has now answered, and stop its days."""
    ours = [step.value for step in BY_STEP]
    written = CounterpartNotice.objects.filter(case=taken.case, counterpart=Counterpart.COURT, step__in=ours)
    for one in written:
        ownlimits.stop(taken.case, REPLY, str(one.pk))
    written.filter(direction=Direction.OUT, replied_at__isnull=True).update(
        replied_at=taken.now, reply=taken.step.label, replied_by=taken.actor.label
    )


BY_STEP: Final = {
    Step.APPLY_COURT: applied,
    Step.HEAR_ADMISSION: heard,
    Step.HEAR_RULING: heard,
    Step.ASK_UPPER: asked_above,
    Step.COLLECT_BY_COURT: paying.paid,
    Step.COMPLETE: ended,
    Step.END_BY_COURT: ended,
    Step.END_ENFORCEMENT: over,
}
"""by step: what it leaves beside its rows"""
