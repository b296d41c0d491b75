"""台账 of orders: exactly what the filters keep, and one ledger entry that says who took what."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.queries.orders import Filters, for_sheet
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.permissions import Permission

SUBJECT = "dispatch.export"


def export_orders(*, filters: Filters, actor: Actor, now: datetime, form: str = "xlsx") -> Iterator[Assignment]:
    """
    Record that the list is taken out, and return its orders one by one.

    :raises Forbidden: if the actor's post may not take lists out
    """
    if not (actor.can(Permission.LEADS_EXPORT) and actor.can(Permission.DISPATCH_VIEW)):
        raise Forbidden("您的岗位不能导出台账；请联系值守台", code=str(Permission.LEADS_EXPORT))
    chosen = {one.name: getattr(filters, one.name) for one in fields(filters)}
    facts = {name: str(value) for name, value in chosen.items() if value}
    with transaction.atomic(durable=True):
        ledger.record(
            "orders.exported",
            subject=SubjectRef(SUBJECT, uuid7()),
            actor=actor.label,
            at=now,
            form=form,
            filters=facts,
        )
    return for_sheet(actor, filters, now)
