"""Clocks of dispatch: time limits are rows, computed from the event that starts them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Model

from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import TimeLimit
from tongpan.law.period import workday_limit
from tongpan.leads.models import Lead

LOCAL = "本地制度"


def start_minutes(
    subject: Model,
    subject_type: str,
    rule: str,
    lead: Lead,
    now: datetime,
    minutes: int,
    due_at: datetime,
    wording: str,
) -> TimeLimit:
    """Store a clock that runs for minutes."""
    return _store(
        subject, subject_type, rule, lead, now, quantity=minutes, unit="MINUTE", due_at=due_at, due_on=date_of(due_at),
        explanation=wording,
    )  # fmt: skip


def start_workdays(
    subject: Model, subject_type: str, rule: str, lead: Lead, now: datetime, days: int, wording: str
) -> TimeLimit:
    """Store a clock that runs for working days after today."""
    calendar = calendar_in_force()
    limit = workday_limit(date_of(now), days, calendar)
    return _store(
        subject, subject_type, rule, lead, now, quantity=days, unit="WORKDAY", due_on=limit.due_on,
        safe_end=limit.safe_end, legal_end=limit.legal_end, awaiting_year=limit.awaiting_year,
        earliest_safe_on=limit.earliest_safe_on, explanation=f"{wording}。{limit.explanation}",
        calendar_version=calendar.version,
    )  # fmt: skip


def _store(subject: Model, subject_type: str, rule: str, lead: Lead, now: datetime, **fields: object) -> TimeLimit:
    return TimeLimit.objects.create(
        id=uuid7(),
        subject_type=subject_type,
        subject_id=subject.pk,
        rule=rule,
        kind="MUST_BY",
        trigger_at=now,
        trigger_on=date_of(now),
        citation=LOCAL,
        district_id=lead.district_id,
        town_id=lead.town_id,
        team_id=getattr(subject, "team_id", None),
        body_id=getattr(subject, "body_id", None),
        **fields,
    )


def end(subject_type: str, subject_id: UUID, now: datetime, *, met: bool) -> None:
    """Stop whatever clock of a subject still runs."""
    TimeLimit.objects.filter(subject_type=subject_type, subject_id=subject_id, met_at=None, cancelled_at=None).update(
        **{"met_at" if met else "cancelled_at": now}
    )
