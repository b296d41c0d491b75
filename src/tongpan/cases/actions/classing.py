"""分类分区 (M152): of which zone and of which class of object a case is; what the policy then advises."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import queries
from tongpan.cases.models import Case
from tongpan.cases.steps import classing, noting, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.powers import queries as powers


def classify_case(*, case_id: UUID, zone: str, object_class: str, actor: Actor, now: datetime) -> Case:
    """
    Say of which zone and of which class of object a case is, by the classes of the county's policy in force.

    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if the policy has no such class
    :raises NotFound, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        noting.require_handler(actor, queries.known(case, date_of(now)), "分类由本案的承办人登记")
        require_classes(case.town_id or case.district_id, zone, object_class, now)
        made = classing.advise(case, actor, now, zone=zone, object_class=object_class)
        advice = [one["rule_id"] for one in made.advice] if made is not None else []
        noting.note(case, "case.classed", actor, now, zone=zone, object_class=object_class, advice=advice)
        return case


def require_classes(place_id: UUID, zone: str, object_class: str, now: datetime) -> None:
    """
    Let pass classes that the policy in force in a place tells apart, or none.

    :raises Invalid: otherwise
    """
    if not zone and not object_class:
        return
    zones, objects = powers.handling_classes(place_id, date_of(now))
    wrong = {}
    if zone and zone not in zones:
        wrong["zone"] = "现行的分类分区文件里没有这类区域，请重新选择"
    if object_class and object_class not in objects:
        wrong["object_class"] = "现行的分类分区文件里没有这类对象，请重新选择"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
