"""The demo's duty rosters of this week and the next, drafted by the same rotation as everybody's."""

from datetime import date, datetime, timedelta
from uuid import UUID

from tongpan.agencies.demo.districts import KECHENG
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.domain.rotation import Pool, draft_week, week_of
from tongpan.agencies.models import Appointment, DutyShift
from tongpan.agencies.queries.duty import pools_from, week_bounds
from tongpan.kernel.clock import date_of
from tongpan.places.models import Place

WEEKS = 2


def load(county: Place, moment: datetime) -> int:
    """Draft the weeks that are not there yet for every town of a district; return the number of shifts."""
    towns = list(Place.objects.filter(county=county, level="TOWN").defer("geometry").order_by("code"))
    posts: dict[UUID, list[tuple[UUID, str]]] = {}
    today = date_of(moment)
    rows = Appointment.objects.on(today).filter(district=county, town__isnull=False, officer__synthetic=True)
    for town_id, officer_id, post in rows.values_list("town_id", "officer_id", "post"):
        posts.setdefault(town_id, []).append((officer_id, Post(post)))
    first = week_of(today) - timedelta(days=7 if county.code == KECHENG else 0)
    shifts: list[DutyShift] = []
    for step in range(WEEKS + (1 if county.code == KECHENG else 0)):
        monday = first + timedelta(days=7 * step)
        start, end = week_bounds(monday)
        drawn = set(
            DutyShift.objects.filter(
                starts_at__gte=start, starts_at__lt=end, place__in=[town.pk for town in towns]
            ).values_list("place_id", flat=True)
        )
        for town in towns:
            if town.pk not in drawn:
                shifts += _week(town, monday, posts.get(town.pk, []), step)
    DutyShift.objects.bulk_create(shifts, batch_size=500)
    return len(shifts)


def _week(town: Place, monday: date, held: list[tuple[UUID, str]], step: int) -> list[DutyShift]:
    pools = [
        Pool(pool.duty, (*pool.people[step * 7 :], *pool.people[: step * 7]), pool.wanted) for pool in pools_from(held)
    ]
    return [
        DutyShift(
            place=town,
            officer_id=slot.officer_id,
            duty=slot.duty,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            drafted=True,
        )
        for slot in draft_week(monday, pools, {})
    ]
