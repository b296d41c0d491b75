"""Duty: the week's roster, who can stand it, hand-over sheets, vehicles, and the desk's resources at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from tongpan.agencies.domain.posts import Duty, Post, PostingMode, StaffKind
from tongpan.agencies.domain.rotation import (
    CHANGE_OF_SHIFT,
    DAYS,
    OFFICERS_PER_SHIFT,
    Past,
    Pool,
    is_day_off,
    name_of_day,
)
from tongpan.agencies.models import Appointment, DutyShift, HandoverSheet, Officer, Posting, Vehicle
from tongpan.kernel.clock import SHANGHAI, date_of

LEADERS = (Post.TEAM_LEADER, Post.EXECUTIVE_DEPUTY, Post.HEAD, Post.OFFICE_HEAD, Post.DEPUTY_LEADER)
ON_DUTY_POSTS = (Post.OFFICER, Post.SQUAD_LEADER)
DRIVERS = (Post.AUXILIARY,)
HISTORY_DAYS = 90


def week_bounds(monday: date) -> tuple[datetime, datetime]:
    """Return the first change of shift of a week and that of the next."""
    start = datetime.combine(monday, CHANGE_OF_SHIFT, SHANGHAI)
    return start, start + timedelta(days=DAYS)


def roster_pools(place_id: UUID, on: date) -> list[Pool]:
    """Return who can stand each duty for a place: leaders, licensed officers, drivers; leaders stand no other duty."""
    rows = list(
        Appointment.objects.on(on)
        .filter(Q(town_id=place_id) | Q(place_id=place_id))
        .exclude(officer__user__is_active=False)
        .values_list("officer_id", "post")
    )
    return pools_from(rows)


def pools_from(rows: Iterable[tuple[UUID, str]]) -> list[Pool]:
    """Return the pools of a roster from (person, post) pairs."""
    rows = list(rows)
    leaders = _holding(rows, LEADERS)
    officers = [person for person in _holding(rows, ON_DUTY_POSTS) if person not in set(leaders)]
    drivers = _holding(rows, DRIVERS)
    return [
        Pool(Duty.LEADER_ON_DUTY, tuple(leaders), 1),
        Pool(Duty.ON_DUTY, tuple(officers), OFFICERS_PER_SHIFT),
        Pool(Duty.DRIVER, tuple(drivers), 1),
    ]


def _holding(rows: Iterable[tuple[UUID, str]], posts: tuple[Post, ...]) -> list[UUID]:
    return sorted({officer for officer, post in rows if post in posts})


def past_shifts(place_id: UUID, before: datetime) -> dict[UUID, Past]:
    """Return what everybody has stood for a place in the last ninety days."""
    rows = DutyShift.objects.filter(
        place_id=place_id, starts_at__lt=before, starts_at__gte=before - timedelta(days=HISTORY_DAYS)
    ).values_list("officer_id", "starts_at")
    found: dict[UUID, Past] = {}
    for officer_id, starts_at in rows:
        found[officer_id] = found.get(officer_id, Past()).with_shift(date_of(starts_at))
    return found


@dataclass(frozen=True, slots=True)
class Burden:
    """How often one person stood, or is to stand: on working days, and on days off."""

    name: str
    workdays: int
    days_off: int


def burdens(place_id: UUID, before: datetime) -> list[Burden]:
    """Return how often everybody stood for a place in the ninety days before, whoever stood most days off first."""
    past = past_shifts(place_id, before)
    names = dict(Officer.objects.filter(pk__in=list(past)).values_list("pk", "name"))
    rows = [Burden(names[key], seen.of_kind(False), seen.days_off) for key, seen in past.items()]
    return sorted(rows, key=lambda row: (-row.days_off, -row.workdays, row.name))


@dataclass(frozen=True, slots=True)
class RosterDay:
    """One day of the roster: who stands which duty."""

    on: date
    leaders: tuple[DutyShift, ...]
    officers: tuple[DutyShift, ...]
    drivers: tuple[DutyShift, ...]

    @property
    def is_day_off(self) -> bool:
        """Whether these are shifts on a day off (节假日)."""
        return is_day_off(self.on)

    @property
    def what(self) -> str:
        """Which festival, 周末, 调休上班, or nothing."""
        return name_of_day(self.on)

    @property
    def is_complete(self) -> bool:
        """Whether there is a leader and two on duty."""
        return bool(self.leaders) and len(self.officers) >= OFFICERS_PER_SHIFT


def roster_week(place_id: UUID, monday: date) -> list[RosterDay]:
    """Return the seven days of a place's roster."""
    start, end = week_bounds(monday)
    shifts = list(
        DutyShift.objects.filter(place_id=place_id, starts_at__gte=start, starts_at__lt=end)
        .select_related("officer")
        .order_by("starts_at", "officer__name")
    )
    days = []
    for step in range(DAYS):
        on = monday + timedelta(days=step)
        of_day = [shift for shift in shifts if date_of(shift.starts_at) == on]
        days.append(
            RosterDay(
                on=on,
                leaders=tuple(shift for shift in of_day if shift.duty == Duty.LEADER_ON_DUTY),
                officers=tuple(shift for shift in of_day if shift.duty in (Duty.ON_DUTY, Duty.STANDBY)),
                drivers=tuple(shift for shift in of_day if shift.duty == Duty.DRIVER),
            )
        )
    return days


def shift_by_id(shift_id: UUID) -> DutyShift | None:
    """Return one shift with its person."""
    return DutyShift.objects.filter(pk=shift_id).select_related("officer").first()


def handovers(place_id: UUID, count: int = 20) -> list[HandoverSheet]:
    """Return the latest hand-over sheets of a place."""
    rows = HandoverSheet.objects.filter(place_id=place_id).select_related("giver", "taker")
    return list(rows.order_by("-drafted_at", "-pk")[:count])


def handover_by_id(sheet_id: UUID) -> HandoverSheet | None:
    """Return one hand-over sheet."""
    return HandoverSheet.objects.filter(pk=sheet_id).select_related("giver", "taker").first()


def vehicles_at(town_id: UUID) -> list[Vehicle]:
    """Return the vehicles kept in a town."""
    return list(Vehicle.objects.filter(town_id=town_id).select_related("team"))


@dataclass(frozen=True, slots=True)
class Contact:
    """The liaison of one squad (M115)."""

    team_id: UUID
    team_name: str
    mode: PostingMode
    name: str
    phone_masked: str
    officer_id: UUID | None

    @property
    def mode_label(self) -> str:
        """How the squad serves the town."""
        return str(self.mode.label)


def liaisons_of(town_id: UUID, on: date) -> list[Contact]:
    """Return the named contact of every squad posted to a town; an empty name is one that is missing."""
    rows = (
        Posting.objects.on(on)
        .filter(host_town_id=town_id)
        .select_related("team", "contact")
        .order_by("mode", "team__name")
    )
    return [
        Contact(
            team_id=row.team_id,
            team_name=row.team.name,
            mode=PostingMode(row.mode),
            name=row.contact.name if row.contact else "",
            phone_masked=row.contact.phone_masked if row.contact else "",
            officer_id=row.contact_id,
        )
        for row in sorted(rows, key=lambda row: (row.mode != PostingMode.RESIDENT, row.team.name))
    ]


def roster_candidates(place_id: UUID, on: date) -> list[tuple[UUID, str, str]]:
    """Return who may be put on a place's roster: id, name, what kind of staff."""
    rows = (
        Appointment.objects.on(on)
        .filter(town_id=place_id)
        .exclude(officer__staff_kind__in=(StaffKind.GRID_WORKER, StaffKind.VILLAGE_SUPERVISOR))
        .values_list("officer_id", "officer__name", "officer__staff_kind")
        .distinct()
        .order_by("officer__name")
    )
    return [(key, name, str(StaffKind(kind).label)) for key, name, kind in rows]
