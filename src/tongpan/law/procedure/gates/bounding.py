"""The sum (罚款数额): within the statute's range, and in the band of the benchmark or approved outside it."""

from dataclasses import replace
from typing import Final

from tongpan.law.discretion.deviation import STATED
from tongpan.law.facts.bounding import FineBounds, Stretch
from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.sanction_range import FineBounds as Bounds
from tongpan.law.penalty.sanction_range import check_fine
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView
from tongpan.law.verdict import LAWFUL, Breach, Verdict

UNSETTLED: Final = Breach(
    "discretion.tier.unsettled",
    "有裁量基准，还不能确定适用哪一阶次",
    STATED,
    missing="在“裁量”里逐项核对情节，说明适用哪一阶次",
)


@gate("decision.fine.above", "decision.fine.below", "decision.fine.tier", "discretion.tier.unsettled")
def fine_in_bounds(view: ChargeView) -> Verdict:
    """
    Test that the proposed fine lies in the statute's range, and in the band of the benchmark or approved outside.

    Law: APL 5 ¶2; 34; 76 ¶1(2); 国办发〔2022〕27号（十二） (INV-40).
    Reading: where the range of the matter is not known, nothing is tested (ADR-0049).
    """
    penalty = view.charge.proposed
    if penalty is None or penalty.fine is None or PenaltyKind.FINE not in penalty.kinds:
        return LAWFUL
    key = (view.charge.party, view.charge.cause)
    bounds = next((each for each in view.case.facts.fine_bounds if (each.party, each.cause) == key), None)
    return check_proposed(penalty.fine, bounds) if bounds is not None else LAWFUL


def check_proposed(fine: Money, bounds: FineBounds) -> Verdict:
    """
    Test one sum against the bounds of its charge; what stands in its way names the range and where it is written.

    Law: APL 5 ¶2; 34; 76 ¶1(2); 国办发〔2022〕27号（十二）.
    """
    off = bool(bounds.bands) and not any(each.lowest <= fine <= each.highest for each in bounds.bands)
    nearest = min(bounds.bands, key=lambda each: _distance(fine, each)) if off else None
    found = check_fine(
        Bounds(
            fine=fine,
            lowest=bounds.lowest,
            highest=bounds.highest,
            tier_lowest=nearest.lowest if nearest is not None else None,
            tier_highest=nearest.highest if nearest is not None else None,
            mitigated=bounds.mitigated,
            deviation_approved=bounds.leaving == fine,
        )
    )
    said = tuple(replace(each, message=f"{each.message}；拟罚{fine}，{_range(each, bounds)}") for each in found)
    return (*said, replace(UNSETTLED, message=f"{UNSETTLED.message}：{bounds.unsettled}")) if bounds.unsettled else said


def _distance(fine: Money, band: Stretch) -> int:
    return max(band.lowest.fen - fine.fen, fine.fen - band.highest.fen)


def _range(breach: Breach, bounds: FineBounds) -> str:
    if breach.code == "decision.fine.tier":
        return f"裁量区间是{'；'.join(f'{each.lowest}至{each.highest}' for each in bounds.bands)}"
    low = f"{bounds.lowest}以上" if bounds.lowest > NOTHING else ""
    return f"{bounds.text}规定的幅度是{low}{bounds.highest}以下"
