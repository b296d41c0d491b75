"""对账: whether a line of a statement is the payment of a sum that is due, and why nobody is sure of it."""

from dataclasses import dataclass
from typing import Final

from tongpan.cases.domain.money import LineState
from tongpan.law.money import Money

NO_CODE: Final = "对账单上没有缴款码"
OF_NOTHING: Final = "没有对上缴款码，也没有金额和缴款人都相符的应缴款"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sum that is due as it is compared with a line: what is left of it, and whether payer and party are one."""

    left: Money
    same_payer: bool | None
    """None: the line names nobody"""
    by_code: bool
    voided: bool = False


def judged(amount: Money, found: Candidate | None) -> tuple[LineState, str]:
    """
    Return what becomes of a line by itself: booked only where the code is in force, the sum fits and nothing speaks
    against the payer; else it waits for a person, with the reason.
    """
    if found is None:
        return LineState.UNMATCHED, OF_NOTHING
    if found.by_code and found.left.fen == 0:
        return LineState.DOUBLE, "这个缴款码已经缴清，是重复缴款；核对后退给缴款人"
    doubts = []
    if not found.by_code:
        doubts.append(f"{NO_CODE}，按金额和缴款人找到一笔")
    if found.voided:
        doubts.append("缴款码已经作废")
    if found.same_payer is False:
        doubts.append("缴款人和当事人不是同一人，可能是代缴")
    if found.left < amount:
        doubts.append(f"多于应缴的{found.left}")
    if found.by_code and found.left < amount and not found.voided:
        return LineState.DOUBLE, "；".join(doubts) + "：退给缴款人，由缴款人按应缴数额另缴"
    return (LineState.ASKED, "；".join(doubts)) if doubts else (LineState.BOOKED, "")
