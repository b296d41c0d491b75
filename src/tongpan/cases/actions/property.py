"""涉案财物 of a case: what came in, line by line. What becomes of it is for who keeps it (`evidence.actions`)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.steps import hands, storing
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence.models import PropertyItem
from tongpan.evidence.steps import holding
from tongpan.evidence.steps.holding import Line
from tongpan.kernel.errors import Conflict, Invalid

MOST_LINES = 200


def register_property(
    *, case_id: UUID, lines: Sequence[Line], actor: Actor, now: datetime, done_at: datetime | None = None
) -> list[PropertyItem]:
    """
    Write lines of an inventory into the register of a case.

    :raises Invalid: if there are none, something is missing, or a party is none of the case
    :raises Forbidden, Conflict, NotFound: as `hands.handler_of`
    """
    hand = hands.handler_of(case_id, actor, now)
    parties = {party.id for party in hand.known.facts.parties}
    if not lines or len(lines) > MOST_LINES:
        raise Invalid(f"请至少填写一行清单，一次至多 {MOST_LINES} 行")
    if any(line.party and line.party not in parties for line in lines):
        raise Invalid("本案没有这个当事人，请重新选择", fields={"party": "请重新选择"})
    if done_at is not None and done_at > now:
        raise Invalid("入库时间不能晚于现在", fields={"done_at": "不能晚于现在"})
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        if case.closed_on is not None:  # closed while this was typed: nothing is left in a closed case
            raise Conflict("案件已经结案，不能再登记", code="case.closed")
        columns = {name: getattr(case, name) for name in ("district_id", "town_id", "body_id", "team_id")}
        return [
            holding.register(
                record=record_of(case),
                label=case.number,
                columns=columns,
                line=line,
                done_at=done_at or now,
                actor=actor,
                now=now,
            )
            for line in lines
        ]
