"""What the report forms share: the choices of place, the report they mean."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.kernel.errors import Forbidden
from tongpan.leads import policies
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.report import Report, Where
from tongpan.leads.queries.around import own_village, towns_for, villages_of_county
from tongpan.leads.views.submitting import SOURCE

FIELD_CHANNELS = ((Post.GRID_WORKER, Channel.GRID), (Post.VILLAGE_SUPERVISOR, Channel.VILLAGE_SUPERVISOR))


def place_choices(actor: Actor) -> dict[str, Any]:
    """Return what a form with place fields is made with; two queries."""
    towns = towns_for(actor)
    district = actor.district_id
    own = [town.pk for town in towns] if actor.scope.towns and not actor.scope.districts else []
    return {"towns": towns, "villages": villages_of_county(district, own) if district else []}


def district_of(actor: Actor) -> UUID:
    """
    Return the district in which the actor reports.

    :raises Forbidden: if the account has none
    """
    if actor.district_id is None or not policies.may_register(actor):
        raise Forbidden("您的账号不能登记线索；请联系系统管理员核对岗位，急事请直接打值班电话")
    return actor.district_id


def field_channel(actor: Actor) -> Channel:
    """Return the channel of somebody who reports from the field: grid worker, village supervisor, or patrol."""
    return next((channel for post, channel in FIELD_CHANNELS if actor.holds(post)), Channel.PATROL)


def start_place(actor: Actor) -> dict[str, str]:
    """Return the place a field form begins with: the actor's own village, or the only town."""
    village = own_village(actor)
    if village is not None:
        return {"village": str(village.pk), "town": str(village.town_id)}
    return {"town": str(actor.town_id)} if actor.town_id else {}


def field_report(actor: Actor, text: str, where: Where, source_id: str, **rest: Any) -> Report:
    """Return a report by one of our own from the field; nobody waits for an answer by telephone."""
    return Report(
        district_id=district_of(actor),
        text=text,
        channel=field_channel(actor),
        where=where,
        reported_by=actor.officer_id,
        source_system=SOURCE,
        source_id=source_id,
        **rest,
    )


def day_of(now: datetime) -> str:
    """Return the day as part of a content digest: the same words tomorrow are another report."""
    return f"{now:%Y-%m-%d}"
