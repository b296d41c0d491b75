"""Summary procedure (当场处罚): whether it is open."""

from tongpan.law.penalty.summary import SummaryCase, check_range
from tongpan.law.procedure.adapting import hearing_due, proposed_punishment
from tongpan.law.procedure.gate import gate
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
    punishment = proposed_punishment(view)
    if punishment is None:
        return LAWFUL  # said by `proposed`
    complex_ = view.charge.complex
    case = SummaryCase(
        punishment=punishment,
        party=view.party.kind,
        on=view.case.today,
        facts_certain=None if complex_ is None else not complex_,
        legal_basis=True,
        hearing_due=hearing_due(view),
    )
    return check_range(case, view.case.facts.province)
