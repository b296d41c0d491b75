"""Which way a charge goes (适用范围): hearing, review, deliberation, summary procedure."""

from tongpan.law.limits import Regime
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.procedure.view import ChargeView

GRAVE = frozenset(
    {
        PenaltyKind.DOWNGRADE,
        PenaltyKind.REVOKE_LICENSE,
        PenaltyKind.SUSPEND_BUSINESS,
        PenaltyKind.CLOSE,
        PenaltyKind.BAR_FROM_TRADE,
    }
)


def hearing_due(view: ChargeView) -> bool | None:
    """
    Tell whether the proposed penalty is in the range of hearings; None where the standard is not known.

    Law: APL 63 ¶1.
    """
    penalty = view.charge.proposed
    if penalty is None:
        return None
    if GRAVE & set(penalty.kinds):
        return True
    limit = yuan(100_000) if view.party.kind is PartyKind.ORGANIZATION else yuan(10_000)
    return penalty.fine is not None and penalty.fine >= limit


def review_needed(view: ChargeView) -> bool:
    """Tell whether a legal review must pass before the decision."""
    charge = view.charge
    return charge.complex is not False or charge.weighty is not False or view.hearing is not None


def case_review_needed(view: ChargeView) -> bool:
    """Tell whether the regime reviews every other case too."""
    return view.charge.regime in (Regime.SAMR, Regime.AGR)


def deliberation_needed(view: ChargeView) -> bool:
    """Tell whether the heads must deliberate together."""
    return view.charge.complex is not False or view.charge.weighty is not False
