"""
The clocks of a lead: what its channel obliges us to, and the two feedback clocks of three working days (M093).

A limit is a row, computed from the event that starts it; nothing is counted by a nightly job.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from tongpan.kernel import rows
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import TimeLimit
from tongpan.kernel.rows import New
from tongpan.law.calendar import WorkCalendar
from tongpan.law.period import Limit, Period, Unit, compute
from tongpan.leads.domain.channels import Duty
from tongpan.leads.models import Lead
from tongpan.leads.queries import channel_rules

FEEDBACK_WORKDAYS = 3
"""处理结束后3日内反馈结果 (M093); local policy, read as working days (处罚法 85 by analogy)"""

FEEDBACK_BASIS = "本地办法：处理结束后三日内反馈结果"

TEAM_FEEDBACK = "LEAD_TEAM_FEEDBACK"
REPORTER_ANSWER = "LEAD_REPORTER_ANSWER"
SUBJECT = "leads.lead"


def of_arrival(lead: Lead, now: datetime) -> list[New]:
    """Return the limits that the channel of a new lead starts (签收, 办结, 回访)."""
    duties = channel_rules.duties_of(lead.channel, lead.nature, lead.district_id, date_of(now))
    return [_duty_limit(lead, duty, lead.collected_at) for duty in duties if duty.starts_on_arrival]


def of_handling(lead: Lead, now: datetime) -> New:
    """Return the team's clock: from the end of handling, three working days to report back to the office."""
    return _workdays(lead, TEAM_FEEDBACK, now, "处置结束后{n}个工作日内向调度台反馈")


def of_feedback(lead: Lead, now: datetime) -> New:
    """Return the office's clock: from the team's report, three working days to answer the reporter."""
    return _workdays(lead, REPORTER_ANSWER, now, "收到处置结果后{n}个工作日内答复反映人")


def start(*limits: New) -> None:
    """Store limits that begin to run."""
    rows.insert(limits)


def stop(lead_id: UUID, rules: list[str], now: datetime) -> None:
    """Mark running limits as met."""
    TimeLimit.objects.filter(
        subject_type=SUBJECT, subject_id=lead_id, rule__in=rules, met_at=None, cancelled_at=None
    ).update(met_at=now)


def cancel_all(lead_id: UUID, now: datetime) -> None:
    """Stop every running limit without its being met (merged or reopened)."""
    TimeLimit.objects.filter(subject_type=SUBJECT, subject_id=lead_id, met_at=None, cancelled_at=None).update(
        cancelled_at=now
    )


def _workdays(lead: Lead, rule: str, now: datetime, wording: str) -> New:
    calendar = calendar_in_force()
    limit = compute(Period(FEEDBACK_WORKDAYS, Unit.WORKDAY), now, calendar)
    said = wording.format(n=FEEDBACK_WORKDAYS)
    return _row(lead, rule, now, limit, FEEDBACK_WORKDAYS, "WORKDAY", said, FEEDBACK_BASIS, calendar)


def _duty_limit(lead: Lead, duty: Duty, start_at: datetime) -> New:
    rule = f"LEAD_CHANNEL_{duty.kind}"
    if duty.unit == "HOUR":
        due_at = start_at + timedelta(hours=duty.quantity)
        return _base(
            lead,
            rule,
            start_at,
            duty.quantity,
            duty.unit,
            duty.wording,
            duty.basis,
            due_at=due_at,
            due_on=date_of(due_at),
        )
    calendar = calendar_in_force()
    limit = _end_of_duty(duty.quantity, duty.unit, date_of(start_at), calendar)
    return _row(lead, rule, start_at, limit, duty.quantity, duty.unit, duty.wording, duty.basis, calendar)


@lru_cache(maxsize=64)
def _end_of_duty(quantity: int, unit: str, start_on: date, calendar: WorkCalendar) -> Limit:
    """What begins on one day ends on one day."""
    return compute(Period(quantity, Unit(unit)), start_on, calendar)


def _row(
    lead: Lead,
    rule: str,
    at: datetime,
    limit: Limit,
    quantity: int,
    unit: str,
    wording: str,
    basis: str,
    calendar: WorkCalendar,
) -> New:
    return _base(
        lead,
        rule,
        at,
        quantity,
        unit,
        f"{wording}。{limit.explanation}",
        basis,
        due_on=limit.due_on,
        safe_end=limit.safe_end,
        legal_end=limit.legal_end,
        awaiting_year=limit.awaiting_year,
        earliest_safe_on=limit.earliest_safe_on,
        calendar_version=calendar.version,
    )


def _base(
    lead: Lead, rule: str, at: datetime, quantity: int, unit: str, explanation: str, basis: str, **ends: object
) -> New:
    return New(
        TimeLimit,
        {
            "id": uuid7(),
            "subject_type": SUBJECT,
            "subject_id": lead.id,
            "rule": rule,
            "kind": "MUST_BY",
            "trigger_at": at,
            "trigger_on": date_of(at),
            "quantity": quantity,
            "unit": unit,
            "explanation": explanation,
            "citation": basis,
            "district_id": lead.district_id,
            "town_id": lead.town_id,
            "team_id": lead.team_id,
            "body_id": lead.body_id,
            **ends,
        },
    )
