"""Lateness (逾期): one answer to "is it late?", also while the holidays of next year are not known."""

from dataclasses import replace
from datetime import date

from tongpan.law.period import Limit, chinese_day
from tongpan.law.verdict import LAWFUL, Breach, Verdict


def check_late(limit: Limit, done_on: date | None, today: date, late: Breach) -> Verdict:
    """
    Return a breach if what was due is done, or still open, after its last day.

    The message of `late` has one pair of braces for that day. Past the last published notice of holidays the day is the
    earliest that the limit can end on; then the answer only warns. What has no number of days, or stands still, is not
    late.

    Law: each limit cites its own; 期限读法7.
    """
    day = done_on or today
    if limit.act_by is None or limit.suspended_since is not None or day <= limit.act_by:
        return LAWFUL
    told = replace(
        late, message=late.message.format(chinese_day(limit.act_by)), citation=limit.citation or late.citation
    )
    if limit.due_on is not None and day > limit.due_on:
        return (replace(told, message=late.message.format(chinese_day(limit.due_on))),)
    return (replace(told, message=f"{told.message}（放假安排公布前，这是最早可能的末日）", grade="C", adr=""),)
