"""Demands (逐项核对): pairs of what must be so and the breach that its lack is; and limits kept or not."""

from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.limits import LimitRefused, Regime, compute_limit
from tongpan.law.period import Kind, Limit
from tongpan.law.verdict import Breach, Verdict

_NOBODY_SETS_IT = "limits.provision.missing"


def unmet(*demands: tuple[bool, Breach]) -> Verdict:
    """
    Return the breach of every demand that does not hold, in order.

    A fact that may be unknown makes two demands: that it is known, and that it is not the wrong way.

    Law: none; each breach cites its own.
    """
    return tuple(breach for holds, breach in demands if not holds)


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


def limit_if_any(
    rule_id: str, trigger: date, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Limit | None:
    """
    Return the limit of a row, or None where no text that binds here sets one.

    Law: each row cites its own.

    :raises LimitRefused: if the regime has no effect in that place
    """
    try:
        return compute_limit(rule_id, trigger, calendar, regime, province)
    except LimitRefused as refusal:
        if refusal.code == _NOBODY_SETS_IT:
            return None
        raise
