"""Range of hearings (听证范围): for which punishments the right to a hearing is told. APL 63."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.local_rules import Source, binding, parameter_text, read_source
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.titles import APL

HEARING_KINDS: Final = Citation(APL, 63, 1, figures=("较大数额罚款", "应当告知当事人有要求听证的权利"), gist="听证范围")

LISTED: Final = frozenset({PenaltyKind.DOWNGRADE, PenaltyKind.REVOKE_LICENSE, PenaltyKind.SUSPEND_BUSINESS,
                           PenaltyKind.CLOSE, PenaltyKind.BAR_FROM_TRADE})  # fmt: skip
"""行政处罚法 63 ¶1(3), (4): whatever the amount."""

UNLISTED: Final = frozenset({PenaltyKind.SUSPEND_LICENSE, PenaltyKind.RESTRICT, PenaltyKind.DETENTION,
                             PenaltyKind.OTHER})  # fmt: skip
"""Not named in 行政处罚法 63; they may be 其他较重的行政处罚 (5)."""


class Comparator(Labelled):
    """Whether a threshold itself is within the range (以上) or not (超过)."""

    GE = "GE", "以上（含本数）"
    GT = "GT", "超过（不含本数）"


class Counting(Labelled):
    """Which sums are added up before they are compared."""

    EACH = "EACH", "罚款、违法所得、非法财物分别计算"
    FORFEITURES = "FORFEITURES", "罚款单独计算，违法所得与非法财物合计"
    ALL = "ALL", "罚款、违法所得、非法财物合计"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What one text calls a larger amount (较大数额). Without sums the text leaves them to somebody else."""

    source: Source
    citizen: Money | None = None
    organization: Money | None = None
    comparator: Comparator = Comparator.GE
    counting: Counting = Counting.FORFEITURES
    regime: Regime | None = None
    central: bool = False


@dataclass(frozen=True, slots=True)
class SoleTraders:
    """As whom a sole trader (个体工商户) counts."""

    source: Source
    counts_as: PartyKind


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    What is proposed against one party on a day.

    `grave` says whether the agency holds an unlisted kind to be 其他较重的行政处罚 (63 ¶1(5)); `named` whether a law,
    regulation or rule grants a hearing besides (6); `central` whether the organ belongs to a ministry.
    """

    punishment: Punishment
    party: PartyKind
    on: date
    grave: bool | None = None
    named: bool = False
    central: bool = False


@dataclass(frozen=True, slots=True)
class HearingRight:
    """Whether the right to a hearing must be told: None is unknown, and then it is told. With what to find out."""

    due: bool | None
    reasons: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()


def hearing_right(
    proposal: Proposal,
    regime: Regime | None = None,
    province: str | None = None,
    confirmed: Threshold | None = None,
) -> HearingRight:
    """
    Return whether a proposal is in the range of hearings.

    `confirmed` is a threshold that the agency found out for its place and put on record.

    Law: APL 63 ¶1; 市场监管听证办法 5; 农业程序规定 59; 交通程序规定 80 ¶2; 上海听证规定 3, 4, 31; 广东听证办法 6, 7.
    Reading: where several texts speak, the lowest threshold counts; where none is known, the answer is unknown and the
    right is told; a sole trader counts as a citizen unless the place says otherwise (ADR-0026).
    """
    reasons = [f"{kind.label}属于听证范围" for kind in PenaltyKind if kind in proposal.punishment.kinds & LISTED]
    if proposal.named:
        reasons.append("法律、法规、规章规定应当听证")
    open_questions: list[str] = []
    for kind in (kind for kind in PenaltyKind if kind in proposal.punishment.kinds & UNLISTED):
        if proposal.grave:
            reasons.append(f"{kind.label}认定为其他较重的行政处罚")
        elif proposal.grave is None:
            open_questions.append(f"{kind.label}是否属于其他较重的行政处罚，由本机关认定")
    _weigh(proposal, _texts(proposal, regime, province, confirmed), province, reasons, open_questions)
    if reasons:
        return HearingRight(True, tuple(reasons))
    return HearingRight(None if open_questions else False, (), tuple(open_questions))


def threshold_sum(threshold: Threshold, party: PartyKind, province: str | None, on: date) -> Money | None:
    """
    Return the sum that counts for one kind of party; None where the text leaves it open.

    Law: APL 63 ¶1(1), (2).
    Reading: sole traders as the place says (ADR-0026).
    """
    if party is PartyKind.SOLE_TRADER:
        party = binding(parameters().sole_traders, province, on)[0].counts_as
    return threshold.citizen if party is PartyKind.CITIZEN else threshold.organization


def _texts(
    proposal: Proposal, regime: Regime | None, province: str | None, confirmed: Threshold | None
) -> Sequence[Threshold]:
    if confirmed is not None:
        return (confirmed,)
    return [
        each
        for each in binding(parameters().thresholds, province, proposal.on)
        if each.regime in (None, regime) and (proposal.central or not each.central)
    ]


def _weigh(
    proposal: Proposal,
    texts: Sequence[Threshold],
    province: str | None,
    reasons: list[str],
    open_questions: list[str],
) -> None:
    """Compare what is to be paid or forfeited with every text that speaks."""
    amounts = [amount for amount in proposal.punishment.sums.values() if amount != NOTHING]
    if not amounts:
        return
    known = [(each, threshold_sum(each, proposal.party, province, proposal.on)) for each in texts]
    if not any(limit is not None for _, limit in known):
        open_questions.append("本地较大数额、较大价值的标准尚未查到，请向省级司法行政部门或者行业主管部门核实并登记")
        return
    for text, limit in known:
        if limit is None:
            continue
        for words, amount, complete in _sums(proposal.punishment, text.counting):
            if amount > limit or (amount == limit and text.comparator is Comparator.GE):
                reasons.append(f"{words}{amount}，达到{text.source}的标准{limit}{text.comparator.label}")
            elif not complete:
                open_questions.append("没收财物的价值尚不清楚，请先估价")


def _sums(punishment: Punishment, counting: Counting) -> Iterable[tuple[str, Money, bool]]:
    """Return what is compared, as a text counts: its words, the sum, and whether every value in it is known."""
    fine, income, goods = punishment.fine, punishment.income, punishment.goods
    known, valued = (NOTHING, False) if goods is None else (goods, True)
    if counting is Counting.ALL:
        return (("罚没合计", fine + income + known, valued),)
    if counting is Counting.FORFEITURES:
        return (("罚款", fine, True), ("没收合计", income + known, valued))
    return (("罚款", fine, True), ("没收违法所得", income, True), ("没收非法财物", known, valued))


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a file of hearing parameters holds."""

    thresholds: tuple[Threshold, ...]
    sole_traders: tuple[SoleTraders, ...]


@cache
def parameters() -> Parameters:
    """
    Return the thresholds that ship with the platform.

    Law: each row names its instrument.
    """
    return read_parameters(parameter_text("hearing.toml"))


def read_parameters(text: str) -> Parameters:
    """
    Return the parameters written in one TOML text, in the form of `law/parameters/hearing.toml`.

    Law: each row names its instrument.
    """
    rows = tomllib.loads(text)
    return Parameters(
        thresholds=tuple(_threshold(row) for row in rows["threshold"]),
        sole_traders=tuple(SoleTraders(read_source(row), PartyKind(row["counts_as"])) for row in rows["sole_trader"]),
    )


def _threshold(row: dict[str, Any]) -> Threshold:
    if ("citizen" in row) != ("organization" in row):
        raise ValueError(f"{row['instrument']}的听证标准应当同时写明公民和组织的数额")
    return Threshold(
        source=read_source(row),
        citizen=yuan(row["citizen"]) if "citizen" in row else None,
        organization=yuan(row["organization"]) if "organization" in row else None,
        comparator=Comparator(row.get("comparator", Comparator.GE)),
        counting=Counting(row.get("counting", Counting.FORFEITURES)),
        regime=Regime(row["regime"]) if "regime" in row else None,
        central=row.get("central", False),
    )
