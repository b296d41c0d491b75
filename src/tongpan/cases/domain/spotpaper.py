"""当场处罚决定书: what stands on it, put together once and kept as it went out. APL 52 ¶2; 行政复议法 23 ¶2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tongpan.cases.domain.documenting import penalty_text, performance_text, redress
from tongpan.cases.domain.spot import Answered, Spot, evidence_of
from tongpan.cases.domain.spotweighing import Weighed
from tongpan.cases.domain.told import day_words
from tongpan.documents.domain.body import Value
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.citation import Citation, chinese_number
from tongpan.law.facts import Penalty
from tongpan.law.limits import Regime, rule
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.ladder import Rung
from tongpan.law.penalty.summary_form import Entry, required_entries
from tongpan.law.remedies.routes import Act
from tongpan.law.titles import APL

ON_THE_SPOT: Final = Citation(APL, 51, gist="当场作出处罚决定")
CORRECTING: Final[Mapping[str, str]] = {"NOW": "责令立即改正违法行为", "DONE": "当事人已当场改正违法行为"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """Whom and what a paper names beside what was typed."""

    organ: str
    reconsideration: str
    court: str
    payment: str
    violated: Sequence[str]
    punished: Sequence[str]
    officers: Sequence[tuple[str, str]]
    """name and number of the card"""
    at: datetime


def penalty_words(spot: Spot) -> str:
    """Return the penalty in words: 警告，并处罚款 200元."""
    parts = []
    if PenaltyKind.WARNING in spot.kinds:
        parts.append(PenaltyKind.WARNING.label)
    if PenaltyKind.FINE in spot.kinds and spot.fine is not None:
        parts.append(f"罚款人民币{spot.fine}")
    return "，并处".join(parts)


def remedies(facing: Facing) -> str:
    """
    Return the sentence on redress: reconsideration first.

    Law: 行政复议法 20, 23 ¶1(1), ¶2, 32 ¶1; 行政诉讼法 45.
    """
    return redress(Act.SUMMARY_PENALTY, facing.organ, facing.reconsideration, facing.court)


def weighing_words(spot: Spot, weighed: Weighed) -> str:
    """Return how discretion was used, as it must stand in a decision (国办发〔2022〕27号（十二）)."""
    parts = list(weighed.computation.reasons) if weighed.computation is not None else []
    if weighed.ladder.rung is not None and weighed.ladder.rung is not Rung.OUTSIDE:
        parts.append(f"{weighed.ladder.rung.label}：{weighed.ladder.reason}")
    if spot.why.strip():
        parts.append(spot.why.strip().rstrip("。"))
    return "；".join(parts)


def told_words(spot: Spot) -> str:
    """Return the text that is read to the party before the decision (行政处罚法 44, 45)."""
    basis = spot.range_basis.strip()
    also = f"，幅度依据{basis}" if basis else ""
    why = spot.why.strip().rstrip("。")
    because = f"理由：{why}。" if why else ""
    penalty = f"拟对你（单位）作出{penalty_words(spot)}的行政处罚{also}。"
    return f"{spot.narrative}{penalty}{because}你（单位）有权陈述、申辩。"


def content(spot: Spot, weighed: Weighed, facing: Facing) -> dict[str, Any]:
    """Return all that stands on the paper but its number, which it gets when it is made."""
    fined = PenaltyKind.FINE in spot.kinds
    heard = f"当事人陈述、申辩：{spot.said}；复核意见：{spot.considered}" if spot.answered is Answered.STATED else ""
    return {
        "organ": facing.organ,
        "kind": spot.kind.value if spot.kind is not None else "",
        "name": spot.name,
        "identity": spot.identity,
        "address": spot.address,
        "finding": spot.narrative,
        "place": spot.place,
        "evidence": [evidence_of(entry)[1] for entry in spot.evidence],
        "violated": list(facing.violated),
        "punished": list(facing.punished),
        "range_basis": spot.range_basis,
        "weighing": weighing_words(spot, weighed),
        "heard": heard or "当事人明确表示不陈述、不申辩",
        "penalty": penalty_words(spot),
        "in_capitals": penalty_text(Penalty(spot.kinds, spot.fine)),
        "fine": str(spot.fine) if fined else "",
        "correction": CORRECTING.get(spot.correcting, ""),
        "payment": facing.payment if fined else "",
        "pay_days": chinese_number(rule("DL-23").provisions[0].quantity or 0) if fined else "",
        "remedies": remedies(facing),
        "officers": [list(each) for each in facing.officers],
        "act_at": spot.act_at.isoformat() if spot.act_at is not None else "",
        "at": facing.at.isoformat(),
    }


def values(words: Mapping[str, Any], identity: Sequence[tuple[str, str]]) -> dict[str, Value]:
    """Return the same as the form of the catalogue names it (`on_spot_penalty_decision`)."""
    moment = datetime.fromisoformat(words.get("act_at") or words["at"]).astimezone(SHANGHAI)
    basis = "、".join((*words["punished"], *filter(None, (words["range_basis"],)), str(ON_THE_SPOT)))
    because = f"裁量理由：{words['weighing'].rstrip('。')}。" if words["weighing"] else ""
    proven = f"。以上事实有{'、'.join(words['evidence'])}为证" if words["evidence"] else ""
    return {
        "party": words["name"],
        "identity": [list(pair) for pair in identity],
        "at_moment": f"{day_words(moment)}{moment:%H:%M}",
        "where": words["place"],
        "facts": words["finding"].rstrip("。") + proven,
        "violated": "、".join(words["violated"] or words["punished"]),
        "basis": basis,
        "penalty": words["in_capitals"],
        "performance": performance_text(words["payment"]) if words["fine"] else NO_FINE,
        "heard": words["heard"].rstrip("。") + "。" + because,
        "remedies": words["remedies"] + NOT_STAYED,
        "handlers": "、".join(f"{name}（执法证号 {card}）" if card else name for name, card in words["officers"]),
        "correction": words["correction"],
    }


NOT_STAYED: Final = "复议、诉讼期间，本决定不停止执行，法律另有规定的除外。"
NO_FINE: Final = "本决定没有罚款，不需要缴款。"


def entries(words: Mapping[str, Any], *, sealed: bool) -> frozenset[Entry]:
    """Return which of the entries that the law asks for stand on a paper."""
    there = {
        Entry.NUMBER: words["number"],
        Entry.VIOLATION: words["finding"],
        Entry.KIND_AND_BASIS: words["penalty"] and words["punished"],
        Entry.FINE: words["fine"],
        Entry.TIME: words["at"],
        Entry.PLACE: words["place"],
        Entry.REMEDIES: words["remedies"],
        Entry.ORGAN: words["organ"],
        Entry.SIGNATURES: len([each for each in words["officers"] if each[1]]) >= 2,
        Entry.PARTY: words["name"],
        Entry.PAYMENT: words["payment"],
        Entry.SEAL: sealed,
    }
    return frozenset(entry for entry, value in there.items() if value)


def seal_due(regime: Regime | None) -> bool:
    """Whether the seal of the organ must stand on the paper (市场监管 68; 农业 26)."""
    return Entry.SEAL in required_entries(regime, fined=False)
