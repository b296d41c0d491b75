"""出库: the law is asked which ways are open for a line, and whether one quantity may leave as it is entered."""

from tongpan.evidence.domain.choices import OUT, Move
from tongpan.evidence.models import PropertyItem
from tongpan.evidence.steps.holding import Going
from tongpan.evidence.steps.owning import Held
from tongpan.law.coercion.leaving import EarlySale, Leaving, Way, check_leaving, check_way
from tongpan.law.verdict import LAWFUL, Verdict


def ways(item: PropertyItem, held: Held) -> list[tuple[Move, Verdict]]:
    """Return every way out of a line with what stands in it; nothing does where the verdict is empty or warns."""
    found = [(act, check_way(held.title, Way(act.value), money=item.money)) for act in Move if act in OUT]
    if held.title is None:
        return [(act, verdict) for act, verdict in found if act is not Move.SOLD]
    return found


def verdict(item: PropertyItem, going: Going, held: Held) -> Verdict:
    """Return what the law says of one quantity on its way out; of a change of place alone it says nothing."""
    if going.act not in OUT:
        return LAWFUL
    return check_leaving(
        Leaving(
            name=item.name, title=held.title, way=Way(going.act.value), document=going.document, signed=going.signed,
            party_told=going.party_told, money=item.money, below_market=going.below_market,
            compensated=going.compensated,
            sale=EarlySale(going.perishable, going.agreed, going.approved, going.recorded),
        ),
        held.regime,
    )  # fmt: skip
