"""Whom to tell outside the pages: the heads of a team, the liaisons of a body, who called."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.posts import HEADS, Post
from tongpan.agencies.models import Appointment, CallOut, Officer
from tongpan.kernel.notify import Contact

AT_MOST = 5


def of_team(team_id: UUID, on: date, *, contact_id: UUID | None = None) -> list[Contact]:
    """Return the heads of a team, with the contact it is posted with; its members where it has neither."""
    rows = Appointment.objects.on(on).filter(team_id=team_id)
    heads = rows.filter(post__in=[str(post) for post in HEADS]).values("officer_id")
    return contacts(Officer.objects.filter(Q(pk__in=heads) | Q(pk=contact_id))) or holders(
        rows.filter(post=str(Post.OFFICER))
    )


def of_squad(call: CallOut, on: date) -> list[Contact]:
    """Return who is told that a squad is called."""
    return of_team(call.team_id, on, contact_id=call.posting.contact_id)


def of_caller(call: CallOut) -> list[Contact]:
    """Return who called."""
    return contacts(Officer.objects.filter(pk=call.requested_by_id))


def of_body(agency_id: UUID, on: date) -> list[Contact]:
    """Return the liaisons of a body: who answers for it what others ask."""
    return holders(Appointment.objects.on(on).filter(agency_id=agency_id, post=str(Post.LIAISON)))


def holders(rows: QuerySet[Appointment], at_most: int | None = AT_MOST) -> list[Contact]:
    """Return who holds some posts."""
    return contacts(Officer.objects.filter(pk__in=rows.values("officer_id")), at_most)


def contacts(officers: QuerySet[Officer], at_most: int | None = AT_MOST) -> list[Contact]:
    """Return how to reach some people, by name; no more than a handful, unless all are to be told."""
    return [Contact(officer.name, officer.phone) for officer in officers.order_by("name", "pk")[:at_most]]
