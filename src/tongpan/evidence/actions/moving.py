"""涉案财物移库、出库: by who keeps it, never by who entered it, and only by a way that the law leaves open."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence import policies
from tongpan.evidence.domain.choices import OUT
from tongpan.evidence.models import PropertyItem, PropertyMove
from tongpan.evidence.steps import holding, leaving, owning
from tongpan.evidence.steps.holding import Going
from tongpan.kernel.errors import Forbidden, NotFound, require
from tongpan.law.verdict import Verdict

NO_ITEM = "没有这件财物，或者不归您保管"


def move_property(*, item_id: UUID, going: Going, actor: Actor, now: datetime) -> PropertyMove:
    """
    Write what became of a quantity.

    Executing, keeping and disposing are separate posts (罚没财物管理办法 4): who entered a line lets nothing of it out.

    Law: ACL 21; 27; 28; 41; 46. APL 56; 74.

    :raises Forbidden: to who keeps no property, or entered this line
    :raises Invalid: if something is missing, or the quantity is none
    :raises Unlawful: if the law leaves this way closed for what the line is held by, or asks for more
    :raises Conflict: if less is left
    :raises NotFound: as ever
    """
    policies.require_keeper(actor)
    with transaction.atomic(durable=True):
        seen = policies.visible(actor, PropertyItem.objects.filter(pk=item_id)).first()
        if seen is None:
            raise NotFound(NO_ITEM)
        owning.lock(seen)
        item = PropertyItem.objects.select_for_update(of=("self",)).get(pk=item_id)
        if going.act in OUT and item.registered_by == actor.label:
            raise Forbidden(
                "登记入库的人不能自己登记出库（罚没财物管理办法第四条：执行、保管、处置岗位分离）；请由另一名保管人员办理",
                code="property.same_person",
            )
        held = owning.held(item, going.done_at or now)
        holding.check_going(item, going, now)
        _require(leaving.verdict(item, going, held), going, actor)
        row = holding.move(item, going, held=held, actor=actor, now=now)
        owning.moved(item, now)
        return row


def _require(verdict: Verdict, going: Going, actor: Actor) -> None:
    """Let pass what is lawful, and what a head goes on with past a derived rule for a stated reason."""
    waived = going.override.strip() and policies.may_override(actor)
    require(tuple(breach for breach in verdict if not (waived and breach.overridable)))
