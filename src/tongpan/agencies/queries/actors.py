"""From an account to an actor: two queries, a third for those who serve in teams."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest

from tongpan.agencies.domain.actor import Actor, Held, anonymous_actor
from tongpan.agencies.domain.posts import (
    BODY_POSTS,
    DISTRICT_POSTS,
    PERSON_POSTS,
    TEAM_POSTS,
    TOWN_POSTS,
    AgencyKind,
    Post,
)
from tongpan.agencies.models import Appointment, Officer, TeamTerritory
from tongpan.agencies.policies import permissions_of
from tongpan.kernel.brief import kept_briefly
from tongpan.kernel.errors import NotFound
from tongpan.kernel.scope import Scope

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

TOWN_BODIES = frozenset({AgencyKind.TOWN_GOVERNMENT, AgencyKind.STREET_OFFICE})


def actor_of(user: "AbstractBaseUser | AnonymousUser | None", on: date) -> Actor:
    """
    Return who an account is on one day.

    At most three queries, and within a second none. Expired and future appointments give nothing; an account without
    a person is a visitor.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return anonymous_actor()
    return _actor_of_account(user.pk, on)


@kept_briefly
def _actor_of_account(user_id: UUID, on: date) -> Actor:
    officer = Officer.objects.filter(user_id=user_id).first()
    return anonymous_actor() if officer is None else actor_for(officer, on)


def actor_for(officer: Officer, on: date) -> Actor:
    """Return the actor one person is on one day."""
    rows = list(
        Appointment.objects.on(on).filter(officer=officer).select_related("office", "team", "agency").order_by("pk")
    )
    held = tuple(_held(row) for row in rows)
    posts = frozenset(item.post for item in held)
    functions = {name for item in held for name in item.functions}
    team_ids = frozenset(item.team_id for item in held if item.team_id and item.post in TEAM_POSTS | TOWN_POSTS)
    return Actor(
        officer_id=officer.pk,
        name=officer.name,
        posts=posts,
        permissions=permissions_of(posts, functions, officer.staff_kind),
        scope=_scope(officer, rows, held),
        town_ids=_towns(held, team_ids, on),
        district_id=next((item.district_id for item in held if item.district_id), officer.district_id),
        team_ids=team_ids,
        agency_id=next((item.agency_id for item in held if item.agency_id), officer.home_agency_id),
        label=officer.label,
        held=held,
    )


def _held(row: Appointment) -> Held:
    return Held(
        post=Post(row.post),
        district_id=row.district_id,
        town_id=row.town_id,
        agency_id=row.agency_id,
        office_id=row.office_id,
        team_id=row.team_id,
        place_id=row.place_id,
        functions=frozenset(row.office.functions if row.post == Post.SECTION_STAFF and row.office else ()),
    )


def _towns(held: Iterable[Held], team_ids: frozenset[UUID], on: date) -> frozenset[UUID]:
    towns = {item.town_id for item in held if item.town_id}
    if team_ids:
        towns |= set(TeamTerritory.objects.on(on).filter(team_id__in=team_ids).values_list("place_id", flat=True))
    return frozenset(towns)


def _scope(officer: Officer, rows: list[Appointment], held: tuple[Held, ...]) -> Scope:
    """Posts of a town reach the town, of the district the district, of a body its business, of a team its tasks."""
    district_wide = [item for item in held if item.post in DISTRICT_POSTS and item.town_id is None]
    bodies = {row.agency_id for row in rows if row.agency_id and _reaches_a_body(row)}
    section = [item for item in held if item.post == Post.SECTION_STAFF]
    return Scope(
        districts=frozenset(item.district_id for item in district_wide if item.district_id)
        | frozenset(item.district_id for item in section if item.town_id is None and item.district_id),
        towns=frozenset(item.town_id for item in held if item.town_id and item.post in TOWN_POSTS)
        | frozenset(item.town_id for item in section if item.town_id),
        bodies=frozenset(bodies),
        teams=frozenset(item.team_id for item in held if item.team_id and item.post in TEAM_POSTS),
        person=officer.pk if any(item.post in PERSON_POSTS for item in held) else None,
        everything=False,
    )


def _reaches_a_body(row: Appointment) -> bool:
    if row.post in BODY_POSTS:
        return True
    return (
        row.post in (Post.HEAD, Post.REVIEWER)
        and row.town_id is None
        and row.agency is not None
        and row.agency.kind not in TOWN_BODIES
    )


def acting(request: HttpRequest) -> Actor:
    """Return who acts in a request, as `ActorMiddleware` set it."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def actor_of_officer(officer_id: UUID, on: date) -> Actor:
    """
    Return the actor a person is on a day, for what goes on without them.

    :raises NotFound: if there is no such person
    """
    officer = Officer.objects.filter(pk=officer_id).first()
    if officer is None:
        raise NotFound("没有找到这名人员")
    return actor_for(officer, on)


def actor_of_username(username: str, on: date) -> Actor:
    """
    Return the actor who signs in with a name, for commands that act for somebody.

    :raises NotFound: if no active account with a person has that name
    """
    return actor_for(officer_of_username(username), on)


def officer_of_username(username: str) -> Officer:
    """
    Return the person who signs in with a name.

    :raises NotFound: if no active account with a person has that name
    """
    officer = Officer.objects.filter(user__username=username, user__is_active=True).first()
    if officer is None:
        raise NotFound(f"没有账号“{username}”，或它没有对应的人员")
    return officer
