"""比对追诉标准 (M169): when a standard came or went, the flags of its matter's cases are made again, chunk by chunk."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.cases.domain.choices import GONE
from tongpan.cases.events import CompareWanted
from tongpan.cases.models import Case
from tongpan.cases.queries.facts import known
from tongpan.cases.steps import flagging, storing
from tongpan.kernel import outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox.delivery import sign

CHUNK: Final = 50


def begin_comparing(*, matter_id: UUID) -> None:
    """Ask for the cases of a matter to be compared again."""
    with transaction.atomic(durable=True):
        if sign():
            outbox.publish(CompareWanted(matter_id=str(matter_id), after=""))


def go_on_comparing(*, matter_id: UUID, after: str, now: datetime) -> int:
    """Compare one chunk of cases, and ask for the next in the same transaction; return how many were flagged anew."""
    with transaction.atomic(durable=True):
        if not sign():  # this message came before
            return 0
        rows = Case.objects.filter(matter_id=matter_id).exclude(standing__in=sorted(GONE)).order_by("pk")
        rows = rows.filter(pk__gt=UUID(after)) if after else rows
        found = list(rows.select_for_update(of=("self",)).select_related("district")[:CHUNK])
        changed = sum(_flag(case, now) for case in found)
        if len(found) == CHUNK:
            outbox.publish(CompareWanted(matter_id=str(matter_id), after=str(found[-1].pk)))
        return changed


def _flag(case: Case, now: datetime) -> bool:
    today = date_of(now)
    facts = known(case, today).facts
    return flagging.write(case, facts, storing.outlook(facts, now), today)
