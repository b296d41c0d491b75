"""Summary procedure (当场处罚): whether it is open."""

from datetime import date
from functools import lru_cache

from tongpan.law.facts import Penalty
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.summary import SummaryCase, check_range
from tongpan.law.procedure.adapting import KEPT, hearing_due, punishment_of
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.settled import counted_as
from tongpan.law.procedure.view import ChargeView
from tongpan.law.verdict import LAWFUL, Verdict


@gate(
    "summary.kind",
    "summary.fine.too_high",
    "summary.facts.uncertain",
    "summary.facts.unknown",
    "summary.hearing",
    "summary.hearing.unknown",
)
def summary_allowed(view: ChargeView) -> Verdict:
    """
    Test that the case may be decided on the spot (INV-42).

    Law: APL 51.
    """
    penalty = view.charge.proposed
    if penalty is None:
        return LAWFUL  # said by `proposed`
    today, province = view.case.today, view.case.facts.province
    return _allowed(penalty, counted_as(view), today, view.charge.complex, hearing_due(view), province)


@lru_cache(maxsize=KEPT)
def _allowed(
    penalty: Penalty, party: PartyKind, on: date, complex_: bool | None, hearing: bool | None, province: str | None
) -> Verdict:
    punishment = punishment_of(penalty)
    if punishment is None:
        return LAWFUL  # said by `proposed`
    certain = None if complex_ is None else not complex_
    return check_range(SummaryCase(punishment, party, on, certain, legal_basis=True, hearing_due=hearing), province)
