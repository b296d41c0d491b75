"""Rounds of one charge (撤销以后重新处理): which decision is the present one, and whether it stands."""

from datetime import datetime
from typing import Any, Final

from tongpan.law.facts.case import CaseFacts
from tongpan.law.facts.penalising import Decision
from tongpan.law.facts.words import FELLED

Key = tuple[str, str]
OF_A_ROUND: Final = frozenset(
    {
        "reports",
        "notices",
        "statements",
        "hearing_requests",
        "hearing_notices",
        "hearings",
        "reviews",
        "corrections",
        "deliberations",
        "decisions",
        "services",
        "payments",
        "deferrals",
        "refunds",
        "surcharges",
        "disclosures",
        "demands",
        "enforcements",
        "remedies",
        "revocations",
        "suit_terms",
        "rulings",
        "standstills",
        "terminations",
        "judgments",
        "handed_in",
    }
)
"""rows that belong to one decision: a charge that is reopened begins without them, and they stay where they are"""


def begun_at(row: Any) -> datetime:
    """
    Return the moment in which a row of a round came to be.

    Law: none; keeping of records.
    """
    moments = (getattr(row, each, None) for each in ("at", "served_at", "decided_at", "redacted_at"))
    first: datetime = min(each for each in moments if each is not None)
    return first


def present(facts: CaseFacts, table: str) -> tuple[Any, ...]:
    """
    Return the rows of a table of one round that belong to the present round of their charge.

    Law: none; a reading of the rows.
    """
    rows: tuple[Any, ...] = getattr(facts, table)
    if not facts.reopenings:
        return rows
    since = {(each.party, each.cause): each.at for each in facts.reopenings}
    return tuple(row for row in rows if is_present(row, since.get((row.party, row.cause))))


def is_present(row: Any, since: datetime | None) -> bool:
    """
    Tell whether a row of a round came in the round that began at a moment; without one there is but one round.

    Law: none; a reading of the rows.
    """
    return since is None or begun_at(row) >= since


def decided(facts: CaseFacts) -> dict[Key, Decision]:
    """
    Return the present decision of each charge that has one, revoked or not; a charge that was reopened has none yet.

    Law: none; a reading of the rows.
    """
    return {(each.party, each.cause): each for each in present(facts, "decisions")}


def standing(facts: CaseFacts) -> dict[Key, Decision]:
    """
    Return the decision of each charge that stands: none that a remedy or the organ itself revoked.

    Law: APL 75 ¶2.
    """
    fell = fallen(facts)
    return {key: row for key, row in decided(facts).items() if key not in fell or row.at > fell[key]}


def falls(facts: CaseFacts) -> list[tuple[Key, datetime]]:
    """
    Return each fall of a decision, by a remedy or by the organ itself: of which charge, and when.

    Law: APL 75 ¶2.
    """
    found = [
        ((each.party, each.cause), each.ended_at)
        for each in facts.remedies
        if each.outcome in FELLED and each.ended_at is not None
    ]
    return found + [((each.party, each.cause), each.at) for each in facts.revocations]


def fallen(facts: CaseFacts) -> dict[Key, datetime]:
    """
    Return when the last decision that fell was revoked, by charge.

    Law: APL 75 ¶2.
    """
    found: dict[Key, datetime] = {}
    for key, at in falls(facts):
        found[key] = max(at, found.get(key, at))
    return found
