"""送达: what was entered of a service is judged by the rule on its mode, dated by its proof, kept beside its row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from tongpan.cases.domain.serving import TABLE, of_service
from tongpan.cases.domain.tables import touched
from tongpan.cases.steps.storing import Key
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import require
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step
from tongpan.law.procedure.proving import check_proof, settle
from tongpan.law.refusal import LawRefused

DAYS: Final = ("signed_on", "failed_on")


def proved(before: CaseFacts, after: CaseFacts, at: datetime) -> CaseFacts:
    """
    Return the facts after a step with the day of service that the proof gives, to the document and to its attempt.

    :raises Unlawful: if what was entered does not prove a service in its mode
    :raises LawRefused: if it was received or came back on a day that is still to come, or before it went out
    """
    place = touched(before, after).get(TABLE)
    if place is None:
        return after
    row = after.services[place]
    for name in DAYS:
        day = getattr(row, name)
        if day is not None and not row.at.date() <= day <= date_of(at):
            said = "早于送出的日期" if day < row.at.date() else "晚于办理这一步的日期"
            raise LawRefused("facts.service.day", f"签收、到达、退回的日期{said}，请核对", name)
    charge = next(each for each in after.charges if (each.party, each.cause) == (row.party, row.cause))
    party = next(each for each in after.parties if each.id == row.party)
    require(check_proof(row, charge, party, after.province))
    return settle(after, place, calendar_in_force())


def placed(
    step: Step, before: CaseFacts, after: CaseFacts, words: Mapping[str, str]
) -> tuple[dict[str, str], Key | None, dict[Key, dict[str, str]]]:
    """Return what is kept beside the row of the step, which row that is, and what is kept beside the service."""
    last = touched(before, after)
    if TABLE not in last:
        return dict(words), None, {}
    own = of_service(step, words)
    others = [table for table in last if table != TABLE]
    key = (others[-1], last[others[-1]]) if others else None
    rest = {name: text for name, text in words.items() if name not in own}
    return rest, key, {(TABLE, last[TABLE]): own} if own else {}
