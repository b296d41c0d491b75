"""指定管辖: what was designated in a county, seen by it and by both towns."""

from django.db.models import Q

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.models import Designation
from tongpan.kernel.paging import Page, keyset


def designations(actor: Actor, *, after: str | None = None, size: int = 50) -> Page[Designation]:
    """Return what was designated in the actor's county, or from and to the actor's towns, newest first."""
    rows = Designation.objects.select_related(
        "case", "from_town", "to_town", "transfer__from_body", "transfer__to_body"
    )
    rows = rows.defer("from_town__geometry", "to_town__geometry").prefetch_related("case__parties")
    if not actor.can(policies.VIEW):
        rows = rows.none()
    elif not actor.scope.everything:
        districts, towns = sorted(actor.scope.districts), sorted(actor.scope.towns)
        seen = Q(district_id__in=districts) | Q(from_town_id__in=towns) | Q(to_town_id__in=towns)
        rows = rows.filter(seen)
    return keyset(rows, order=("-id",), after=after, size=size)
