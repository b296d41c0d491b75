"""One fine (一事不二罚): one act is fined once, under the higher provision, and not beside a court's. APL 29, 35."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.money import Money
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

ONE_FINE: Final = Citation(
    APL, 29, figures=("两次以上罚款",), gist="同一违法行为不得给予两次以上罚款，依罚款数额高的规定"
)
AFTER_COURT: Final = Citation(APL, 35, 2, gist="法院判处罚金而尚未罚款的，不再给予罚款；已经罚款的折抵")


@dataclass(frozen=True, slots=True)
class EarlierFine:
    """
    A fine that the same party already bears, whoever imposed it. `same_act` None: nobody has compared the acts.

    `correction_due_on` is the last day to correct that was ordered with it; `recheck_found_on` the day on which a
    re-check found the act going on.
    """

    organ: str
    amount: Money
    same_act: bool | None
    correction_due_on: date | None = None
    recheck_found_on: date | None = None
    revoked: bool = False


def check_one_fine(earlier: Iterable[EarlierFine]) -> Verdict:
    """
    Test whether the act may still be fined: no organ has fined the same act (INV-17).

    Law: APL 29.
    Reading: what a re-check finds going on after the time to correct is over, is a new act (ADR-0022).
    """
    return tuple(breach for fine in earlier if not fine.revoked for breach in _check_earlier(fine))


def _check_earlier(fine: EarlierFine) -> Verdict:
    if fine.same_act is False:
        return LAWFUL
    if fine.same_act is None:
        said = f"“{fine.organ}”已对当事人罚款{fine.amount}，还没有查明是不是同一个违法行为"
        return (Breach("single_fine.act.unknown", said, ONE_FINE, missing="比对两次的时间、地点和行为"),)
    due, found = fine.correction_due_on, fine.recheck_found_on
    if due is not None and found is not None and found > due:
        said = f"前次罚款后责令改正至{chinese_day(due)}，{chinese_day(found)}复查仍未改正，作为新的违法行为处理"
        missing = "附责令改正通知书和复查记录"
        return (Breach("single_fine.continued", said, ONE_FINE, "D", missing),)
    said = f"“{fine.organ}”已对同一个违法行为罚款{fine.amount}，不得再次罚款"
    missing = "不再罚款；依法可以并处警告、没收等其他种类"
    return (Breach("single_fine.second", said, ONE_FINE, missing=missing),)


@dataclass(frozen=True, slots=True)
class FineProvision:
    """One provision that fines the act, with its range for this case (multiples worked out). `most` None: not known."""

    citation: Citation
    most: Money | None
    least: Money


def highest(provisions: Sequence[FineProvision]) -> tuple[FineProvision, ...]:
    """
    Return the provision with the higher fine: by the upper limit, then by the lower; several if they are equal.

    Law: APL 29. 生态环境法典 1055.
    Reading: 罚款数额高的规定 is the one with the higher upper limit for this case (ADR-0022).

    :raises LawRefused: if there is none, or a range is unknown or upside down
    """
    if not provisions:
        raise LawRefused("single_fine.provision.none", "没有列出罚款的规定", "provisions")
    ranges: list[tuple[Money, Money]] = []
    for each in provisions:
        if each.most is None:
            raise LawRefused("single_fine.range.unknown", f"“{each.citation}”在本案的罚款上限还没有算出", "most")
        if each.most < each.least:
            raise LawRefused("single_fine.range.reversed", f"“{each.citation}”的罚款上限低于下限，请核对", "most")
        ranges.append((each.most, each.least))
    top = max(ranges)
    return tuple(each for each, its in zip(provisions, ranges, strict=True) if its == top)


def check_provision(chosen: Citation, provisions: Sequence[FineProvision]) -> Verdict:
    """
    Test whether the fine stands on the provision with the higher fine (INV-18).

    Law: APL 29. 生态环境法典 1055.

    :raises LawRefused: if there is none, or a range is unknown or upside down
    """
    top = highest(provisions)
    if chosen in [each.citation for each in top]:
        return LAWFUL
    names = "、".join(str(each.citation) for each in top)
    said = f"同一行为违反多个规定的，按罚款数额高的规定处罚：应当适用{names}"
    return (Breach("single_fine.provision.lower", said, ONE_FINE, missing=f"改引{names}"),)


def check_after_court(*, court_fined: bool | None, fining: bool) -> Verdict:
    """
    Test that no fine follows a court's 罚金 for the same act.

    Law: APL 35 ¶2.
    """
    if not fining or court_fined is False:
        return LAWFUL
    if court_fined is None:
        said = "案件移送过司法机关，不清楚人民法院是否判处罚金"
        return (Breach("single_fine.court.unknown", said, AFTER_COURT, missing="查明裁判结果"),)
    said = "人民法院已经对同一行为判处罚金，不再给予罚款"
    return (Breach("single_fine.court", said, AFTER_COURT, missing="不再罚款；其他处罚种类依法处理"),)


def fine_left_after_court(court_fine: Money, paid: Money) -> Money:
    """
    Return what is left of a court's 罚金 once an earlier administrative fine is set off against it.

    Law: APL 35 ¶2.
    """
    return Money(max(court_fine.fen - paid.fen, 0))
