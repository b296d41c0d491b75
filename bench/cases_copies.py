"""
Walked cases written many times over, into all towns of a district, under other people, parties and numbers.

Each copy stands in a town of its own choosing, with that town's body, or its bureau where the town has no such power.
Towns differ in size: the largest has about a fifth of all cases, so that its head's own list is a long one. Copies have
no ledger entries and no evidence: no board reads them. `differing` counts a sample again by the step that the worker
takes, and tells what it would change: nothing may.
"""

import json
import random
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from bench.cases_data import TABLES, Pattern, Row, people_of, rows_of

CODE: Final = "330802"
COLLEAGUE: Final = "王同"
TO_REVIEW: Final = "TO_REVIEW"
SHARES: Final = {"CLUE": 0.24, "INQUIRY": 0.36, "TOLD": 0.17, "DECIDED": 0.03, "SERVED": 0.2}
"""where open cases stand"""
LATE: Final = 0.12
"""how much rarer cases are in which a duty is over"""
CLOSED: Final = 0.2
"""closed cases to each open one"""
HANDLERS: Final = 40
"""who handle cases in each town"""
BATCH: Final = 4_000

Person = tuple[str, str]
"""key and handle"""


@dataclass(frozen=True, slots=True)
class Ground:
    """A town: its share of the cases, who is named in them, and by matter what holds the power."""

    town_id: str
    share: float
    handlers: list[Person]
    decider: Person
    reviewer: Person
    approver: Person
    held: dict[str, Row]
    """by matter: columns of the case"""


def fill(number: int, patterns: list[Pattern], dice: random.Random, database: sqlite3.Connection) -> int:
    """Write so many open cases, and closed ones among them; return how many rows."""
    from tongpan.kernel.crypto import seal

    names = [seal(f"钱某{place}") for place in range(50)]
    grounds = _grounds(patterns, database)
    maker = _Maker(dice, grounds, names)
    chosen = _chosen(number, [one for one in patterns if maker.able(one)], dice)
    indexes = _indexes(database)
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    before = database.total_changes
    for start in range(0, len(chosen), BATCH):
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        for pattern in chosen[start : start + BATCH]:
            maker.copy(pattern, rows)
        for table, made in rows.items():
            insert(database, table, made)
    written = database.total_changes - before
    for _, sql in indexes:
        database.execute(sql)
    _head_of_bureau(database)
    database.commit()
    return written


def differing(size: int, dice: random.Random, now: datetime) -> list[str]:
    """Count a sample of the copies again, as the worker does; return those whose limits or flags are not as copied."""
    from django.db import transaction

    from tongpan.cases.models import Case, CaseFlag, CaseLimit, PersonLimit
    from tongpan.cases.steps import renewing

    def state(case: Case) -> list[object]:
        own = PersonLimit.objects.filter(limit__case=case).order_by("pk")
        kept = [rows.filter(case=case).order_by("pk") for rows in (CaseLimit.objects, CaseFlag.objects)]
        case.refresh_from_db()
        return [case.next_due_on, list(own.values_list()), *(list(rows.values_list()) for rows in kept)]

    keys = list(Case.objects.filter(number__startswith="AJB-").order_by("pk").values_list("pk", flat=True))
    found = []
    for key in dice.sample(keys, min(size, len(keys))):
        case = Case.objects.select_related("district").get(pk=key)
        with transaction.atomic():
            before = state(case)
            renewing.renew(case, now)
            if state(case) != before:
                found.append(f"{case.number} {case.standing} {case.domain}")
            transaction.set_rollback(True)
    return found


def _grounds(patterns: list[Pattern], database: sqlite3.Connection) -> list[Ground]:
    (county,) = rows_of(database, "places_place", "code = ? AND level = 'COUNTY'", CODE)
    towns = list(rows_of(database, "places_place", "county_id = ? AND level = 'TOWN'", county["id"]))
    towns.sort(key=lambda one: (_largest(database, one), one["code"]), reverse=True)
    matters = {one.rows["cases_case"][0]["matter_id"] for one in patterns}
    demo = people_of(database)
    names = {row["id"]: row["name"] for row in rows_of(database, "agencies_officer")}
    (approver,) = {one.people[-1] for one in patterns}
    found = []
    for place, town in enumerate(towns):
        heads = [
            row["officer_id"]
            for row in rows_of(database, "agencies_appointment", "town_id = ? AND post = 'HEAD'", town["id"])
        ]
        held = {matter: _held(database, matter, town, county["id"]) for matter in sorted(matters)}
        added = _colleagues(database, demo[0], town, place)
        if place == 0:  # the demo's own people, whose lists are measured
            handlers, decider, approved, reviewer = [*demo[:2], *added[3:]], demo[2], approver, demo[3]
        else:
            handlers, reviewer = added[1:], added[0]
            decider, approved = (heads + added)[:2]
        names |= {row["id"]: row["name"] for row in rows_of(database, "agencies_officer", "town_id = ?", town["id"])}
        decides, reviews, approves = ((key, names[key]) for key in (decider, reviewer, approved))
        able = {matter: power for matter, power in held.items() if power}
        handling = [(key, names[key]) for key in handlers]
        found.append(Ground(town["id"], 1 / (place + 3), handling, decides, reviews, approves, able))
    return found


def _largest(database: sqlite3.Connection, town: Row) -> bool:
    """Whether the demo's people are at home in a town."""
    home = database.execute(
        "SELECT town_id FROM agencies_appointment WHERE officer_id = ? AND post = 'HEAD'", (people_of(database)[2],)
    )
    return town["id"] in {row[0] for row in home}


def _held(database: sqlite3.Connection, matter_id: str, town: Row, county_id: str) -> Row:
    """Return who holds the power over a matter in a town, as columns of a case; the town before a bureau."""
    grants = "matter_id = ? AND power = 'PENALTY' AND superseded_at IS NULL AND territory_id IN (?, ?)"
    rows = list(rows_of(database, "powers_grant", grants, matter_id, town["id"], county_id))
    rows = [row for row in rows if row["valid_to"] is None]
    for grant in sorted(rows, key=lambda row: row["territory_id"] == county_id):
        (body,) = rows_of(database, "agencies_agency", "id = ?", grant["body_id"])
        teams = list(
            rows_of(database, "agencies_team", "agency_id = ? AND host_town_id = ?", grant["body_id"], town["id"])
        )
        return {
            "body_id": grant["body_id"], "grant_id": grant["id"], "mode": grant["mode"], "acts_as": body["name"],
            "team_id": teams[0]["id"] if teams else None,
        }  # fmt: skip
    return {}


def _colleagues(database: sqlite3.Connection, like: str, town: Row, place: int) -> list[str]:
    """Add officers to a town, with cards as one of the demo's: a county with so many cases has as many people."""
    (officer,) = rows_of(database, "agencies_officer", "id = ?", like)
    cards = list(rows_of(database, "agencies_credential", "officer_id = ?", like))
    made = []
    for turn in range(HANDLERS + 1):
        key = uuid4().hex
        one = {"id": key, "name": f"{COLLEAGUE}{place:02d}{turn:02d}", "user_id": None, "town_id": town["id"]}
        insert(database, "agencies_officer", [officer | one])
        for card in cards:
            own = {"id": uuid4().hex, "officer_id": key, "number": f"B{place:02d}{turn:03d}"}
            insert(database, "agencies_credential", [card | own])
        made.append(key)
    return made


def _head_of_bureau(database: sqlite3.Connection) -> None:
    """Appoint a head to the body that has most cases, whose whole list is a level of its own."""
    sql = "SELECT body_id, count(*) FROM cases_case WHERE town_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC"
    bodies = [row[0] for row in database.execute(sql)]
    bureaus = (one for key in bodies for one in rows_of(database, "agencies_agency", "id = ?", key))
    bureau = next(one for one in bureaus if one["kind"] == "DEPARTMENT")
    (head,) = rows_of(database, "agencies_appointment", "officer_id = ? AND post = 'HEAD'", people_of(database)[2])
    (officer,) = rows_of(database, "agencies_officer", "name = ?", f"{COLLEAGUE}0000")
    own = {"id": uuid4().hex, "officer_id": officer["id"], "agency_id": bureau["id"], "town_id": None, "team_id": None}
    insert(database, "agencies_appointment", [head | own | {"office_id": None, "place_id": None}])


def _chosen(number: int, patterns: list[Pattern], dice: random.Random) -> list[Pattern]:
    """Return the patterns of all copies, those begun first in front: keys grow with the day of opening."""
    found = []
    for standing, share in {**SHARES, "CLOSED": CLOSED}.items():
        mine = [one for one in patterns if one.standing == standing]
        assert mine, f"no case was walked to {standing}"
        weights = [LATE if one.late else 1.0 for one in mine]
        found += dice.choices(mine, weights, k=round(number * share))
    return sorted(found, key=lambda one: str(one.rows["cases_case"][0]["opened_at"]))


def _indexes(database: sqlite3.Connection) -> list[tuple[str, str]]:
    marks = ",".join("?" * len(TABLES))
    sql = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
    return list(database.execute(sql, TABLES))


def insert(database: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Insert rows; a key that is None is left to the database."""
    if not rows:
        return
    columns = [name for name in rows[0] if name != "id" or rows[0]["id"] is not None]
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f"INSERT INTO {table} ({names}) VALUES ({','.join('?' * len(columns))})"
    database.executemany(sql, ([row[name] for name in columns] for row in rows))


class _Maker:
    """Makes copies, each with keys, number, place and people of its own."""

    def __init__(self, dice: random.Random, grounds: list[Ground], names: list[str]) -> None:
        self.dice, self.grounds, self.names, self.serial = dice, grounds, names, 0

    def copy(self, pattern: Pattern, rows: dict[str, list[Row]]) -> None:
        """Add the rows of one copy."""
        (case,) = pattern.rows["cases_case"]
        able = self.able(pattern)
        (ground,) = self.dice.choices(able, [one.share for one in able])
        people = [*self.dice.sample(ground.handlers, 2), ground.decider, ground.reviewer, ground.approver]
        whose = dict(zip(pattern.people, people, strict=True))
        power = ground.held[case["matter_id"]]
        lies = {"town_id": ground.town_id, "body_id": power["body_id"], "team_id": power["team_id"]}
        self.serial += 1
        begun = _milliseconds(case["opened_at"])
        key = self._key(begun)
        own = {"id": key, "number": f"AJB-{self.serial:07d}", "lead_id": None}
        rows["cases_case"].append(case | lies | power | own)
        limits = {row["id"]: self._key(begun) for row in pattern.rows["cases_caselimit"]}
        for row in pattern.rows["cases_caseparty"]:
            named = {"id": self._key(begun), "case_id": key, "name_sealed": self.dice.choice(self.names)}
            rows["cases_caseparty"].append(row | named)
        for row in pattern.rows["cases_caseofficer"]:
            officer_id, handle = whose[row["officer_id"]]
            part = {"id": None, "case_id": key, "officer_id": officer_id, "handle": handle}
            rows["cases_caseofficer"].append(row | part)
        for row, pieces in pattern.facts:
            text = "".join(one if isinstance(one, str) else json.dumps(people[one][1]) for one in pieces)
            rows["cases_casefact"].append(row | {"id": self._key(begun), "case_id": key, "row": text})
        for row in pattern.rows["cases_caselimit"]:
            rows["cases_caselimit"].append(row | lies | {"id": limits[row["id"]], "case_id": key})
        for row in pattern.rows["cases_personlimit"]:
            mine = {"id": None, "limit_id": limits[row["limit_id"]], "officer_id": whose[row["officer_id"]][0]}
            rows["cases_personlimit"].append(row | mine)
        for row in pattern.rows["cases_caseflag"]:
            who = whose[row["officer_id"]][0] if row["officer_id"] else None
            rows["cases_caseflag"].append(row | lies | {"id": self._key(begun), "case_id": key, "officer_id": who})
        for row in pattern.rows["kernel_participant"]:
            person = whose[row["person_id"]][0]
            rows["kernel_participant"].append(row | {"id": None, "subject_id": key, "person_id": person})

    def able(self, pattern: Pattern) -> list[Ground]:
        """Return where a case could have gone the same way."""
        (case,) = pattern.rows["cases_case"]
        return [one for one in self.grounds if _alike(pattern, one.held.get(case["matter_id"]))]

    def _key(self, milliseconds: int) -> str:
        lot = self.dice.getrandbits(74)
        return f"{milliseconds:012x}7{lot & 0xFFF:03x}{1 << 63 | lot >> 12:016x}"


def _alike(pattern: Pattern, power: Row | None) -> bool:
    """Whether a case would stand there as it stands where it was walked: by what right one acts can ask for review."""
    if power is None:
        return False
    (case,) = pattern.rows["cases_case"]
    return bool(case["mode"] == power["mode"]) or all(
        one["flag"] != TO_REVIEW for one in pattern.rows["cases_caseflag"]
    )


def _milliseconds(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp() * 1000)
