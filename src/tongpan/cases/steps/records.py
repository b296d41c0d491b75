"""What some steps leave beside their rows: opinions, answers, who was there, what was sent."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tongpan.cases.steps import courting, exchanging, meeting, paying, reviewing
from tongpan.cases.steps.taken import Taken
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step

Record = Callable[[Taken], tuple[CaseFacts, Mapping[str, Any]]]

RECORDS: Final[Mapping[Step, Record]] = {
    Step.REVIEW: reviewing.review,
    Step.CORRECT: reviewing.correct,
    Step.DELIBERATE: meeting.deliberate,
    Step.HOLD_HEARING: meeting.hear,
    Step.PAY: paying.paid,
    Step.COLLECT: paying.paid,
    Step.DEFER: paying.deferred,
    Step.BANK: paying.banked,
    Step.REFUND: paying.returned,
    **dict.fromkeys(exchanging.BY_STEP, exchanging.by_step),
    Step.CONTEST: exchanging.contest,
    **courting.BY_STEP,
}
"""by step: checks and writes what was entered; returns the facts as they are then, and what the ledger is told"""


def keep(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Write what a step leaves beside its rows, in the caller's transaction; return the facts and what to tell.

    :raises Invalid: if what was entered cannot be
    :raises Unlawful: if the law does not take the record
    """
    record = RECORDS.get(taken.step)
    return record(taken) if record is not None else (taken.after, {})
