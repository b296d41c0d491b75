"""登记放假通知: the manager of the system enters what the State Council published."""

from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.command import policies
from tongpan.kernel.calendar import store_notice
from tongpan.kernel.models import HolidayNotice


@transaction.atomic(durable=True)
def publish_holidays(*, text: str, actor: Actor, now: datetime) -> HolidayNotice:
    """
    Store a year's holiday notice; the worker computes the limits that waited for it.

    :raises Forbidden: if the actor does not keep the system running
    :raises Invalid: if the text is not a notice, or not one that can be added now
    :raises Conflict: if the year is already stored with these very days
    """
    policies.require_system(actor)
    return store_notice(text, actor=actor.label, now=now)
