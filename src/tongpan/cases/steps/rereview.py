"""What changes after a review passed is reviewed again: what is decided is what was reviewed (处罚法 58; ADR-0051)."""

from dataclasses import replace
from datetime import datetime

from tongpan.law.facts import CaseFacts, Correction, Party

Key = tuple[str, str]


def reviewed_again(before: CaseFacts, after: CaseFacts, now: datetime) -> CaseFacts:
    """
    Return the facts with a correction for every charge that passed its review and is not as it was then.

    Its own findings count, those of its party, and what was found of evidence or set aside. What is decided is over.
    """
    last = {(each.party, each.cause): each for each in before.reviews}
    decided = {(each.party, each.cause) for each in before.decisions}
    charges: set[Key] = {(each.party, each.cause) for each in set(before.charges) - set(after.charges)}
    parties = {each.id for each in before.parties if _judged(each) not in map(_judged, after.parties)}
    evidence: set[Key] = {(each.party, each.cause) for each in set(before.evidence) - set(after.evidence)}
    added = tuple(
        Correction(*key, now)
        for key, review in last.items()
        if review.passed and key not in decided and (key in charges | evidence or key[0] in parties)
    )
    return replace(after, corrections=(*after.corrections, *added)) if added else after


def _judged(party: Party) -> Party:
    """A party without what only serves the delivery of papers."""
    return replace(party, electronic=None, untraceable=None)
