"""Canonical states (标准状态): two cases are one state when nothing that follows can tell them apart."""

from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final

from tongpan.law.facts import CaseFacts
from tongpan.law.procedure.outlook import Outlook
from tongpan.law.procedure.view import CHARGE_TABLES

GROWING: Final = tuple(sorted({*CHARGE_TABLES, "prolongations", "recusals"} - {"things"}))
"""tables that steps write; the others never change in a scenario"""
LONG_PAST: Final = -1
"""days before today are all the same: over"""


def state_key(
    facts: CaseFacts, at: datetime, outlook: Outlook, watched: frozenset[str] | None = None
) -> tuple[object, ...]:
    """
    Return the canonical form of a case at a moment.

    Moments become their order among the rows of the same charge (no gate compares moments of two charges); days become
    their distance from today, past ones all alike; the running limits stand beside them by what is left of them.

    Law: none; a reading of when two states are one (ADR-0042).
    """
    today = at.date()
    rows: dict[tuple[str, str], list[tuple[str, Any]]] = {}
    for table in GROWING:
        for row in getattr(facts, table):
            owner = (getattr(row, "party", ""), getattr(row, "cause", ""))
            rows.setdefault(owner, []).append((table, row))
    parts: list[object] = [facts.filing is not None, facts.closing is not None]
    for owner, mine in sorted(rows.items()):
        values = [(table, _values(row)) for table, row in mine]
        moments = {each for _, fields in values for each in fields if isinstance(each, datetime)}
        if facts.filing is not None:
            moments.add(facts.filing.at)
        rank = {each: index for index, each in enumerate(sorted(moments))}
        filed = rank[facts.filing.at] if facts.filing is not None else -1
        told = tuple((table, *(_plain(each, rank, today) for each in fields)) for table, fields in values)
        parts.append((owner, filed, told))
    left = tuple(
        (
            each.rule,
            each.target.party,
            each.target.cause,
            each.target.ref,
            _left(each.limit.due_at, each.limit.act_by, at),
        )
        for each in outlook.limits
        if watched is None or each.rule in watched or each.over
    )
    return (*parts, left, today.weekday() if outlook.limits else 0)


_READERS: dict[type[object], "attrgetter[tuple[object, ...]]"] = {}


def _values(row: Any) -> tuple[object, ...]:
    """Return the fields of a row without party and cause; every row has at least two, or one and itself again."""
    kind = type(row)
    if kind not in _READERS:
        names = [each for each in kind.__dataclass_fields__ if each not in ("party", "cause")]
        _READERS[kind] = attrgetter(*names, names[0])
    return _READERS[kind](row)


def _plain(value: object, rank: dict[datetime, int], today: date) -> object:
    if isinstance(value, datetime):
        return rank[value]
    if isinstance(value, date):
        return max((value - today).days, LONG_PAST)
    if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
        return tuple(tuple(_plain(each, rank, today) for each in _values(row)) for row in value)
    return value


def _left(due_at: datetime | None, act_by: date | None, at: datetime) -> object:
    """What is left of a limit: minutes for one by the hour (only whether it is over), days for the others."""
    if due_at is not None:
        return at > due_at
    return max((act_by - at.date()).days, LONG_PAST) if act_by is not None else None
