"""What was published: districts, documents, dates."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongpan.places.models import Place
from tongpan.powers.models import Grant, Instrument
from tongpan.powers.queries.lists import published


def _current(on: date) -> Q:
    return Q(superseded_at__isnull=True, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def districts_with_lists(on: date) -> list[Place]:
    """Return the districts that have anything on a published list."""
    ids = Grant.objects.filter(_current(on), published(on)).values("territory__county_id")
    return list(Place.objects.filter(pk__in=ids).order_by("code"))


def published_documents(district_id: UUID, on: date) -> QuerySet[Instrument]:
    """Return the documents on which a district's list of a day stands, each with how many lines it carries."""
    lines = Q(grants__superseded_at__isnull=True, grants__territory__county_id=district_id, grants__valid_from__lte=on)
    lines &= Q(grants__valid_to__isnull=True) | Q(grants__valid_to__gt=on)
    rows = Instrument.objects.filter(published_on__lte=on).annotate(lines=Count("grants", filter=lines))
    return rows.filter(lines__gt=0).order_by("-published_on", "number")
