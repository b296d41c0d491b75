"""Deliberation (负责人集体讨论): complex or grave cases are decided by the heads together. APL 57 ¶2."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TOGETHER: Final = Citation(APL, 57, 2, figures=("情节复杂或者重大违法行为", "集体讨论决定"), gist="负责人集体讨论决定")
TOGETHER_SAMR: Final = Citation(SAMR, 60, 2, figures=("集体讨论决定",), gist="应当法制审核的案件集体讨论")
TOGETHER_AGR: Final = Citation(AGR, 55, figures=("集体讨论决定", "申请听证的案件"), gist="四类案件集体讨论")
TOGETHER_TRA: Final = Citation(TRA, 76, figures=("集体讨论会议决定", "较大数额罚款"), gist="三类案件集体讨论")

TEXTS: Final = {Regime.SAMR: TOGETHER_SAMR, Regime.AGR: TOGETHER_AGR, Regime.TRA: TOGETHER_TRA}
FEWEST_HEADS: Final = 2
"""heads: one alone does not deliberate together (ADR-0028)"""
ADR: Final = "ADR-0028"


@dataclass(frozen=True, slots=True)
class Gravity:
    """
    What makes a case one for the heads together. None is unknown.

    `complex` is 情节复杂, `grave` 重大违法行为 (with a heavier penalty); `in_hearing_range` and `review_due` are what
    `hearing_range` and `review_range` say; `disputed` is much doubt on facts, law or jurisdiction.
    """

    complex: bool | None
    grave: bool | None
    in_hearing_range: bool | None = False
    hearing_requested: bool = False
    review_due: bool | None = False
    social_impact: bool | None = False
    disputed: bool | None = False
    sent_by_head: bool = False


@dataclass(frozen=True, slots=True)
class DeliberationDuty:
    """Whether the heads must deliberate (None: unknown), why, and what is still to be found out."""

    due: bool | None
    reasons: tuple[str, ...] = ()
    to_find_out: tuple[str, ...] = ()


def deliberation_duty(gravity: Gravity, regime: Regime | None = None) -> DeliberationDuty:
    """
    Return whether a penalty must be decided by the heads together.

    Law: APL 57 ¶2; 市场监管程序规定 60 ¶2; 农业程序规定 55; 交通程序规定 76.
    """
    triggers: list[tuple[str, bool | None]] = [
        ("情节复杂", gravity.complex),
        ("重大违法行为", gravity.grave),
        ("负责人认为应当集体讨论", gravity.sent_by_head),
    ]
    if regime is Regime.SAMR:
        triggers.append(("应当法制审核", gravity.review_due))
    if regime is Regime.AGR:
        heard = gravity.in_hearing_range if gravity.hearing_requested else False
        triggers += [("符合听证条件并且申请听证", heard), ("有重大社会影响", gravity.social_impact)]
    if regime is Regime.TRA:
        triggers += [("属于听证范围的处罚", gravity.in_hearing_range), ("争议较大", gravity.disputed)]
    reasons = tuple(words for words, answer in triggers if answer)
    if reasons:
        return DeliberationDuty(True, reasons)
    unknown = tuple(words for words, answer in triggers if answer is None)
    return DeliberationDuty(None if unknown else False, (), unknown)


@dataclass(frozen=True, slots=True)
class Deliberation:
    """The record of a deliberation: who took part and is a head, what each said, and what was concluded."""

    on: date
    participants: frozenset[str]
    heads: frozenset[str]
    views: frozenset[str]
    conclusion: str

    def __post_init__(self) -> None:
        if not self.views <= self.participants:
            raise LawRefused("deliberation.views.stranger", "发表意见的人不在参加人之列，请核对", "views")


def check_deliberated(
    due: bool | None,
    decided_on: date,
    deliberation: Deliberation | None,
    handlers: frozenset[str] = frozenset(),
    regime: Regime | None = None,
) -> Verdict:
    """
    Test that a case for the heads together was deliberated and recorded before the decision.

    Law: APL 57 ¶2; 市场监管程序规定 60 ¶2; 农业程序规定 55; 交通程序规定 76.
    Reading: the record names participants, the view of each, and the conclusion; at least two heads who do not handle
    the case deliberate (ADR-0028).
    """
    duty = TEXTS.get(regime, TOGETHER) if regime else TOGETHER
    if deliberation is None:
        return unmet(
            (
                negate(due),
                Breach(
                    "deliberation.missing", "应当由负责人集体讨论，没有讨论记录", duty, missing="集体讨论后再作决定"
                ),
                Breach(
                    "deliberation.need.unknown",
                    "是否应当集体讨论尚不清楚",
                    duty,
                    missing="认定是否情节复杂或者属于重大违法行为",
                ),
            ),
        )
    if due is False:
        return LAWFUL
    return _check_record(deliberation, decided_on, handlers, duty)


def _check_record(deliberation: Deliberation, decided_on: date, handlers: frozenset[str], duty: Citation) -> Verdict:
    deciding = (deliberation.participants & deliberation.heads) - handlers
    silent = "、".join(sorted(deciding - deliberation.views))
    return unmet(
        (
            deliberation.on <= decided_on,
            Breach("deliberation.late", "集体讨论晚于处罚决定", duty, missing="集体讨论之后再作决定"),
        ),
        (
            len(deciding) >= FEWEST_HEADS,
            Breach(
                "deliberation.heads.few",
                "参加讨论的非承办负责人不足二人，不成其为集体讨论",
                duty,
                "D",
                "由两名以上不承办本案的负责人参加",
                ADR,
            ),
        ),
        (
            not silent,
            Breach("deliberation.view.missing", f"没有记录{silent}的意见", duty, "D", "补记每位负责人的意见", ADR),
        ),
        (
            bool(deliberation.conclusion.strip()),
            Breach("deliberation.conclusion.missing", "没有记录结论", duty, missing="写明讨论决定的内容"),
        ),
    )
