"""期限提醒: a duty close to its end is told to its handlers, then the head, then the district: once each."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.duties import named
from tongpan.cases.domain.reminding import MOST_AFTER, MOST_BEFORE, Ladder, Level, reached, workdays_left
from tongpan.cases.events import LimitReminded
from tongpan.cases.models import CaseLimit, LimitReminder, ReminderRule
from tongpan.cases.queries.reminders import Ladders, ladders
from tongpan.kernel import ledger, outbox
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.kernel.ledger import Entry, SubjectRef
from tongpan.law.calendar import WorkCalendar
from tongpan.law.period import Kind

SYSTEM: Final = "system:cases"
SUBJECT: Final = "cases.case"
CHUNK: Final = 100


def remind(*, now: datetime) -> int:
    """Note for every duty whose turn it is that a level is told, and ask the worker to tell; return how many."""
    today, calendar = date_of(now), calendar_in_force()
    rules = ladders(today)
    ahead = today + timedelta(days=2 * rules.most_before + 12)
    rows = CaseLimit.objects.filter(kind=Kind.MUST_BY.value, reminded__lt=Level.DISTRICT, act_by__lte=ahead)
    told = 0
    last: CaseLimit | None = None
    while True:
        found = list((rows.filter(_beyond(last)) if last else rows).order_by("act_by", "id")[:CHUNK])
        if not found:
            return told
        told += _tell_of(found, rules, calendar, now)
        last = found[-1]


def _beyond(last: CaseLimit) -> Q:
    day = last.act_by
    return Q(act_by__gte=day) & (Q(act_by__gt=day) | Q(pk__gt=last.pk))


def _tell_of(rows: list[CaseLimit], rules: Ladders, calendar: WorkCalendar, now: datetime) -> int:
    today, told = date_of(now), 0
    with transaction.atomic(durable=True):
        entries, events = [], []
        for row in rows:
            ladder = rules.of(row.district_id, row.body_id)
            levels = _turns(row, ladder, today, calendar)
            if not levels:
                continue
            mine = CaseLimit.objects.filter(pk=row.pk, act_by=row.act_by, reminded=row.reminded)
            if not mine.update(reminded=_done(levels, ladder)):
                continue  # counted anew meanwhile: the next run looks again
            for level in levels:
                reminder, fresh = _note(row, level, calendar, now)
                if fresh:
                    entries.append(_entry(reminder, now))
                    events.append(LimitReminded(reminder_id=str(reminder.pk)))
        ledger.record_many(entries)
        outbox.publish_many(events)
        told += len(events)
    return told


def _turns(row: CaseLimit, ladder: Ladder, today: date, calendar: WorkCalendar) -> list[Level]:
    if row.act_by is None:
        return []
    return [level for level in reached(row.act_by, today, ladder, calendar) if level > row.reminded]


def _done(levels: list[Level], ladder: Ladder) -> int:
    """Return the level to go on from: past those that are never told."""
    later = [level for level in Level if level > max(levels) and ladder.of(level) is not None]
    return max(levels) if later else Level.DISTRICT


def _note(row: CaseLimit, level: Level, calendar: WorkCalendar, now: datetime) -> tuple[LimitReminder, bool]:
    assert row.act_by is not None
    return LimitReminder.objects.get_or_create(
        case_id=row.case_id, rule=row.rule, party=row.party, cause=row.cause, ref=row.ref, act_by=row.act_by,
        level=level, defaults={"at": now, "workdays": workdays_left(row.act_by, date_of(now), calendar)},
    )  # fmt: skip


def _entry(reminder: LimitReminder, now: datetime) -> Entry:
    facts = {
        "rule": reminder.rule, "party": reminder.party, "cause": reminder.cause, "ref": reminder.ref,
        "act_by": reminder.act_by, "level": Level(reminder.level).name, "workdays": reminder.workdays,
        "why": f"{named(reminder.rule)}：提醒{Level(reminder.level).label}",
    }  # fmt: skip
    return Entry("case.limit_reminded", SubjectRef(SUBJECT, reminder.case_id), SYSTEM, now, facts)


def set_reminders(
    *, body_id: UUID | None, ladder: Ladder, valid_from: date, why: str, actor: Actor, now: datetime
) -> ReminderRule:
    """
    Set from a day on when each level is told, for a county, or for one body of it.

    :raises Forbidden: if the actor does not set this for the county, or for that body
    :raises Invalid: if a number is out of bounds, the levels are out of order, nobody would be told, or the day is past
    """
    district_id = policies.require_sets_reminders(actor, body_id)
    wrong = _faults(ladder, valid_from, why, date_of(now))
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        row = ReminderRule.objects.create(
            district_id=district_id, body_id=body_id, handlers=ladder.handlers, head=ladder.head,
            district_level=ladder.district, valid_from=valid_from, why=why.strip()[:200], set_at=now,
            set_by=actor.label,
        )  # fmt: skip
        told = {"handlers": ladder.handlers, "head": ladder.head, "district_level": ladder.district}
        ledger.record(
            "reminders.set",
            subject=row,
            actor=actor.label,
            at=now,
            body=body_id,
            valid_from=valid_from,
            why=why,
            **told,
        )
        return row


def _faults(ladder: Ladder, valid_from: date, why: str, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    names = {Level.HANDLERS: "handlers", Level.HEAD: "head", Level.DISTRICT: "district"}
    set_ = {level: step for level in Level if (step := ladder.of(level)) is not None}
    for level, step in set_.items():
        if not -MOST_AFTER <= step <= MOST_BEFORE:
            wrong[names[level]] = f"填{-MOST_AFTER}到{MOST_BEFORE}之间的工作日数；到期之后的填负数"
    if not set_:
        wrong["handlers"] = "至少要提醒一级"
    steps = list(set_.values())
    if steps != sorted(steps, reverse=True):
        wrong.setdefault("head", "逐级提醒：后一级不能比前一级更早")
    if valid_from < today:
        wrong["valid_from"] = "从今天或者以后起施行"
    if not why.strip():
        wrong["why"] = "请写明依据或者理由"
    return wrong
