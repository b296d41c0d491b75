"""What stands around leads on a page: nearest limits, places and teams to choose from, calls from one number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import crypto
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.models import TimeLimit
from tongpan.leads import policies
from tongpan.leads.models import Lead, Reporter
from tongpan.places.models import Place

PHONE_PURPOSE = "lead-phone"
CALLS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community as a select shows it."""

    id: UUID
    name: str
    town_id: UUID
    town_name: str


def nearest_limits(lead_ids: Iterable[UUID]) -> dict[UUID, TimeLimit]:
    """Return for each lead the running limit that ends first; one query."""
    running = TimeLimit.objects.filter(
        subject_type="leads.lead", subject_id__in=list(lead_ids), met_at=None, cancelled_at=None
    )
    found: dict[UUID, TimeLimit] = {}
    for limit in running:
        other = found.get(limit.subject_id)
        if other is None or _end(limit) < _end(other):
            found[limit.subject_id] = limit
    return found


def _end(limit: TimeLimit) -> date:
    return limit.due_on or limit.safe_end or limit.earliest_safe_on or date.max


def calls_from(actor: Actor, phone: str) -> tuple[int, list[Lead]]:
    """Return how many leads came from a telephone number, and the newest of them that the actor may see."""
    index = crypto.blind_index(phone, PHONE_PURPOSE)
    if not index:
        return 0, []
    ids = Reporter.objects.filter(phone_index=index).order_by("-id").values_list("lead_id", flat=True)[:200]
    leads = policies.visible(actor, Lead.objects.filter(pk__in=list(ids))).select_related("town", "matter")
    newest = list(leads.defer("route", "town__geometry").order_by("-id"))
    return len(newest), newest[:CALLS_SHOWN]


def towns_for(actor: Actor) -> list[Place]:
    """Return the towns an actor may choose from: those of the posts, or of the whole district."""
    if actor.district_id is None:
        return []
    towns = Place.objects.filter(county_id=actor.district_id, level="TOWN", valid_to__isnull=True)
    if actor.scope.towns and not actor.scope.districts:
        towns = towns.filter(pk__in=actor.scope.towns)
    return list(towns.only("id", "name", "code").order_by("code"))


def villages_of_county(county_id: UUID, towns: Iterable[UUID] = ()) -> list[Village]:
    """Return the villages and communities of a county (or of some of its towns) in the order of their codes."""
    rows = Place.objects.filter(county_id=county_id, level="VILLAGE", valid_to__isnull=True, town__isnull=False)
    if wanted := list(towns):
        rows = rows.filter(town_id__in=wanted)
    columns = ("pk", "name", "town_id", "town__name")
    return [
        Village(key, short_village(name), town_id, town)
        for key, name, town_id, town in rows.order_by("code").values_list(*columns)
    ]


def short_village(name: str) -> str:
    """Return a village's name as people say it: without 居委会 or 村委会."""
    for ending in ("居民委员会", "村民委员会", "居委会", "村委会"):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def own_village(actor: Actor) -> Place | None:
    """Return the village of the actor's own grid or village post, if there is one; one query."""
    held = next((item.place_id for item in actor.held if item.place_id), None)
    if held is None:
        return None
    place = Place.objects.filter(pk=held).select_related("parent", "town").defer("geometry").first()
    if place is None or place.level == "VILLAGE":
        return place
    return place.parent if place.level == "GRID" and place.parent and place.parent.level == "VILLAGE" else None


def teams_for(actor: Actor, on: date) -> list[tuple[str, str]]:
    """Return the teams of the actor's district for a select."""
    if actor.district_id is None:
        return []
    return [(str(team.pk), team.name) for team in agencies.teams_of(actor.district_id, on)]


def newer_than(actor: Actor, newest: UUID, since: datetime) -> int:
    """Return how many leads have come in since a page was made (M096), at most a hundred."""
    floor = max(newest, uuid7_floor(since))
    return len(policies.visible(actor, Lead.objects.filter(pk__gt=floor)).values_list("pk", flat=True)[:100])
