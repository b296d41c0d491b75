"""
事后补录: a step that was done earlier is entered now; when a paper must show it, and which limits were over meanwhile.

A step is judged by the law as of when it was done. So nobody cures a limit that has run out by typing an earlier day:
what is entered long after it was done, or after a limit it belongs to ran out, stands on the paper that shows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from tongpan.cases.domain.duties import named
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.law.period import Kind, Limit
from tongpan.law.procedure import RunningLimit, Step, Target

PAPER_AFTER: Final = timedelta(hours=24)
"""how long after it was done a step may be entered without a paper that shows it (ADR-0050)"""
MOST_TEXT: Final = 200
PARTYS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.STATE: ("DL-11",),
    Step.REQUEST_HEARING: ("DL-12",),
    Step.PAY: ("DL-23",),
    Step.RECONSIDER: ("DL-38",),
    Step.LITIGATE: ("DL-39",),
    Step.APPEAL: ("DL-43.2", "DL-43.3"),
    Step.HEAR_APPEAL: ("DL-43.2", "DL-43.3"),
}
"""
the limits of what a party does, or both parties of a suit may do; the organ's own duties show themselves: what a step
fulfils runs no more
"""


@dataclass(frozen=True, slots=True)
class Entered:
    """One step that was entered after the fact."""

    step: str
    done_at: datetime
    entered_at: datetime
    overdue: str


def is_late(at: datetime, now: datetime, opened_at: datetime) -> bool:
    """Tell whether a step was done so long ago, or before its case was opened, that a paper has to show it."""
    return at < now - PAPER_AFTER or before_case(at, opened_at)


def before_case(at: datetime, opened_at: datetime) -> bool:
    """Tell whether a step was done before its case was opened, to the minute that people enter."""
    return at < opened_at.replace(second=0, microsecond=0)


def run_out(
    step: Step,
    target: Target,
    before: Iterable[RunningLimit],
    after: Iterable[RunningLimit],
    *,
    at: datetime,
    now: datetime,
) -> list[RunningLimit]:
    """
    Return the limits to which a step belongs that ran out between when it was done and when it is entered.

    `before` are the limits that run now without the step, `after` those that run with it.
    """
    left = {(one.rule, *one.target) for one in after}
    return [
        one
        for one in before
        if _ended(one.limit, at, now)
        and (
            (one.limit.kind is Kind.MUST_BY and (one.rule, *one.target) not in left)
            or (one.rule in PARTYS.get(step, ()) and one.target[:2] == target[:2])
        )
    ]


def overdue_words(limits: Iterable[RunningLimit]) -> list[str]:
    """Return the limits that were over before a step was entered, in words."""
    return [f"{named(one.rule)}（{_end(one.limit)}届满）" for one in limits]


def _ended(limit: Limit, at: datetime, now: datetime) -> bool:
    if limit.due_at is not None:
        return at <= limit.due_at < now
    return limit.act_by is not None and date_of(at) <= limit.act_by < date_of(now)


def _end(limit: Limit) -> str:
    if limit.due_at is not None:
        return f"{limit.due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return f"{limit.act_by}"


def late_words(facts: Mapping[str, Any]) -> list[str]:
    """Return that a step was entered after the fact, when it was done and what shows it, from its ledger entry."""
    late = facts.get("late")
    if not late:
        return []
    done_at = str(facts.get("done_at", ""))[:16].replace("T", " ")
    said = [f"事后补录，实际时间 {done_at}，依据：{late.get('shown_by', '')}"]
    overdue = "、".join(late.get("overdue") or ())
    return [*said, f"补录前已超期：{overdue}"] if overdue else said


def summed_up(entries: Sequence[Entered]) -> str:
    """Return what was entered in a case after the fact, in one sentence for a list."""
    over = [one for one in entries if one.overdue]
    last = (over or entries)[-1]
    said = f"事后补录{len(entries)}步" + (f"，其中{len(over)}步补录前已超期" if over else "")
    said += f"；最近：{Step(last.step).label}，实际{date_of(last.done_at)}，{date_of(last.entered_at)}补录"
    return (said + (f"，{last.overdue}" if last.overdue else ""))[:MOST_TEXT]
