"""On what the amount decides (数额界限): the summary procedure, and whether the right to a hearing is told."""

from collections.abc import Iterator
from typing import Final

from tongpan.law.guide.terms import Answer, FineRange, MatterFacts
from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty.hearing_range import HEARING_KINDS, LISTED, UNLISTED, HearingRight, Proposal, hearing_right
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.punishment import ADMONITIONS, Punishment
from tongpan.law.penalty.summary import KINDS, RANGE, fine_limit

FORFEITS: Final = frozenset({PenaltyKind.CONFISCATE_INCOME, PenaltyKind.CONFISCATE_GOODS})
_UNKNOWN: Final = (
    "本地较大数额的标准尚未查到：向省级司法行政部门或者主管部门核实；核实之前，普通程序的罚款一律告知听证权利。"
)


def names(kinds: frozenset[PenaltyKind]) -> str:
    """
    Return kinds of penalty in the order and words of the statute.

    Law: APL 9.
    """
    return "、".join(kind.label for kind in PenaltyKind if kind in kinds)


def summary_answers(facts: MatterFacts) -> tuple[Answer, ...]:
    """
    Return for each kind of party whether a penalty on this matter may be decided on the spot.

    Law: APL 51.
    Reading: a sole trader counts as a citizen unless the place says otherwise (ADR-0023).
    """
    basis = (str(RANGE),)
    open_kinds = facts.kinds & KINDS
    if not facts.kinds:
        return (Answer(None, "处罚种类没有登记，不能判断；只有警告和限额以内的罚款可以当场决定。", basis),)
    if not open_kinds:
        return (Answer(False, f"本事项只能处{names(facts.kinds)}，不能当场决定，走普通程序。", basis),)
    found = [_summary_of(facts, party, basis) for party in PartyKind]
    others = facts.kinds - KINDS
    if others:
        found.append(Answer(False, f"只要拟处{names(others)}，就走普通程序。", basis))
    if facts.summary_fit is False:
        said = "事项目录注明本事项须走普通程序；数额在限额以内也不要当场处罚，先请法制审核人员核对。"
        found.append(Answer(False, said, ("事项目录",)))
    return tuple(found)


def _summary_of(facts: MatterFacts, party: PartyKind, basis: tuple[str, ...]) -> Answer:
    whom = party.label + ("（按公民计算，法律没有明文）" if party is PartyKind.SOLE_TRADER else "")
    holds, said = _on_spot(facts, party)
    return Answer(holds, said, basis, whom)


def _on_spot(facts: MatterFacts, party: PartyKind) -> tuple[bool | None, str]:
    limit = fine_limit(party, facts.province, facts.on)
    warns = PenaltyKind.WARNING in facts.kinds
    also = "只处警告的可以当场决定；" if warns else ""
    ranges = _ranges(facts, party)
    if PenaltyKind.FINE not in facts.kinds:
        return True, "只处警告的可以当场决定。"
    if not ranges:
        return None, f"{also}没有登记对其罚款的幅度；当场罚款的限额是{limit}以下。"
    lows, highs = [each.lowest for each in ranges], [each.highest for each in ranges]
    if all(low is not None and low > limit for low in lows):
        least = min(low for low in lows if low is not None)
        said = f"{also}罚款最低{least}，超过当场处罚的限额{limit}，罚款一律走普通程序。"
        return (None if warns else False), said
    if all(high is not None and high <= limit for high in highs):
        return True, f"罚款最高也在当场处罚的限额{limit}以内，事实确凿的可以当场决定。"
    return None, f"{also}拟罚{limit}以下并且事实确凿的可以当场决定，超过的走普通程序。"


def _ranges(facts: MatterFacts, party: PartyKind) -> list[FineRange]:
    return [each for each in facts.fines if party in each.parties]


def hearing_answers(facts: MatterFacts) -> tuple[Answer, ...]:
    """
    Return when the right to a hearing must be told.

    Law: APL 63 ¶1; the texts of sector and place.
    Reading: where no text of the place is known, the right is told (ADR-0026).
    """
    return tuple(_hearing(facts))


def _hearing(facts: MatterFacts) -> Iterator[Answer]:
    basis = (str(HEARING_KINDS),)
    if not facts.kinds:
        yield Answer(None, "处罚种类没有登记，不能判断；拿不准的，一并告知听证权利。", basis)
    if facts.kinds & LISTED:
        yield Answer(True, f"拟处{names(facts.kinds & LISTED)}的，不论数额，应当告知听证权利。", basis)
    if facts.kinds & UNLISTED:
        said = f"{names(facts.kinds & UNLISTED)}是不是“其他较重的行政处罚”，由本机关认定；拿不准的告知听证权利。"
        yield Answer(None, said, basis)
    if PenaltyKind.FINE in facts.kinds:
        for party in PartyKind:
            holds, said = _fine_heard(facts, party)
            yield Answer(holds, said, basis, party.label)
    if facts.kinds & FORFEITS:
        said = f"{names(facts.kinds & FORFEITS)}的，先算清数额、估清价值，再与本地较大数额、较大价值的标准比较。"
        yield Answer(None, said, basis)
    if facts.kinds & ADMONITIONS:
        yield Answer(False, "只处警告、通报批评的，不在听证范围。", basis)


def _fine_heard(facts: MatterFacts, party: PartyKind) -> tuple[bool | None, str]:
    ranges = _ranges(facts, party)
    if not ranges:
        return None, "没有登记对其罚款的幅度，按拟罚数额判断。"
    lows = [_right(facts, party, each.lowest) for each in ranges]
    highs = [_right(facts, party, each.highest) for each in ranges]
    if any(right is not None and right.due is None for right in (*lows, *highs)):
        return None, _UNKNOWN
    if all(right is not None and right.due for right in lows):
        return True, f"罚款起点就在听证范围：{_reason(lows)}。应当告知听证权利。"
    if all(right is not None and right.due is False for right in highs):
        return False, "罚款最高也不到本地较大数额的标准，不必因罚款告知听证。"
    reason = _reason(highs)
    said = f"按最高幅度，{reason}；拟罚数额达到标准的" if reason else "算出拟罚数额，达到本地较大数额标准的"
    return None, f"{said}，应当告知听证权利。"


def _reason(rights: list[HearingRight | None]) -> str:
    return next((right.reasons[0] for right in rights if right is not None and right.reasons), "")


def _right(facts: MatterFacts, party: PartyKind, fine: Money | None) -> HearingRight | None:
    """Ask the rule itself on one amount; a fine of nothing is asked as the smallest one."""
    if fine is None:
        return None
    least = fine if fine > NOTHING else Money(1)
    proposal = Proposal(Punishment(frozenset({PenaltyKind.FINE}), least), party, facts.on)
    return hearing_right(proposal, facts.regime, facts.province)
