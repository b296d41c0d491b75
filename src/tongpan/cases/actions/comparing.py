"""比对追诉标准 (M169): when a standard came or went, the flags of its matter's cases are made again, chunk by chunk."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tongpan.cases.domain.choices import GONE
from tongpan.cases.events import CompareWanted
from tongpan.cases.models import Case, CaseFact
from tongpan.cases.steps import renewing
from tongpan.cases.steps.renewing import Recounted
from tongpan.kernel import outbox
from tongpan.kernel.outbox.delivery import sign
from tongpan.powers.models import Matter

CHUNK: Final = 50


def begin_comparing(*, matter_id: UUID) -> None:
    """Ask for the cases of a matter to be compared again."""
    with transaction.atomic(durable=True):
        if sign():
            outbox.publish(CompareWanted(matter_id=str(matter_id), after=""))


def go_on_comparing(*, matter_id: UUID, after: str, now: datetime) -> Recounted:
    """Compare one chunk of cases, and ask for the next in the same transaction."""
    done = Recounted()
    with transaction.atomic(durable=True):
        if not sign():  # this message came before
            return done
        rows = Case.objects.filter(_of_matter(matter_id)).exclude(standing__in=sorted(GONE)).order_by("pk")
        rows = rows.filter(pk__gt=UUID(after)) if after else rows
        keys = list(rows.values_list("pk", flat=True)[:CHUNK])
        renewing.renew_all(keys, now, done)
        if len(keys) == CHUNK:
            outbox.publish(CompareWanted(matter_id=str(matter_id), after=str(keys[-1])))
    return done


def _of_matter(matter_id: UUID) -> Q:
    """The matter a case was opened for, or one that was added to it (add_cause, 并案): its first cause is its own."""
    code = Matter.objects.filter(pk=matter_id).values_list("code", flat=True).first()
    added = CaseFact.objects.filter(case=OuterRef("pk"), table="causes", place__gt=0, row__id=code)
    return Q(matter_id=matter_id) | Q(Exists(added))
