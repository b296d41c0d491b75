"""When something has happened: limits are counted again for a new calendar, and people are told of duties."""

from datetime import datetime

from tongpan.cases import actions
from tongpan.cases.domain.duties import named, post_named
from tongpan.cases.events import LimitReminded, RecountWanted
from tongpan.cases.models import CaseLimit, LimitReminder
from tongpan.cases.queries.reminders import to_tell
from tongpan.kernel import notify
from tongpan.kernel.calendar.publishing import HolidaysPublished
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox import subscribe
from tongpan.law.period import Kind


@subscribe(HolidaysPublished)
def recount_for_notice(event: HolidaysPublished, now: datetime) -> None:
    """Ask for the cases to be counted again whose days the notice decides or moves."""
    actions.begin_recount(year=event.year)


@subscribe(RecountWanted)
def recount_chunk(event: RecountWanted, now: datetime) -> None:
    """Count one chunk of cases; it asks for the next."""
    actions.go_on_recounting(year=event.year, after=event.after, now=now)


@subscribe(LimitReminded)
def tell_of_limit(event: LimitReminded, now: datetime) -> None:
    """Tell the people of one level that a duty ends or has ended; nothing where it was met meanwhile."""
    found = LimitReminder.objects.select_related("case").filter(pk=event.reminder_id).first()
    if found is None or not _runs(found):
        return
    notify.send_all(to_tell(found, date_of(now)), f"期限提醒 {found.case.number}", said(found))


def said(reminder: LimitReminder) -> str:
    """Return the words of a reminder; no party is named in it."""
    left = reminder.workdays
    if left is None or left > 0:
        when = f"，还有{left}个工作日" if left is not None else ""
    else:
        when = "，今天是最后一日" if left == 0 else f"，已经超过{-left}个工作日"
    what, post = named(reminder.rule), post_named(reminder.rule, Kind.MUST_BY.value)
    return f"{reminder.case.title}：应在{reminder.act_by:%Y-%m-%d}前{what}{when}。由{post}办理。"


def _runs(reminder: LimitReminder) -> bool:
    rows = CaseLimit.objects.filter(case_id=reminder.case_id, rule=reminder.rule, act_by=reminder.act_by)
    return rows.filter(party=reminder.party, cause=reminder.cause, ref=reminder.ref).exists()
