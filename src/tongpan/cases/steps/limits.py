"""正在计算的期限: the rows of a case's limits follow its facts and the day; what a party was told stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from tongpan.cases.domain.ownlimits import OWN
from tongpan.cases.models import Case, CaseLimit, CaseOfficer, PersonLimit
from tongpan.law.period import Kind, chinese_day
from tongpan.law.procedure import RunningLimit

MOST_TEXT: Final = 200
FAVOURING: Final = frozenset({Kind.RIGHT_UNTIL.value, Kind.NOT_BEFORE.value})
"""Kinds whose day may have been told to a party, who relies on it: it moves later or stays, never earlier."""
TOLD: Final = ("act_by", "due_on", "awaiting_year")
"""what of a limit the record keeps when it changes"""
COPIED: Final = ("kind", "act_by", "rule", "domain", "awaiting_year")
"""what stands on the board of each person who is named"""
COLUMNS: Final = (*TOLD, "kind", "explanation", "citation", "threatens", "reminded")


def write(case: Case, limits: Sequence[RunningLimit], today: date, *, begun: bool = False) -> list[dict[str, Any]]:
    """
    Make the stored limits of a case those that run, in the caller's transaction; return how days changed.

    Twelve statements at most, three where the case has just begun. A limit that keeps its name keeps its row. Whoever
    is named in the case by then has them on the own board. Days of
    our own are left alone: they follow from no fact.
    """
    assert transaction.get_connection().in_atomic_block
    rows = [] if begun else list(CaseLimit.objects.filter(case=case))
    stored, ours = {row.key: row for row in rows if row.rule not in OWN}, [row for row in rows if row.rule in OWN]
    wanted = {(one.rule, *one.target): one for one in limits}
    fresh, touched, looked_at, changes = [], [], [], []
    for key, one in wanted.items():
        row = stored.get(key)
        if row is None:
            fresh.append(_new(case, one, today))
            continue
        before, day = {name: getattr(row, name) for name in COLUMNS}, row.counted_on
        _bring(row, one, today)
        after = {name: getattr(row, name) for name in COLUMNS}
        if before != after:
            touched.append(row)
        elif day != today:
            looked_at.append(row.pk)
        if any(before[name] != after[name] for name in TOLD):
            told = [{name: each[name] for name in TOLD} for each in (before, after)]
            changes.append({"limit": list(key), "before": told[0], "after": told[1]})
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    if gone:
        CaseLimit.objects.filter(pk__in=gone).delete()
    if touched:
        CaseLimit.objects.bulk_update(touched, [*COLUMNS, "counted_on"])
    if looked_at:
        CaseLimit.objects.filter(pk__in=looked_at).update(counted_on=today)
    CaseLimit.objects.bulk_create(fresh)
    share(case, [*(row for key, row in stored.items() if key in wanted), *fresh, *ours], begun=begun)
    changes += [{"limit": list(row.key), "after": {name: getattr(row, name) for name in TOLD}} for row in fresh]
    return changes + [{"limit": list(key), "after": None} for key in stored if key not in wanted]


def share(case: Case, rows: Sequence[CaseLimit], *, begun: bool = False) -> None:
    """Make the own limits of everybody named in a case its limits, all of which are given."""
    people = list(CaseOfficer.objects.filter(case=case).values_list("officer_id", flat=True)) if rows else []
    stored = (
        {} if begun else {(one.limit_id, one.officer_id): one for one in PersonLimit.objects.filter(limit__case=case)}
    )
    fresh, touched = [], []
    for row in rows:
        values = {name: getattr(row, name) for name in COPIED}
        for officer_id in people:
            own = stored.pop((row.pk, officer_id), None)
            if own is None:
                fresh.append(PersonLimit(limit=row, officer_id=officer_id, **values))
            elif any(getattr(own, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(own, name, value)
                touched.append(own)
    if stored:
        PersonLimit.objects.filter(pk__in=[one.pk for one in stored.values()]).delete()
    if touched:
        PersonLimit.objects.bulk_update(touched, COPIED)
    PersonLimit.objects.bulk_create(fresh)


def next_duty(limits: Sequence[RunningLimit]) -> date | None:
    """Return the day by which the organ has to act next."""
    return min(
        (one.limit.act_by for one in limits if one.limit.kind is Kind.MUST_BY and one.limit.act_by is not None),
        default=None,
    )


def _new(case: Case, one: RunningLimit, today: date) -> CaseLimit:
    row = CaseLimit(
        case=case,
        rule=one.rule,
        party=one.target.party,
        cause=one.target.cause,
        ref=one.target.ref,
        district_id=case.district_id,
        town_id=case.town_id,
        body_id=case.body_id,
        team_id=case.team_id,
        domain=case.domain,
    )
    _bring(row, one, today)
    return row


def _bring(row: CaseLimit, one: RunningLimit, today: date) -> None:
    """Write a count into a row; a day that a party may have been told is never brought forward."""
    limit, told = one.limit, row.act_by
    act_by, due_on, said = limit.act_by, limit.due_on, limit.explanation
    kind = limit.kind.value
    if kind in FAVOURING and told is not None and act_by is not None and act_by < told:
        act_by = told
        due_on = told if due_on is not None else None
        said += f"放假安排变动之前已按{chinese_day(told)}告知，不提前。"
    if act_by != told:
        row.reminded = 0
    row.kind, row.act_by, row.due_on, row.awaiting_year = kind, act_by, due_on, limit.awaiting_year
    row.explanation = said
    row.citation = str(limit.citation or "")[:MOST_TEXT]
    row.threatens = one.threatens[:MOST_TEXT]
    row.counted_on = today
