"""期限重算: the day went on, or the calendar did; facts and version of a case stay as they are."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.duties import named
from tongpan.cases.models import Case
from tongpan.cases.queries.facts import known
from tongpan.cases.steps import dues, flagging, limits, ownlimits, storing, systems
from tongpan.kernel import ledger
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Refusal
from tongpan.kernel.ledger import Entry

ACTOR = "system:cases"
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Recounted:
    """What came of it: cases looked at, those whose days changed, those that could not be counted."""

    seen: int = 0
    changed: int = 0
    failed: int = 0


def renew_all(keys: Sequence[UUID], now: datetime, done: Recounted) -> None:
    """Count some cases again, in the caller's transaction; one that cannot be counted is passed over and logged."""
    assert transaction.get_connection().in_atomic_block
    entries = []
    cases = Case.objects.select_for_update(of=("self",)).select_related("district").defer("district__geometry")
    for case in cases.filter(pk__in=keys).order_by("pk"):
        done.seen += 1
        try:
            entry = renew(case, now)
        except Refusal:
            logger.exception("the limits of %s cannot be counted again", case.number)
            done.failed += 1
            continue
        if entry is not None:
            entries.append(entry)
            done.changed += 1
    ledger.record_many(entries)


def renew(case: Case, now: datetime) -> Entry | None:
    """
    Count the limits and flags of a case that is locked again, in the caller's transaction.

    Return what the ledger has to keep, or None where no day changed. The version stays: nobody's form grows stale.

    :raises Invalid: if the facts cannot be true together at that moment
    """
    if case.standing in GONE:
        return None  # nothing runs and nothing waits in what ended here
    today = date_of(now)
    facts = known(case, today).facts
    if facts.decisions:
        systems.write_systems(case, facts)
    found = storing.outlook(facts, now)
    changes = limits.write(case, found.limits, today)
    if facts.closing is not None:
        ownlimits.end_own(case)
    flagging.write(case, facts, found, today)
    dues.write_dues(case, facts, now, actor=ACTOR, issue=False)
    due = limits.next_duty(found.limits)
    if due != case.next_due_on:
        Case.objects.filter(pk=case.pk).update(next_due_on=due)
        case.next_due_on = due
    if not changes:
        return None
    said = "、".join(dict.fromkeys(named(change["limit"][0]) for change in changes))
    told: dict[str, Any] = {
        "number": case.number, "limits": changes, "calendar": calendar_in_force().version, "why": said,
    }  # fmt: skip
    return Entry("case.limits_recounted", case, ACTOR, now, told)
