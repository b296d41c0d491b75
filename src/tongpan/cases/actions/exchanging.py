"""与公安、检察、审判机关的往来 (M170): entered by who works on the case, answered, taken out as a list."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.exporting import require_exporter
from tongpan.cases.domain.counterparts import LEAST, Exchanged, faults
from tongpan.cases.domain.ownlimits import REPLY
from tongpan.cases.models import CounterpartNotice
from tongpan.cases.queries.exchanging import exchange_for
from tongpan.cases.steps import exchanging, noting, ownlimits, storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef

PART = "往来由本案的承办、审核和负责人员登记"
SUBJECT = "cases.export"


def record_exchange(*, exchanged: Exchanged, actor: Actor, now: datetime) -> CounterpartNotice:
    """
    Keep what passed between us and one of the three, about a case or about none.

    Law: APL 27 ¶2.

    :raises Conflict: if the case is no longer handled here
    :raises Forbidden: if the actor has no part in the case, or leads nothing and supervises nothing
    :raises Invalid: if something is missing, or a day cannot be
    :raises NotFound: as ever
    """
    if exchanged.case_id is None:
        return _without_case(exchanged, actor, now)
    with transaction.atomic(durable=True):
        case = storing.load(exchanged.case_id, actor, None)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden(PART)
        _require(exchanged, now)
        made = exchanging.write(exchanged, case, actor, now)
        noting.note(
            case, "case.exchanged", actor, now, to=made.name, direction=made.direction, exchange=made.exchange,
            summary=made.summary, reply_by=made.reply_by,
        )  # fmt: skip
        return made


def _without_case(exchanged: Exchanged, actor: Actor, now: datetime) -> CounterpartNotice:
    district_id = policies.require_exchanges(actor)
    _require(exchanged, now)
    lies: dict[str, Any] = {"district_id": district_id, "town_id": actor.town_id, "body_id": actor.agency_id}
    with transaction.atomic(durable=True):
        made = exchanging.write(exchanged, None, actor, now, **lies)
        ledger.record(
            "exchange.recorded", subject=made, actor=actor.label, at=now, to=made.name, direction=made.direction,
            exchange=made.exchange, summary=made.summary, reply_by=made.reply_by,
        )  # fmt: skip
        return made


def _require(exchanged: Exchanged, now: datetime) -> None:
    if wrong := faults(exchanged, now):
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def answer_exchange(*, exchange_id: UUID, reply: str, actor: Actor, now: datetime) -> CounterpartNotice:
    """
    Keep what was answered: by them to what we sent, by us to what they sent.

    :raises Conflict: if it was answered before
    :raises Forbidden: if the actor has no part in the case, or leads nothing and supervises nothing
    :raises Invalid: if nothing is said
    :raises NotFound: if the actor may not know of it
    """
    with transaction.atomic(durable=True):
        one = exchange_for(actor, exchange_id)
        if one.case is not None:
            known = queries.known(one.case, date_of(now))
            if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
                raise Forbidden(PART)
        else:
            policies.require_exchanges(actor)
        if len(reply.strip()) < LEAST:
            raise Invalid("请写明答复的内容", fields={"reply": "请写明答复的内容"})
        moved = CounterpartNotice.objects.filter(pk=one.pk, replied_at__isnull=True).update(
            replied_at=now, reply=reply.strip()[:1000], replied_by=actor.label
        )
        if not moved:
            raise Conflict("这件往来已经登记过答复", code="case.exchange.answered")
        if one.case is not None:
            ownlimits.stop(one.case, REPLY, str(one.pk))
            noting.note(one.case, "case.exchange_answered", actor, now, to=one.name, reply=reply.strip())
        else:
            ledger.record("exchange.answered", subject=one, actor=actor.label, at=now, reply=reply.strip())
        one.refresh_from_db()
        return one


def export_exchanges(*, filters: dict[str, str], actor: Actor, now: datetime, form: str) -> None:
    """
    Record that the list of exchanges is taken out.

    :raises Forbidden: if the actor does not work with cases, or takes no lists out
    """
    require_exporter(actor)
    with transaction.atomic(durable=True):
        ledger.record(
            "exchanges.exported", subject=SubjectRef(SUBJECT, uuid7()), actor=actor.label, at=now, form=form,
            filters=filters,
        )  # fmt: skip
