"""Keeping a limit (遵守期限): is it kept, is it late, also while the holidays of next year are not known."""

from dataclasses import replace
from datetime import date

from tongpan.law.period import Kind, Limit, chinese_day
from tongpan.law.verdict import LAWFUL, Breach, Verdict


def kept(limit: Limit, on: date) -> bool | None:
    """
    Tell whether what is done on a day keeps a limit; None while nobody can know.

    Where the law gives no number no count is exceeded, and while a period stands still it does not end.

    Law: each limit cites its own.
    Reading: an unpublished year leaves open whatever lies past the earliest day the limit can be (ADR-0014, item 7).
    """
    waits = limit.kind is Kind.NOT_BEFORE
    if limit.due_on is not None:
        return on >= limit.due_on if waits else on <= limit.due_on
    if limit.awaiting_year is None or limit.earliest_safe_on is None:
        return not waits
    if waits:
        return False if on < limit.earliest_safe_on else None
    return True if on <= limit.earliest_safe_on else None


def check_late(limit: Limit, done_on: date | None, today: date, late: Breach) -> Verdict:
    """
    Return a breach if what was due is done, or still open, after its last day.

    The message of `late` has one pair of braces for that day. Past the last published notice of holidays the day is the
    earliest that the limit can end on; then the answer only warns. What has no number of days, or stands still, is not
    late.

    Law: each limit cites its own.
    Reading: an unpublished year, and the last days of a published one, only warn (ADR-0014, item 7).
    """
    day = done_on or today
    if limit.act_by is None or limit.suspended_since is not None or day <= limit.act_by:
        return LAWFUL
    where = limit.citation or late.citation
    if limit.due_on is not None and day > limit.due_on:
        return (replace(late, message=late.message.format(chinese_day(limit.due_on)), citation=where),)
    said = f"{late.message.format(chinese_day(limit.act_by))}（放假安排公布前，这是最早可能的末日）"
    return (replace(late, message=said, citation=where, grade="C", adr=""),)
