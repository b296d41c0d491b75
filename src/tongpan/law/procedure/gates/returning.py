"""Cash on its way to the bank, and money that goes back to the party (当场收缴的去向、退还)."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Payment
from tongpan.law.money import NOTHING, Money
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.paying import money_of, sum_paid, surcharge_in_force
from tongpan.law.procedure.view import ChargeView, remembered
from tongpan.law.titles import APL, COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

GIVEN_BACK: Final = Citation(
    COERCION_LAW, 41, figures=("应当恢复原状或者退还财物",), gist="决定被撤销、变更的，应当退还财物"
)
TREASURY: Final = Citation(APL, 74, 2, figures=("必须全部上缴国库",), gist="罚款必须全部上缴国库")

CASH_OUT: Final = Breach(
    "refund.cash",
    "当场收缴的罚款还没有缴付银行，不能从现金里退给当事人",
    TREASURY,
    "D",
    "先把现金缴付银行，再从国库退还",
    "ADR-0058",
)


def in_hand(view: ChargeView) -> tuple[Payment, ...]:
    """
    Return the cash that officers took and have not handed to the organ.

    Law: APL 71.
    """
    return tuple(each for each in view.rows.get("payments", ()) if each.on_spot and each.handed_in_at is None)


def to_bank(view: ChargeView) -> tuple[Payment, ...]:
    """
    Return the cash that the organ has received and not paid to the bank.

    Law: APL 71.
    """
    rows = view.rows.get("payments", ())
    return tuple(each for each in rows if each.on_spot and each.handed_in_at is not None and each.banked_at is None)


@remembered
def refundable(view: ChargeView) -> Money:
    """
    Return what was paid and is no longer owed: all of it after a revocation, the difference after a change.

    Law: ACL 41.
    Reading: a surcharge counts as owed while it is in force, for its own sum was demanded; where restoring is done, so
    is the return (ADR-0058).
    """
    if view.revoked is not None and view.revoked.restored_at is not None:
        return NOTHING
    return Money(max(0, sum_paid(view).fen - money_of(view).fen - surcharge_in_force(view).fen))


@gate("refund.cash")
def cash_banked(view: ChargeView) -> Verdict:
    """
    Test that no cash lies with the organ: what goes back comes from the treasury.

    Law: APL 74 ¶2.
    Reading: money is not given back out of cash that was never paid in (ADR-0058).
    """
    return (CASH_OUT,) if in_hand(view) or to_bank(view) else LAWFUL


@gate("restoring.money")
def refunded(view: ChargeView) -> Verdict:
    """
    Test that the money went back before restoring is written down as done.

    Law: ACL 41.
    """
    left = refundable(view)
    if left == NOTHING:
        return LAWFUL
    said = f"决定已撤销，已缴的{left}还没有退还"
    return (Breach("restoring.money", said, GIVEN_BACK, missing="先“退还多缴的款项”，登记退付凭证"),)


def check_refund(view: ChargeView, amount: Money) -> Verdict:
    """
    Test that no more goes back than was paid and is not owed.

    Law: ACL 41; APL 74 ¶3.
    """
    left = refundable(view)
    if NOTHING < amount and not left < amount:
        return LAWFUL
    said = f"应当退还{left}（已缴的减去仍然应缴的），不能登记{amount}"
    return (Breach("refund.not_owed", said, GIVEN_BACK, missing="按应当退还的数额登记；分几次退的，逐次登记"),)
