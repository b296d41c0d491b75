"""Whom to tell outside the pages, and the names behind the short texts of the record."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, Officer
from tongpan.kernel.notify import Contact

HEADS = (Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER)
DISTRICT = (Post.DISTRICT_DISPATCHER,)
LIAISONS = (Post.LIAISON,)
AT_MOST = 5
OFFICER = "officer:"
FIXED = {"citizen": "群众", "link": "回执链接", "system:dispatch": "系统"}


def of_team(team_id: UUID | None, officer_id: UUID | None, on: date) -> list[Contact]:
    """Return the named officer, else the heads of a team, else its members."""
    if officer_id is not None:
        return _contacts(Officer.objects.filter(pk=officer_id))
    if team_id is None:
        return []
    rows = Appointment.objects.on(on).filter(team_id=team_id)
    heads = _contacts(_people(rows.filter(post__in=[str(post) for post in HEADS])))
    return heads or _contacts(_people(rows.filter(post=str(Post.OFFICER))))


def of_district(district_id: UUID, on: date) -> list[Contact]:
    """Return the dispatchers of a district."""
    rows = Appointment.objects.on(on).filter(district_id=district_id, post__in=[str(post) for post in DISTRICT])
    return _contacts(_people(rows))


def of_body(body_id: UUID, on: date) -> list[Contact]:
    """Return the liaisons of a department."""
    rows = Appointment.objects.on(on).filter(agency_id=body_id, post__in=[str(post) for post in LIAISONS])
    return _contacts(_people(rows))


def names_of(labels: Iterable[str]) -> dict[str, str]:
    """Return the names behind texts such as ``officer:<uuid>``, in one query."""
    wanted = {label for label in labels if label}
    keys = {label.removeprefix(OFFICER): label for label in wanted if label.startswith(OFFICER)}
    found = {keys[str(key)]: name for key, name in Officer.objects.filter(pk__in=list(keys)).values_list("pk", "name")}
    return {label: found.get(label) or FIXED.get(label) or _plain(label) for label in wanted}


def _plain(label: str) -> str:
    return "系统" if label.startswith("system:") else label


def _people(rows: QuerySet[Appointment]) -> QuerySet[Officer]:
    return Officer.objects.filter(pk__in=rows.values("officer_id")).order_by("name", "pk")


def _contacts(officers: QuerySet[Officer]) -> list[Contact]:
    return [Contact(officer.name, officer.phone) for officer in officers[:AT_MOST]]
