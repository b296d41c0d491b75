"""台账: exactly what the filters keep, masked, and one ledger entry that says who took what."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.permissions import Permission
from tongpan.leads.queries import Filters
from tongpan.leads.queries.sheet import sheet_rows

SUBJECT = "leads.export"


def export_leads(*, filters: Filters, actor: Actor, now: datetime, form: str) -> Iterator[list[Any]]:
    """
    Record that the list is taken out, and return its rows one by one.

    :raises Forbidden: if the actor's post may not take lists out
    """
    if not actor.can(Permission.LEADS_EXPORT):
        raise Forbidden("您的岗位不能导出台账；需要的话请联系值守台", code=str(Permission.LEADS_EXPORT))
    facts = {name: str(value) for name, value in filters.active.items()}
    with transaction.atomic(durable=True):
        ledger.record(
            "leads.exported",
            subject=SubjectRef(SUBJECT, uuid7()),
            actor=actor.label,
            at=now,
            form=form,
            filters=facts,
        )
    return sheet_rows(actor, filters)
