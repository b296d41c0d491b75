"""欠缴: what a party still owes in a case, in words."""

from datetime import datetime
from typing import Final

from tongpan.kernel.calendar import calendar_in_force
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step, Target
from tongpan.law.procedure.gates.paying import fine_left, money_of, owed, sum_paid, surcharge_in_force, surcharge_of
from tongpan.law.procedure.gates.returning import refundable
from tongpan.law.procedure.view import CaseView, ChargeView

MONEY: Final = frozenset({Step.PAY, Step.COLLECT, Step.SURCHARGE, Step.DEFER, Step.REFUND})
"""steps whose form says what is owed"""


def charge_of(facts: CaseFacts, target: Target, at: datetime) -> ChargeView | None:
    """Return a charge as the law sees it at a moment."""
    views = CaseView(facts, at, calendar_in_force()).charges
    return next((one for one in views if (one.charge.party, one.charge.cause) == target[:2]), None)


def owing(facts: CaseFacts, step: Step, target: Target, at: datetime) -> tuple[str, str]:
    """Return what is owed as a form takes it, and how it is made up; empty where the step is not about money."""
    view = charge_of(facts, target, at) if step in MONEY else None
    if view is None:
        return "", ""
    if step is Step.REFUND:
        back = refundable(view)
        return (
            f"{back.fen / 100:.2f}",
            f"应当退还{back}：已缴{sum_paid(view)}，减去仍然应缴的罚款、没收违法所得和加处罚款。",
        )
    if step is Step.DEFER:
        return "", f"还没有缴的罚款{fine_left(view)}，各期合起来应当正好是这个数。"
    left = owed(view)
    said = (
        f"还应缴{left}：罚款和没收违法所得{money_of(view)}，加处罚款{surcharge_in_force(view)}，已缴{sum_paid(view)}。"
    )
    if step is Step.SURCHARGE:
        said += f"按逾期未缴的罚款逐日计算，到现在应当加处的共{surcharge_of(view)}，以最后一次加处的数额为准。"
    return f"{left.fen / 100:.2f}", said
