"""Open who reported (查看反映人): a stated purpose, a ledger entry, and never for the team that handles it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import crypto
from tongpan.kernel.errors import Forbidden, Invalid, NotFound
from tongpan.leads import policies
from tongpan.leads.models import Reporter
from tongpan.leads.steps import moves


@dataclass(frozen=True, slots=True)
class Revealed:
    """Who reported, in the clear; never stored, never cached."""

    name: str
    phone: str


PURPOSES = {"ANSWER": "答复反映人", "VERIFY": "核实情况", "CALLBACK": "回访", "SUPERVISION": "监督调查"}


def reveal_reporter(*, reporter_id: UUID, actor: Actor, now: datetime, purpose: str) -> Revealed:
    """
    Return a reporter's name and telephone for one stated purpose.

    :raises Invalid: if the purpose is not one of ``PURPOSES``
    :raises Forbidden: if the actor's team handles the lead, or the post does not answer reporters
    :raises NotFound: if the actor may not know of the lead
    """
    if purpose not in PURPOSES:
        raise Invalid("请选择查看的用途", fields={"purpose": "请选择查看的用途"})
    with transaction.atomic(durable=True):
        reporter = Reporter.objects.filter(pk=reporter_id).first()
        if reporter is None:
            raise NotFound
        lead = moves.load(reporter.lead_id, actor)
        if not policies.may_reveal_reporter(actor, lead):
            raise Forbidden("反映人信息只对需要答复的值守人员开放，承办队伍不能查看；如需核实，请由值守台代为联系")
        moves.note(
            lead,
            actor=actor.label,
            now=now,
            entry="lead.reporter_revealed",
            facts={"reporter": reporter.pk, "purpose": purpose},
        )
    return Revealed(
        name=crypto.unseal(reporter.name_sealed) if reporter.name_sealed else "",
        phone=crypto.unseal(reporter.phone_sealed) if reporter.phone_sealed else "",
    )
