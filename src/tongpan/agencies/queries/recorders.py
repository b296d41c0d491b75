"""Recorders: the register, who carried which when, and how their clocks went."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.recorders import ClockCheck
from tongpan.agencies.models import Officer, Recorder, RecorderCarry, RecorderClock
from tongpan.agencies.policies import visible_recorders
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import Page, keyset

PAGE = 50
NO_RECORDER = "没有找到这台执法记录仪，或者不归您管理；请从“执法记录仪”列表进入"


@dataclass(frozen=True, slots=True)
class Carried:
    """One stretch during which somebody carried a recorder."""

    recorder_id: UUID
    officer_id: UUID
    start: datetime
    end: datetime | None


def recorders(actor: Actor, *, words: str = "", retired: bool = False, after: str | None = None) -> Page[Recorder]:
    """Return one page of the recorders that an actor may see, each with who carries it now and its last check."""
    rows = visible_recorders(actor, Recorder.objects.all())
    if not retired:
        rows = rows.filter(retired_at__isnull=True)
    if text := words.strip():
        rows = rows.filter(
            Q(number__icontains=text) | Q(carries__until_at=None, carries__officer__name__icontains=text)
        )
    return keyset(_with_state(rows.distinct()), order=("number", "id"), after=after, size=PAGE)


def recorder_for(actor: Actor, recorder_id: UUID) -> Recorder:
    """
    Return a recorder that an actor may see.

    :raises NotFound: if there is none
    """
    found = _with_state(visible_recorders(actor, Recorder.objects.filter(pk=recorder_id))).first()
    if found is None:
        raise NotFound(NO_RECORDER)
    return found


def _with_state(rows: QuerySet[Recorder]) -> QuerySet[Recorder]:
    carries = RecorderCarry.objects.select_related("officer").defer("officer__phone_sealed").order_by("-from_at")
    return (
        rows.select_related("team", "body", "town")
        .defer("town__geometry")
        .prefetch_related(
            Prefetch("carries", carries.filter(until_at=None), to_attr="now"),
            Prefetch("clocks", RecorderClock.objects.order_by("-checked_at", "-pk")[:1], to_attr="last_checks"),
        )
    )


def carries_of(recorder: Recorder, most: int = 50) -> list[RecorderCarry]:
    """Return who carried a recorder, the last first."""
    return list(recorder.carries.select_related("officer").defer("officer__phone_sealed").order_by("-from_at")[:most])


def by_number(district_id: UUID, numbers: Iterable[str]) -> dict[str, Recorder]:
    """Return the recorders of a county by their numbers."""
    rows = Recorder.objects.filter(district_id=district_id, number__in=set(numbers))
    return {row.number: row for row in rows}


def carried(
    start: datetime, end: datetime, *, officers: Collection[UUID] | None = None,
    recorders: Collection[UUID] | None = None,
) -> list[Carried]:  # fmt: skip
    """Return who carried which recorder at some moment of a span, of some people or of some recorders."""
    rows = RecorderCarry.objects.filter(Q(until_at=None) | Q(until_at__gt=start), from_at__lt=end)
    if officers is not None:
        rows = rows.filter(officer_id__in=list(officers))
    if recorders is not None:
        rows = rows.filter(recorder_id__in=list(recorders))
    values = rows.order_by("from_at").values_list("recorder_id", "officer_id", "from_at", "until_at")
    return [Carried(*value) for value in values]


def clocks_of(recorder_ids: Collection[UUID]) -> dict[UUID, list[ClockCheck]]:
    """Return how the clocks of some recorders were found, by recorder."""
    found: dict[UUID, list[ClockCheck]] = {key: [] for key in recorder_ids}
    rows = RecorderClock.objects.filter(recorder_id__in=list(recorder_ids)).order_by("checked_at")
    for recorder_id, at, ahead in rows.values_list("recorder_id", "checked_at", "ahead_seconds"):
        found[recorder_id].append(ClockCheck(at, ahead))
    return found


def carriers_for(recorder: Recorder) -> list[tuple[UUID, str]]:
    """Return who may carry a recorder: the people of its team, or of its body where it is no team's."""
    now = Officer.objects.filter(appointments__valid_to=None)
    mine = (
        now.filter(appointments__team=recorder.team_id) if recorder.team_id else now.filter(home_agency=recorder.body)
    )
    return list(mine.distinct().order_by("name", "pk").values_list("pk", "name"))
