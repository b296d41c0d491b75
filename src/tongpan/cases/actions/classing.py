"""分类分区 (M152): of which zone and of which class of object a case is; what the policy then advises."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import queries
from tongpan.cases.models import Case, CaseHandling
from tongpan.cases.steps import classing, noting, storing
from tongpan.kernel.clock import date_of
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
        lines = powers.handling_in_force(case.town_id or case.district_id, date_of(now))
        classing.require_classes(lines, zone, object_class)
        made = classing.advise(case, lines, actor, now, zone=zone, object_class=object_class)
        if made is None:
            CaseHandling.objects.filter(case=case).delete()  # what was advised of the classes before; the ledger has it
        advice = [one["rule_id"] for one in made.advice] if made is not None else []
        noting.note(case, "case.classed", actor, now, zone=zone, object_class=object_class, advice=advice)
        return case
