"""
Take in a whole file of leads (批量导入): chunk by chunk, resumable, and the second run of a file creates nothing.

Each chunk is one transaction that stores its leads and moves the run's mark, so that a kill loses no acknowledged row
and repeats none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.kernel import numbering, spreadsheet, statements
from tongpan.kernel.clock import date_of
from tongpan.leads.domain.choices import Channel, Status
from tongpan.leads.domain.mapping import BadRow, guess_columns, report_of
from tongpan.leads.domain.report import Report, faults
from tongpan.leads.models import ImportRun, Lead
from tongpan.leads.queries import numbers
from tongpan.leads.steps import intake

CHUNK = 250
REASONS_KEPT = 10_000

Row = tuple[int, Mapping[str, str]]
"""line number, and the row; a ``spreadsheet.BadRow`` has no columns but a reason"""


@dataclass(slots=True)
class Summary:
    """What became of a file."""

    received: int = 0
    created: int = 0
    routed: int = 0
    triage: int = 0
    place_pending: int = 0
    duplicates: int = 0
    suggested: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def reject(self, line: int, reason: str) -> None:
        if len(self.rejected) < REASONS_KEPT:
            self.rejected.append({"line": line, "reason": reason})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How a file is to be read."""

    district_id: UUID
    channel: Channel
    system: str
    columns: Mapping[str, str]
    """field → column, as far as the caller named them"""
    file_digest: str
    actor: str


def import_leads(*, rows: Iterable[Row], job: Job, now: datetime) -> Iterator[Summary]:
    """
    Store the leads of a file and yield the running summary after each chunk.

    A row already here (by its outside number) counts as duplicate. An interrupted run of the same file goes on after
    its last finished chunk, with its counts.

    :raises BadRow: if the file's columns cannot feed a lead at all
    """
    run = _run(job, now)
    summary = Summary(**run.summary) if run.summary else Summary()
    source = iter(rows)
    for _ in islice(source, run.rows_done):
        pass  # done by the run that was interrupted
    columns: dict[str, str] | None = None
    while chunk := list(islice(source, CHUNK)):
        if columns is None and (names := _names(chunk)):
            columns = guess_columns(names, job.columns)
        _take_chunk(chunk, columns or {}, job, run, summary, now)
        yield summary
    ImportRun.objects.filter(pk=run.pk).update(finished_at=now, summary=summary.as_json())
    yield summary


def _run(job: Job, now: datetime) -> ImportRun:
    run, created = ImportRun.objects.get_or_create(
        file_digest=job.file_digest, source_system=job.system, defaults={"started_at": now}
    )
    if not created and run.finished_at is not None:
        begin_anew(job.file_digest, job.system, now)
        run.refresh_from_db()
    return run


def begin_anew(file_digest: str, system: str, now: datetime) -> None:
    """Look at a file once more that was imported to its end: every row is read again, and found to be here."""
    ended = ImportRun.objects.filter(file_digest=file_digest, source_system=system, finished_at__isnull=False)
    ended.update(rows_done=0, summary={}, started_at=now, finished_at=None)


def _names(chunk: list[Row]) -> list[str]:
    return next((list(row) for _, row in chunk if not isinstance(row, spreadsheet.BadRow)), [])


def _take_chunk(
    chunk: list[Row], columns: Mapping[str, str], job: Job, run: ImportRun, summary: Summary, now: datetime
) -> None:
    reports = _readable(chunk, columns, job, summary, now)
    summary.received += len(chunk)
    known = _known(job.system, reports)
    fresh: dict[str | None, Report] = {}
    for report in reports:
        if report.source_id in known or report.source_id in fresh:
            summary.duplicates += 1
        else:
            fresh[report.source_id] = report
    year = date_of(now).year
    code = numbers.district_code(job.district_id)
    serials = numbering.take_many(numbers.series(code), year, len(fresh), at=now)
    labels = [numbers.lead_number(code, year, serial) for serial in serials]
    taken = intake.ready(list(fresh.values()), labels, now)
    written = intake.written(taken, actor=job.actor, now=now) if taken else []
    with transaction.atomic(durable=True):
        statements.run_together(written)
        summary.created += len(taken)
        summary.routed += sum(item.lead.status == Status.ROUTED for item in taken)
        summary.triage += sum(item.lead.status == Status.TRIAGE for item in taken)
        summary.place_pending += sum(item.lead.status == Status.PLACE_PENDING for item in taken)
        summary.suggested += sum(bool(item.hints) for item in taken)
        run.rows_done += len(chunk)
        ImportRun.objects.filter(pk=run.pk).update(rows_done=run.rows_done, summary=summary.as_json())


def _readable(chunk: list[Row], columns: Mapping[str, str], job: Job, summary: Summary, now: datetime) -> list[Report]:
    good = []
    for line, row in chunk:
        if isinstance(row, spreadsheet.BadRow):
            summary.reject(line, row.reason)
            continue
        try:
            report = report_of(
                row,
                columns,
                district_id=job.district_id,
                channel=job.channel,
                system=job.system,
                own_id=f"{job.file_digest[:16]}:{line}",
            )
        except BadRow as reason:
            summary.reject(line, str(reason))
            continue
        if wrong := faults(report, now):
            summary.reject(line, "；".join(wrong.values()))
        else:
            good.append(report)
    return good


def _known(system: str, reports: list[Report]) -> set[str | None]:
    ids = [report.source_id for report in reports]
    return set(Lead.objects.filter(source_system=system, source_id__in=ids).values_list("source_id", flat=True))
