"""并案和分案: the rows of one case as rows of another, under names that are free there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tongpan.law.facts import CaseFacts, read_row, remaining, write_row

MOVED: Final = (
    "parties", "causes", "charges", "things", "inspections", "identities", "evidence", "preservations", "samplings",
    "reports", "measures", "referrals", "recusals",
)  # fmt: skip
"""what belongs to a party or a charge before anything is told; people and filing are those of the case that stays"""
Placed = tuple[str, int]
"""a table and a place in it"""
_NAMED: Final = {
    "things": "物品",
    "inspections": "检查",
    "evidence": "证据",
    "preservations": "保存",
    "samplings": "抽样",
}


def joined(
    stays: CaseFacts, goes: CaseFacts, parties: Mapping[str, str], people: Mapping[str, str]
) -> tuple[CaseFacts, dict[Placed, Placed]]:
    """
    Return the facts of a case with those of another in them, and from which place to which each row went.

    `parties` and `people` give the names of the other case's parties and people in this one. A party, a cause or a
    charge that stands in both is kept as it stands in the case that stays; what was split off goes nowhere.

    :raises LawRefused: if a row no longer fits its table
    """
    left = remaining(goes)
    return carried(stays, goes, MOVED, parties, people, lambda table, row: row in getattr(left, table))


def refs_of(before: CaseFacts, after: CaseFacts, places: Mapping[Placed, Placed]) -> dict[str, str]:
    """Return what the rows that property belongs to are called in the case to which they went."""
    return {
        getattr(before, table)[place].id: getattr(after, table)[at].id
        for (table, place), (_, at) in places.items()
        if table in ("things", "preservations", "evidence")
    }


def scenes_of(places: Mapping[Placed, Placed]) -> dict[str, str]:
    """Return what the scenes to which footage is linked are called in the case to which their rows went."""
    return {f"{table}:{place}": f"{table}:{at}" for (table, place), (_, at) in places.items()}


def carried(
    stays: CaseFacts, goes: CaseFacts, tables: Sequence[str], parties: Mapping[str, str], people: Mapping[str, str],
    wanted: Callable[[str, Any], bool],
) -> tuple[CaseFacts, dict[Placed, Placed]]:  # fmt: skip
    """
    Return the facts of a case with those rows of another's tables in them that are wanted; otherwise as `joined`.

    :raises LawRefused: if a row no longer fits its table
    """
    renamed: dict[str, dict[str, str]] = {"parties": dict(parties), "people": dict(people)}
    for table, prefix in _NAMED.items():
        count = len(getattr(stays, table))
        own = {row.id for row in getattr(stays, table)}
        renamed[table] = {}
        for row in (each for each in getattr(goes, table) if wanted(table, each)):
            count += 1
            while f"{prefix}{count}" in own:
                count += 1
            renamed[table][row.id] = f"{prefix}{count}"
    filled: dict[str, Any] = {}
    places: dict[Placed, Placed] = {}
    for table in tables:
        rows = list(getattr(stays, table))
        known = {_key(table, row) for row in rows}
        for place, row in enumerate(getattr(goes, table)):
            if not wanted(table, row):
                continue
            moved = read_row(table, _renamed(table, write_row(row), renamed), f"{table}[{place}]")
            if _key(table, moved) is not None and _key(table, moved) in known:
                continue
            places[table, place] = (table, len(rows))
            rows.append(moved)
        filled[table] = tuple(rows)
    return replace(stays, **filled), places


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
    if table in ("notices", "hearings") and "evidence" in found:
        found["evidence"] = [names["evidence"][each] for each in found["evidence"] if each in names["evidence"]]
    for column in ("officers", "team"):
        if column in found:
            found[column] = [names["people"][each] for each in found[column]]
    for column in ("decided_by", "officer"):
        if found.get(column):
            found[column] = names["people"][found[column]]
    return found
