"""What changes after a review passed is reviewed again: what is decided is what was reviewed (处罚法 58; ADR-0051)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tongpan.law.facts import CaseFacts, Correction, Party, decided
from tongpan.law.facts.rounds import present

Key = tuple[str, str]


def reviewed_again(before: CaseFacts, after: CaseFacts, now: datetime) -> CaseFacts:
    """
    Return the facts with a correction for every charge that passed its review and is not as it was then.

    Its own findings count, those of its party, and what was found of evidence or set aside. What is decided is over.
    """
    charges: set[Key] = {(each.party, each.cause) for each in set(before.charges) - set(after.charges)}
    parties = {each.id for each in before.parties if _judged(each) not in map(_judged, after.parties)}
    evidence: set[Key] = {(each.party, each.cause) for each in set(before.evidence) - set(after.evidence)}
    touched = {key for key in _passed(before) if key in charges | evidence or key[0] in parties}
    return _corrected(after, sorted(touched), now)


def weighed_again(facts: CaseFacts, key: Key, now: datetime) -> CaseFacts:
    """Return the facts with a correction where the discretion in a charge is weighed anew after its review passed."""
    return _corrected(facts, [key] if key in _passed(facts) else [], now)


def _passed(facts: CaseFacts) -> set[Key]:
    """The charges that passed their last review and are not decided."""
    last = {(each.party, each.cause): each.passed for each in present(facts, "reviews")}
    over = decided(facts)
    return {key for key, passed in last.items() if passed and key not in over}


def _corrected(facts: CaseFacts, keys: Sequence[Key], now: datetime) -> CaseFacts:
    added = tuple(Correction(*key, now) for key in keys)
    return replace(facts, corrections=(*facts.corrections, *added)) if added else facts


def _judged(party: Party) -> Party:
    """A party without what only serves the delivery of papers."""
    return replace(party, electronic=None, untraceable=None)
