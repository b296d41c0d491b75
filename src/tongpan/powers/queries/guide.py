"""The handling guide of a matter: its rows as plain facts, put before the law."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from tongpan.law.guide import FineRange, Guide, MatterFacts, gathered, handling_guide
from tongpan.law.limits import Regime
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.powers.models import Matter

_KNOWN: Final = frozenset(PenaltyKind)
_SUBJECTS: Final = {
    "individual": frozenset({PartyKind.CITIZEN, PartyKind.SOLE_TRADER}),
    "organisation": frozenset({PartyKind.ORGANIZATION, PartyKind.SOLE_TRADER}),
    "person_in_charge": frozenset({PartyKind.CITIZEN}),
}
_ENFORCING: Final = frozenset({"SUBSTITUTE", "DEMOLISH", "COMPULSORY_EXECUTION"})


def guide_of(matter: Matter, province: str | None, on: date, regime: Regime | None = None) -> Guide:
    """
    Return how a matter is handled in a place on a day, under a sector's procedure rules or the national ones.

    :raises LawRefused: if the sector's rules do not bind in the place
    """
    kinds = frozenset(PenaltyKind(kind) for kind in matter.kinds if kind in _KNOWN)
    facts = MatterFacts(
        kinds=kinds,
        fines=tuple(ranges_of(matter.fines)),
        on=on,
        summary_fit=matter.summary_fit,
        regime=regime,
        province=province,
        correct_first=matter.correction == "refusal_required",
        enforceable=any(item["kind"] in _ENFORCING for item in matter.measures),
    )
    guide = handling_guide(facts)
    return replace(guide, summary=gathered(guide.summary), hearing=gathered(guide.hearing))


def ranges_of(fines: list[Mapping[str, Any]]) -> Iterator[FineRange]:
    """Yield the ranges of fines of a matter, in the order of the catalogue."""
    for fine in fines:
        parties = _SUBJECTS.get(fine["subject"], frozenset(PartyKind))
        fixed = fine["basis"] == "amount"
        yield FineRange(parties, _sum(fine.get("min"), fixed), _sum(fine.get("max"), fixed))


def _sum(amount: float | None, fixed: bool) -> Money | None:
    """Only a plain amount is a bound: times, percent and price a unit depend on the case."""
    return yuan(str(amount)) if fixed and amount is not None else None
