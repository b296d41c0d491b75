"""What of bodies and people waits for somebody: a town's opinion on a person, a call to a squad."""

from datetime import datetime

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.waiting import Asked, Part, Waiting
from tongpan.agencies.models import TownOpinion
from tongpan.agencies.models.callout import CallOut, CallOutStatus
from tongpan.agencies.queries.inbox import contribute, part_of
from tongpan.agencies.queries.personnel import opinions_asked, towns_heard_by, waiting_opinions
from tongpan.kernel.permissions import Permission


def _opinions(actor: Actor, now: datetime) -> QuerySet[TownOpinion] | None:
    return opinions_asked(actor) if towns_heard_by(actor) else None


@contribute(_opinions)
def opinions(actor: Actor, now: datetime, size: int) -> Part:
    """街镇意见: the town is heard before a person is moved."""
    found = waiting_opinions(actor)
    rows = [
        Waiting(
            asked=Asked.ANSWER, kind="街镇意见", about=one.town.name, since=one.action.asked_at, at="agencies:plan",
            what=f"{one.action.officer.name}：{one.action.get_kind_display()}，{one.action.to_what}",
            args=(one.action_id,), said="请本镇街对这次人事安排提出意见",
        )
        for one in found[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(found) - len(rows))


def _calls(actor: Actor, now: datetime) -> QuerySet[CallOut] | None:
    if not actor.team_ids or not actor.can(Permission.AGENCIES_CALLOUT_ANSWER):
        return None
    return CallOut.objects.filter(team_id__in=actor.team_ids, status=CallOutStatus.REQUESTED)


@contribute(_calls)
def calls(actor: Actor, now: datetime, size: int) -> Part:
    """到场呼叫: a squad was called and has not answered."""
    asked = _calls(actor, now)
    if asked is None:
        return Part()
    found = asked.select_related("town", "team").defer("town__geometry").order_by("answer_by", "pk")[:size]
    rows = [
        Waiting(
            asked=Asked.ANSWER, kind="到场呼叫", what=f"{one.town.name}呼叫{one.team.name}到场", about=one.place_text,
            since=one.requested_at, at="agencies:callout", args=(one.pk,), until=one.answer_by,
            basis="呼叫时定的应答时限", said=one.reason,
        )
        for one in found
    ]  # fmt: skip
    return part_of(rows, size, asked.count)
