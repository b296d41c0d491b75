"""A charge that went into a case of its own (分案), and what is left to the case it came from."""

from dataclasses import fields, replace
from typing import Any

from tongpan.law.facts.case import CaseFacts
from tongpan.law.facts.rounds import Key


def remaining(facts: CaseFacts) -> CaseFacts:
    """
    Return the facts without what went into a case of its own: what is asked of this case is asked of the rest.

    The rows of a charge that went stay where they are and can be read; the other case holds them too and goes on with
    them. A party or a cause with a charge left stays.

    Law: none; a reading of the rows (ADR-0062).
    """
    gone = apart(facts)
    if not gone:
        return facts
    left = [each for each in facts.charges if (each.party, each.cause) not in gone]
    parties = {party for party, _ in gone} - {each.party for each in left}
    causes = {cause for _, cause in gone} - {each.cause for each in left}
    tables: dict[str, Any] = {}
    for column in fields(facts):
        rows = getattr(facts, column.name)
        if isinstance(rows, tuple) and column.name != "splits":
            tables[column.name] = tuple(row for row in rows if not _went(column.name, row, gone, parties, causes))
    return replace(facts, **tables)


def apart(facts: CaseFacts) -> frozenset[Key]:
    """
    Return the charges that went into cases of their own.

    Law: none; a reading of the rows.
    """
    return frozenset((each.party, each.cause) for each in facts.splits)


def _went(table: str, row: Any, gone: frozenset[Key], parties: set[str], causes: set[str]) -> bool:
    if table == "parties":
        return row.id in parties
    if table == "causes":
        return row.id in causes
    party, cause = getattr(row, "party", None), getattr(row, "cause", None)
    if party is None:
        return False
    return party in parties if cause is None else (party, cause) in gone
