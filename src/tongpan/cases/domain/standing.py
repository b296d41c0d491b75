"""How far a case has come, for lists: one word, and the days that lists are sorted by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpan.cases.domain.choices import Standing
from tongpan.law.facts import CaseFacts, decided, remaining
from tongpan.law.facts.rounds import present
from tongpan.law.facts.words import Paper


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a case."""

    standing: Standing
    track: str = ""
    filed_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None


def _key(row: Any) -> tuple[str, str]:
    return row.party, row.cause


def summary(facts: CaseFacts) -> Summary:
    """Return what lists show; of several charges that are handled here the one furthest behind gives the word."""
    facts = remaining(facts)
    over = decided(facts)
    told = {_key(each) for each in present(facts, "notices") if each.served_at is not None}
    served = {
        _key(each)
        for each in present(facts, "services")
        if each.paper is Paper.DECISION and each.effective_at is not None
    }
    served |= {key for key, each in over.items() if each.handed_over}
    charges = [(each.party, each.cause) for each in facts.charges]
    all_decided = bool(charges) and all(key in over for key in charges)
    if facts.closing is not None:
        standing = Standing.CLOSED
    elif all_decided:
        standing = Standing.SERVED if all(key in served for key in charges) else Standing.DECIDED
    elif charges and all(key in over or key in told for key in charges):
        standing = Standing.TOLD
    else:
        standing = Standing.CLUE if facts.filing is None else Standing.INQUIRY
    return Summary(
        standing,
        track=facts.decisions[-1].track.value if facts.decisions else "",
        filed_on=facts.filing.at.date() if facts.filing is not None else None,
        decided_on=max(each.at.date() for each in over.values()) if all_decided else None,
        closed_on=facts.closing.at.date() if facts.closing is not None else None,
    )
