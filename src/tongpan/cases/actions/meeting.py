"""活动: events around a case, with attendance: procurators invited, hearings in court watched, cases taught (M204)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.meetings import AT_EVENT, EVENTS, Meeting
from tongpan.cases.models import CaseMeeting
from tongpan.cases.steps import meeting, storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.law.procedure import Target


def record_event(
    *,
    case_id: UUID,
    kind: Meeting,
    held_at: datetime,
    attendees: Sequence[Mapping[str, Any]],
    outcome: str,
    actor: Actor,
    now: datetime,
    where: str = "",
    topic: str = "",
) -> CaseMeeting:
    """
    Record an event of a case with who was there.

    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if it lies ahead, nobody was there, or nothing is said of it
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("活动由本案的办案人员登记")
        wrong = {}
        if kind not in EVENTS:
            wrong["kind"] = "请选择活动种类；听证和集体讨论在“下一步”里办理"
        if held_at > now:
            wrong["held_at"] = "活动时间不能晚于现在"
        if not outcome.strip():
            wrong["outcome"] = "请写明活动情况"
        if not attendees:
            wrong["attendees"] = "请写明参加的人"
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        people = meeting.people_of(list(attendees), AT_EVENT)
        made = meeting.write(
            case, kind, people, target=Target(), at=held_at, actor=actor, now=now, outcome=outcome, where=where,
            topic=topic,
        )  # fmt: skip
        ledger.record(
            "case.event", subject=case, actor=actor.label, at=now, number=case.number, kind=kind.value,
            held_at=held_at.isoformat(), people=people, reason=outcome.strip(),
        )  # fmt: skip
        return made
