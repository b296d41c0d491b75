"""并案: the rows of one case as rows of another, under names that are free there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tongpan.law.facts import CaseFacts, read_row, write_row

MOVED: Final = (
    "parties", "causes", "charges", "things", "inspections", "identities", "evidence", "preservations", "reports",
    "measures", "referrals", "recusals",
)  # fmt: skip
"""what belongs to a party or a charge before anything is told; people and filing are those of the case that stays"""
_NAMED: Final = {"things": "物品", "inspections": "检查", "evidence": "证据", "preservations": "保存"}


def joined(
    stays: CaseFacts, goes: CaseFacts, parties: Mapping[str, str], people: Mapping[str, str]
) -> tuple[CaseFacts, dict[tuple[str, int], tuple[str, int]]]:
    """
    Return the facts of a case with those of another in them, and from which place to which each row went.

    `parties` and `people` give the names of the other case's parties and people in this one. A party, a cause or a
    charge that stands in both is kept as it stands in the case that stays.

    :raises LawRefused: if a row no longer fits its table
    """
    renamed: dict[str, dict[str, str]] = {"parties": dict(parties), "people": dict(people)}
    for table, prefix in _NAMED.items():
        count = len(getattr(stays, table))
        own = {row.id for row in getattr(stays, table)}
        renamed[table] = {}
        for row in getattr(goes, table):
            count += 1
            while f"{prefix}{count}" in own:
                count += 1
            renamed[table][row.id] = f"{prefix}{count}"
    tables: dict[str, Any] = {}
    places: dict[tuple[str, int], tuple[str, int]] = {}
    for table in MOVED:
        rows = list(getattr(stays, table))
        known = {_key(table, row) for row in rows}
        for place, row in enumerate(getattr(goes, table)):
            moved = read_row(table, _renamed(table, write_row(row), renamed), f"{table}[{place}]")
            if _key(table, moved) is not None and _key(table, moved) in known:
                continue
            places[table, place] = (table, len(rows))
            rows.append(moved)
        tables[table] = tuple(rows)
    return replace(stays, **tables), places


def _key(table: str, row: Any) -> Any:
    """Return by what a row is one of a kind, None where it may stand twice."""
    if table in ("parties", "causes"):
        return row.id
    return (row.party, row.cause) if table == "charges" else None


def _renamed(table: str, document: dict[str, Any], names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    found = dict(document)
    if table in names and "id" in found:
        found["id"] = names[table][found["id"]]
    if "party" in found:
        found["party"] = names["parties"][found["party"]]
    if "thing" in found:
        found["thing"] = names["things"][found["thing"]]
    for column in ("officers", "team"):
        if column in found:
            found[column] = [names["people"][each] for each in found[column]]
    for column in ("decided_by", "officer"):
        if found.get(column):
            found[column] = names["people"][found[column]]
    return found
