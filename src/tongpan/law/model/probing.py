"""Probes (单点核查): complete cases of which one fact is wrong or unknown, one guard each."""

from dataclasses import replace

from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import CaseFacts, Measure
from tongpan.law.model.starting import DAY_ONE


def held(facts: CaseFacts) -> CaseFacts:
    """
    Return the case with its first thing seized.

    Law: none; a case to check with.
    """
    thing = facts.things[0]
    row = Measure(
        thing.id,
        thing.party,
        thing.cause,
        MeasureKind.SEIZING,
        DAY_ONE,
        officers=("张", "王"),
        approved_at=DAY_ONE,
        delivered=True,
        signed=True,
    )
    return replace(facts, measures=(row,))
