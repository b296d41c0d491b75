"""Summary procedure (当场处罚): whether it is open."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

ON_SPOT: Final = Citation(APL, 51, figures=("二百元", "三千元"), gist="小额罚款或者警告可以当场决定")

BEYOND_SPOT: Final = Breach("summary.beyond", "超出当场处罚的种类或者数额", ON_SPOT, missing="按普通程序立案")
SPOT_UNKNOWN: Final = Breach("summary.unknown", "没有写明处罚种类和数额", ON_SPOT, missing="写明处罚种类和数额")
SPOT_COMPLEX: Final = Breach("summary.complex", "案情复杂，不能当场处罚", ON_SPOT, missing="按普通程序立案")
SPOT_COMPLEX_UNKNOWN: Final = Breach(
    "summary.complex.unknown", "案情是否复杂还没有结论", ON_SPOT, missing="写明事实是否确凿、案情是否复杂"
)


@gate("summary.beyond", "summary.unknown", "summary.complex", "summary.complex.unknown")
def summary_allowed(view: ChargeView) -> Verdict:
    """
    Test that the case may be decided on the spot (INV-42).

    Law: APL 51.
    """
    return (*spot_range(view), *spot_plain(view))


def spot_plain(view: ChargeView) -> Verdict:
    """Answer whether the facts are plain."""
    if view.charge.complex is None:
        return (SPOT_COMPLEX_UNKNOWN,)
    return (SPOT_COMPLEX,) if view.charge.complex else LAWFUL


def spot_range(view: ChargeView) -> Verdict:
    """Answer whether kind and sum are small enough."""
    penalty = view.charge.proposed
    if penalty is None or (PenaltyKind.FINE in penalty.kinds and penalty.fine is None):
        return (SPOT_UNKNOWN,)
    most = yuan(3000) if view.party.kind is PartyKind.ORGANIZATION else yuan(200)
    small = set(penalty.kinds) <= {PenaltyKind.WARNING, PenaltyKind.FINE} and (
        penalty.fine is None or penalty.fine <= most
    )
    return LAWFUL if small else (BEYOND_SPOT,)
