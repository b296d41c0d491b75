"""Footage: the keeper's list, what was recorded by some recorders around a time, what is linked to a record."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.recorders import ClockCheck, nearest, true_time
from tongpan.evidence import policies
from tongpan.evidence.models import EvidenceItem, FootageLink, FootageMark, Recording, RetentionTerm, UnfilmedNote
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.paging import Page, keyset

PAGE: Final = 50
DUE, HELD, LOOSE, GONE = "due", "held", "loose", "gone"


@dataclass(frozen=True, slots=True)
class Shot:
    """A recording with its right times, as far as the clock of its device was ever checked."""

    recording: Recording
    check: ClockCheck | None

    @property
    def start(self) -> datetime:
        """When it began, by the right time."""
        return true_time(self.recording.started_at, self.check)

    @property
    def end(self) -> datetime:
        """When it ended, by the right time."""
        return true_time(self.recording.ended_at, self.check)

    @property
    def clock_words(self) -> str:
        """What is known of the clock of its device."""
        if self.check is None:
            return "设备时钟没有核对过，时间按设备显示"
        return f"已按 {self.check.checked_at.astimezone(SHANGHAI):%Y-%m-%d} 的校时校正（设备{self.check.words}）"

    def seconds_at(self, at: datetime) -> int:
        """Return how many seconds into the recording a moment lies, 0 where it lies before."""
        return max(0, int((at - self.start).total_seconds()))


def shots(rows: Iterable[Recording]) -> list[Shot]:
    """Return recordings with their right times; one statement."""
    rows = list(rows)
    clocks = agencies.clocks_of({row.recorder_id for row in rows}) if rows else {}
    return [Shot(row, nearest(clocks[row.recorder_id], row.started_at)) for row in rows]


def shot(row: Recording) -> Shot:
    """Return one recording with its right times."""
    return shots([row])[0]


def recordings_of(wanted: Sequence[tuple[Collection[UUID], datetime, datetime]]) -> list[Shot]:
    """Return what some recorders recorded in some spans, by the right time, in its order; two statements."""
    recorders = {key for keys, _, _ in wanted for key in keys}
    if not recorders:
        return []
    clocks = agencies.clocks_of(recorders)
    margin = timedelta(seconds=max((abs(one.ahead_seconds) for found in clocks.values() for one in found), default=0))
    spans = Q(pk__in=[])
    for keys, start, end in wanted:
        spans |= Q(recorder_id__in=list(keys), started_at__lt=end + margin, ended_at__gt=start - margin)
    rows = Recording.objects.filter(spans, disposed_at__isnull=True).select_related("recorder")
    found = [Shot(row, nearest(clocks[row.recorder_id], row.started_at)) for row in rows]
    return sorted(found, key=lambda one: one.start)


def recorded_on(body_id: UUID, on: date, device: str, most: int) -> list[Shot]:
    """Return what an organ's devices recorded on a day, or one of them, by the device's own time."""
    start = datetime(on.year, on.month, on.day, tzinfo=SHANGHAI)
    rows = Recording.objects.filter(
        body_id=body_id, started_at__gte=start, started_at__lt=start + timedelta(days=1), disposed_at__isnull=True
    )
    if device.strip():
        rows = rows.filter(recorder__number__icontains=device.strip())
    return shots(rows.select_related("recorder").order_by("started_at", "pk")[:most])


def recording_for(actor: Actor, recording_id: UUID) -> Recording:
    """
    Return a recording that an actor keeps.

    :raises NotFound: if there is none
    """
    rows = Recording.objects.select_related("recorder", "team", "body")
    found = policies.visible_footage(actor, rows).filter(pk=recording_id).first()
    if found is None:
        raise NotFound("没有找到这段录像，或者不归您管理；请从“执法录像”列表进入")
    return found


def retention_on(district_id: UUID | None, on: date) -> RetentionTerm | None:
    """Return how long a county keeps footage that is linked to nothing; None while it has not said."""
    rows = RetentionTerm.objects.filter(district_id=district_id, valid_from__lte=on)
    return rows.order_by("-valid_from").first() if district_id is not None else None


def linked(prefix: str = "pk") -> Exists:
    """Return the condition that a recording is linked to a record."""
    return Exists(FootageLink.objects.filter(recording=OuterRef(prefix), ended_at__isnull=True))


def disposable(rows: QuerySet[Recording], term: RetentionTerm | None, now: datetime) -> QuerySet[Recording]:
    """
    Return what may be disposed of: linked to nothing, no evidence, not held, its term over. Without a term nothing may.

    What was gathered as evidence stays though its link ends: the evidence keeps only its digest.
    """
    if term is None:
        return rows.none()
    over = now - timedelta(days=term.days)
    rows = rows.filter(~linked(), held_why="", disposed_at__isnull=True, ended_at__lt=over, brought_at__lt=over)
    evidence = EvidenceItem.objects.exclude(footage_digest="")
    return rows.exclude(sha256__in=evidence.values_list(Lower("footage_digest")))


def kept_footage(
    actor: Actor, now: datetime, *, words: str = "", show: str = "", on: date | None = None, after: str | None = None
) -> Page[Recording]:
    """Return one page of the footage that an actor keeps, newest first: all that is there, or some of it."""
    rows = policies.visible_footage(actor, Recording.objects.all())
    if show == DUE:
        rows = disposable(rows, retention_on(actor.district_id, now.astimezone(SHANGHAI).date()), now)
    elif show == GONE:
        rows = rows.filter(disposed_at__isnull=False)
    else:
        rows = rows.filter(disposed_at__isnull=True)
    if show == HELD:
        rows = rows.exclude(held_why="")
    elif show == LOOSE:
        rows = rows.filter(~linked())
    if text := words.strip():
        rows = rows.filter(Q(recorder__number__icontains=text) | Q(name__icontains=text) | Q(sha256=text.lower()))
    if on is not None:
        start = datetime(on.year, on.month, on.day, tzinfo=SHANGHAI)
        rows = rows.filter(started_at__gte=start, started_at__lt=start + timedelta(days=1))
    rows = rows.select_related("recorder", "team", "body").annotate(is_linked=linked())
    return keyset(rows, order=("-started_at", "-id"), after=after, size=PAGE)


def links_of(record: SubjectRef) -> list[FootageLink]:
    """Return what is linked to a record, with its marks, in the order of time: two statements."""
    marks = Prefetch("marks", FootageMark.objects.order_by("seconds", "pk"))
    rows = FootageLink.objects.filter(record_type=record.type, record_id=record.id, ended_at__isnull=True)
    return list(rows.select_related("recording__recorder").prefetch_related(marks).order_by("from_at", "pk"))


def link_of(record: SubjectRef, link_id: UUID) -> FootageLink:
    """
    Return one link of a record.

    :raises NotFound: if there is none
    """
    marks = Prefetch("marks", FootageMark.objects.order_by("seconds", "pk"))
    rows = FootageLink.objects.select_related("recording__recorder").prefetch_related(marks)
    found = rows.filter(record_type=record.type, record_id=record.id, pk=link_id, ended_at__isnull=True).first()
    if found is None:
        raise NotFound("没有这段录像的关联，可能已经解除；请从案件的“录像”进入")
    return found


def unfilmed_of(record: SubjectRef) -> dict[tuple[str, str], UnfilmedNote]:
    """Return what was explained of scenes, by scene and kind; the last word holds."""
    rows = UnfilmedNote.objects.filter(record_type=record.type, record_id=record.id).order_by("noted_at", "pk")
    return {(row.scene, row.kind): row for row in rows}
