"""应移未移 (M169): what of a case is compared with the standards of prosecution; the unknown is not below them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tongpan.law.facts import CaseFacts, Charge, decided
from tongpan.law.money import Money
from tongpan.powers.domain.kinds import CrimeMeasure
from tongpan.powers.domain.standards import Standard

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of comparing one case: standards that are reached, and standards of which a figure is not known."""

    reached: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


NOTHING: Final = Compared()


def compare(
    facts: CaseFacts, standards: Iterable[Standard], earlier: Mapping[tuple[str, str, int], int | None]
) -> Compared:
    """
    Compare the charges of a case that were not handed to the police with the standards of their matters.

    `earlier` is how often a party was penalised for a cause within some months, None where its identity is not known.
    Law: 移送规定 3 ¶1: a sum that is reached is reached by just that sum.
    """
    gone = {(each.party, each.cause) for each in facts.referrals if each.transferred_at is not None}
    kinds = {each.id: each.kind.value for each in facts.parties}
    reached, unknown = [], []
    for one in standards:
        for charge in facts.charges:
            if charge.cause != one.cause or (charge.party, charge.cause) in gone:
                continue
            if one.party and kinds.get(charge.party) != one.party:
                continue
            answer, said = _meets(facts, charge, one, earlier)
            if answer is None:
                unknown.append(f"{said}（{one.crime}，{one.source}）")
            elif answer:
                reached.append(f"{said}，达到{one.crime}的追诉标准（{one.source}），还没有移送公安机关")
    return Compared(tuple(reached), tuple(unknown))


def _meets(
    facts: CaseFacts, charge: Charge, one: Standard, earlier: Mapping[tuple[str, str, int], int | None]
) -> tuple[bool | None, str]:
    if one.measure is CrimeMeasure.EARLIER:
        count = earlier.get((charge.party, charge.cause, one.months or 0))
        if count is None:
            return None, "当事人证件号码没有登记，此前处罚的次数不知道"
        return count >= (one.times or 0), f"{one.months}个月内受过{count}次行政处罚"
    found = _sum(facts, charge, one.measure)
    label = str(one.measure.label)
    if found is None:
        return None, f"{label}没有查明"
    assert one.amount is not None
    return found >= one.amount, f"{label}{found}"


def _sum(facts: CaseFacts, charge: Charge, measure: CrimeMeasure) -> Money | None:
    """The sum that was decided, else that which is proposed to be forfeited; None where neither says it."""
    made = decided(facts).get((charge.party, charge.cause))
    for penalty in (made.penalty if made is not None else None, charge.proposed):
        if penalty is None:
            continue
        found = penalty.income if measure is CrimeMeasure.INCOME else penalty.goods
        if found is not None:
            return found
    return None
