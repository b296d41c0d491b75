"""Whom to tell outside the pages, and the names behind the short texts of the record."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, Officer
from tongpan.kernel.notify import Contact

OFFICER = "officer:"
FIXED = {"citizen": "群众", "link": "回执链接", "system:dispatch": "系统"}


def of_team(team_id: UUID | None, officer_id: UUID | None, on: date) -> list[Contact]:
    """Return the named officer, else the heads of a team, else its members."""
    if officer_id is not None:
        return agencies.people_contacts(Officer.objects.filter(pk=officer_id))
    return agencies.team_contacts(team_id, on) if team_id is not None else []


def of_district(district_id: UUID, on: date) -> list[Contact]:
    """Return the dispatchers of a district."""
    return agencies.post_contacts(
        Appointment.objects.on(on).filter(district_id=district_id, post=str(Post.DISTRICT_DISPATCHER))
    )


def names_of(labels: Iterable[str]) -> dict[str, str]:
    """Return the names behind texts such as ``officer:<uuid>``, in one query."""
    wanted = {label for label in labels if label}
    keys = {label.removeprefix(OFFICER): label for label in wanted if label.startswith(OFFICER)}
    found = {keys[str(key)]: name for key, name in Officer.objects.filter(pk__in=list(keys)).values_list("pk", "name")}
    return {label: found.get(label) or FIXED.get(label) or _plain(label) for label in wanted}


def _plain(label: str) -> str:
    return "系统" if label.startswith("system:") else label
