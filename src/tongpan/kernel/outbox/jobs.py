"""Periodic jobs: each runs once in its interval, whichever worker comes first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from tongpan.kernel.models import ScheduledJob

LAST_ERROR_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Job:
    """A function ``(now)`` that runs every so often."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


_jobs: dict[str, Job] = {}


def scheduled(*, every: timedelta) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Make a function ``(now)`` run every so often in the worker. It is an edge: it calls actions."""

    def register(run: Callable[[datetime], None]) -> Callable[[datetime], None]:
        name = f"{run.__module__.removeprefix('tongpan.')}.{run.__qualname__}"
        _jobs[name] = Job(name, every, run)
        return run

    return register


def jobs() -> list[Job]:
    """Return the known jobs."""
    return [job for _, job in sorted(_jobs.items())]


def enlist(now: datetime) -> None:
    """Give every known job its row; a new one runs at once."""
    known = dict(ScheduledJob.objects.values_list("name", "every_seconds"))
    for job in jobs():
        seconds = int(job.every.total_seconds())
        if job.name not in known:
            ScheduledJob.objects.get_or_create(name=job.name, defaults={"every_seconds": seconds, "next_run_at": now})
        elif known[job.name] != seconds:
            ScheduledJob.objects.filter(name=job.name).update(every_seconds=seconds, next_run_at=now)


def claim_due(now: datetime) -> Job | None:
    """Take one job that is due by moving its next run on, in one conditional update; None when nothing is due."""
    for row in ScheduledJob.objects.filter(next_run_at__lte=now).order_by("next_run_at"):
        job = _jobs.get(row.name)
        if job is None:
            continue
        mine = ScheduledJob.objects.filter(name=row.name, next_run_at=row.next_run_at)
        if mine.update(next_run_at=now + job.every, started_at=now):
            return job
    return None


def note(job: Job, now: datetime, error: str) -> None:
    """Keep how a run went."""
    row = ScheduledJob.objects.filter(name=job.name)
    if error:
        row.update(failures=F("failures") + 1, last_error=error[-LAST_ERROR_CHARS:])
    else:
        row.update(failures=0, last_error="", finished_at=now)
