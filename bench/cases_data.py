"""
Cases walked by the real actions, to be multiplied.

In one town of the demo a few hundred cases are walked by the actions, for every field, stop of the procedure and age,
and counted again as of the day. `patterns` reads back what the steps wrote, as it is stored.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

OLDEST: Final = 170
STOPS: Final[tuple[tuple[str, int, int], ...]] = (
    ("", 3, 24), ("FILE", 3, 45), ("VERIFY", 3, 95), ("NOTIFY", 6, 95), ("RECHECK", 6, 95), ("DECIDE", 16, 110),
    ("PUBLISH", 20, OLDEST), ("CLOSE", 30, OLDEST),
)  # fmt: skip
"""the last step taken, and how many days ago the case was begun: at least, at most"""
AGES: Final = 3
"""cases walked for each field and stop, at ages that differ from field to field"""
TABLES: Final = (
    "cases_case", "cases_caseparty", "cases_caseofficer", "cases_casefact", "cases_caselimit", "cases_personlimit",
    "cases_caseflag", "kernel_participant",
)  # fmt: skip
"""what is copied of a case"""
PEOPLE: Final = ("duiyuan", "duiyuan2", "fuze", "fazhi")
"""two who handle, who decides, who reviews; who else is named approves"""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A walked case: its rows by table, as they are stored; its people in the order of `PEOPLE`, who approves last."""

    standing: str
    domain: str
    late: bool
    rows: dict[str, list[Row]]
    people: list[str]
    facts: list[tuple[Row, list[str | int]]]
    """rows of facts, and their text in pieces: a number is the place of somebody in `people`"""


def walk(now: datetime) -> int:
    """Walk the cases, by the real actions; return how many."""
    from tongpan.cases.domain.choices import GONE
    from tongpan.cases.models import Case
    from tongpan.cases.steps import renewing
    from tongpan.config import demo_cases as demo
    from tongpan.law.penalty.kinds import PartyKind
    from tongpan.law.procedure import Step

    desk = demo._desk(now.date())
    matters = _matters(desk, now)
    places = AGES * len(matters)
    for turn, (matter, matter_age) in enumerate(matters):
        for stop, youngest, oldest in STOPS:
            for number in range(AGES):
                age = youngest + (oldest - youngest) * (number * len(matters) + turn) // places
                if age > matter_age:
                    continue  # the town did not have the power yet
                until = Step[stop] if stop else None
                script = demo.Script("", f"演示当事人{number}", PartyKind.CITIZEN, age, 30, until)
                demo._walk(script, matter, desk, now)
    for case in Case.objects.exclude(standing__in=GONE).select_related("district").order_by("pk"):
        with transaction.atomic():
            renewing.renew(case, now)
    return Case.objects.count()


def _matters(desk: Any, now: datetime) -> list[tuple[Any, int]]:
    """Return one matter of each field that the town may punish, and for how many days it has had the power."""
    from tongpan.agencies import queries as agencies
    from tongpan.powers import queries as powers

    body_id = next(iter(agencies.teams_in(desk.officer.team_ids).values())).agency_id
    found: dict[str, tuple[Any, int]] = {}
    for one in powers.matter_profiles(desk.officer.district_id):
        if one.domain in found:
            continue
        days = range(OLDEST + 7, 0, -1)
        since = next((day for day in days if _held(body_id, one.id, desk.town_id, now.date() - timedelta(day))), 0)
        if since:
            found[one.domain] = one, since - 6
    return [found[domain] for domain in sorted(found)]


def _held(body_id: UUID, matter_id: UUID, town_id: UUID, on: date) -> bool:
    from tongpan.powers import queries as powers

    return isinstance(powers.may_act(body_id, matter_id, town_id, on), powers.Competence)


def patterns(database: sqlite3.Connection, today: date) -> list[Pattern]:
    """Read back what was walked, as SQLite stores it."""
    known = people_of(database)
    whose = {table: _by_case(database, table) for table in TABLES if table != "cases_case"}
    found = []
    for case in rows_of(database, "cases_case"):
        rows = {table: kept.get(case["id"], []) for table, kept in whose.items()} | {"cases_case": [case]}
        named = {one["officer_id"]: one["handle"] for one in rows["cases_caseofficer"]}
        people = known + [key for key in named if key not in known]
        assert len(people) == len(known) + 1, "the demo names other people now"
        assert set(people) == set(named), "the demo names other people now"
        duties = [one["act_by"] for one in rows["cases_caselimit"] if one["kind"] == "MUST_BY" and one["act_by"]]
        late = any(day < str(today) for day in duties)
        cut = _cutter([named[key] for key in people])
        facts = [(one, cut(one["row"])) for one in rows["cases_casefact"]]
        found.append(Pattern(case["standing"], case["domain"], late, rows, people, facts))
    return found


def people_of(database: sqlite3.Connection) -> list[str]:
    """Return the keys of `PEOPLE`."""
    sql = "SELECT o.id FROM agencies_officer o JOIN kernel_user u ON u.id = o.user_id WHERE u.username = ?"
    return [database.execute(sql, (name,)).fetchone()[0] for name in PEOPLE]


def rows_of(database: sqlite3.Connection, table: str, where: str = "1 = 1", *values: object) -> Iterator[Row]:
    """Yield rows of a table as they are stored."""
    found = database.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY rowid", values)
    names = [column[0] for column in found.description]
    for row in found:
        yield dict(zip(names, row, strict=True))


def _by_case(database: sqlite3.Connection, table: str) -> dict[str, list[Row]]:
    own = table == "cases_personlimit"
    limits = {row["id"]: row["case_id"] for row in rows_of(database, "cases_caselimit")} if own else {}
    found: dict[str, list[Row]] = {}
    for row in rows_of(database, table):
        key = limits[row["limit_id"]] if limits else row.get("case_id") or row.get("subject_id")
        found.setdefault(str(key), []).append(row)
    return found


def _cutter(handles: list[str]) -> Callable[[str], list[str | int]]:
    """Return what cuts a stored text where somebody is named by handle, as a whole value."""
    said = [json.dumps(handle) for handle in handles]
    places = {text: place for place, text in enumerate(said)}
    names = re.compile("(" + "|".join(map(re.escape, said)) + ")")
    return lambda text: [places.get(piece, piece) for piece in names.split(text) if piece]
