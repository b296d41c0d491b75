"""Whom to tell outside the pages that a squad is called, or that nobody came."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, CallOut, Officer
from tongpan.kernel.notify import Contact

HEADS = (Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER)
AT_MOST = 5


def of_squad(call: CallOut, on: date) -> list[Contact]:
    """Return the named contact of a called squad with its heads; its members where it has neither."""
    rows = Appointment.objects.on(on).filter(team_id=call.team_id)
    heads = Officer.objects.filter(pk__in=rows.filter(post__in=[str(post) for post in HEADS]).values("officer_id"))
    contact = Officer.objects.filter(pk__in=[call.posting.contact_id] if call.posting.contact_id else [])
    return _contacts(contact | heads) or _contacts(
        Officer.objects.filter(pk__in=rows.filter(post=str(Post.OFFICER)).values("officer_id"))
    )


def of_caller(call: CallOut) -> list[Contact]:
    """Return who called."""
    return _contacts(Officer.objects.filter(pk=call.requested_by_id))


def of_body(agency_id: UUID, on: date) -> list[Contact]:
    """Return the liaisons of a body: who answers for it what others ask."""
    rows = Appointment.objects.on(on).filter(agency_id=agency_id, post=str(Post.LIAISON))
    return _contacts(Officer.objects.filter(pk__in=rows.values("officer_id")))


def _contacts(officers: QuerySet[Officer]) -> list[Contact]:
    return [Contact(officer.name, officer.phone) for officer in officers.order_by("name", "pk")[:AT_MOST]]
