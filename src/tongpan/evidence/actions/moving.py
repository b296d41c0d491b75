"""涉案财物移库、出库: by who keeps it, never by who entered it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence import policies
from tongpan.evidence.domain.choices import OUT
from tongpan.evidence.models import PropertyItem, PropertyMove
from tongpan.evidence.steps import holding
from tongpan.evidence.steps.holding import Going
from tongpan.kernel.errors import Forbidden, NotFound


def move_property(*, item_id: UUID, going: Going, actor: Actor, now: datetime) -> PropertyMove:
    """
    Write what became of a quantity.

    Executing, keeping and disposing are separate posts (罚没财物管理办法 4): who entered a line lets nothing of it out.

    :raises Forbidden: to who keeps no property, or entered this line
    :raises Invalid: if something is missing, or the quantity is none
    :raises Conflict: if less is left
    :raises NotFound: as ever
    """
    policies.require_keeper(actor)
    with transaction.atomic(durable=True):
        rows = policies.visible(actor, PropertyItem.objects.select_for_update(of=("self",)))
        item = rows.filter(pk=item_id).first()
        if item is None:
            raise NotFound("没有这件财物，或者不归您保管")
        if going.act in OUT and item.registered_by == actor.label:
            raise Forbidden(
                "登记入库的人不能自己登记出库（罚没财物管理办法第四条：执行、保管、处置岗位分离）；请由另一名保管人员办理",
                code="property.same_person",
            )
        return holding.move(item, going, actor=actor, now=now)
