"""Statement and defence (陈述、申辩): heard, re-verified, accepted when valid, never punished. APL 45, 62."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.penalty.notice import statement_limit
from tongpan.law.penalty.punishment import Punishment, heavier_points
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, HURD, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

HEARD_FULLY: Final = Citation(APL, 45, 1, figures=("充分听取", "应当进行复核"), gist="充分听取意见并复核")
VALID_ACCEPTED: Final = Citation(APL, 45, 1, figures=("应当采纳",), gist="成立的应当采纳")
NOT_HEAVIER: Final = Citation(APL, 45, 2, figures=("不得因当事人陈述、申辩而给予更重的处罚",), gist="不得因申辩加重")
REVIEW_WRITTEN: Final = Citation(HURD, 22, 1, figures=("书面复核意见",), gist="制作书面复核意见")
NOT_HEAVIER_SAMR: Final = Citation(SAMR, 58, figures=("要求听证而给予更重",), gist="不得因要求听证加重")
NOT_HEAVIER_TRA: Final = Citation(TRA, 81, figures=("不得因当事人要求听证而加重处罚",), gist="不得因要求听证加重")
ADOPTION_STATED: Final = Citation(SAMR, 62, item=3, figures=("采纳情况及理由",), gist="决定书写明采纳情况及理由")
WAIVER_CLEAR: Final = Citation(APL, 62, figures=("明确放弃陈述或者申辩权利",), gist="明确放弃的除外")


class Answer(Labelled):
    """What the party did after the notice (当事人的回应)."""

    MADE = "MADE", "提出陈述、申辩"
    SILENT = "SILENT", "未提出"
    WAIVED = "WAIVED", "明确放弃"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver of statement and defence: said in so many words, and put on record."""

    on: date
    explicit: bool
    recorded: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One fact, reason or piece of evidence that the party put forward. `valid` is None until it is verified."""

    name: str
    valid: bool | None
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Defense:
    """
    The party's answer to one notice, and what became of it.

    `offered_until` is the last day that the notice itself named, where no text sets one. `reviewed_on` is the day of
    the record of re-verification (复核).
    """

    told_on: date
    decided_on: date
    answer: Answer
    made_on: date | None = None
    points: tuple[Point, ...] = ()
    reviewed_on: date | None = None
    review_written: bool = True
    offered_until: date | None = None
    waiver: Waiver | None = None

    def __post_init__(self) -> None:
        if (self.answer is Answer.MADE) != (self.made_on is not None):
            raise LawRefused("defense.facts.made_on", "提出陈述、申辩的，写明提出日期；没有提出的，不写", "made_on")
        if self.made_on is not None and self.made_on < self.told_on:
            raise LawRefused("defense.facts.order", "陈述、申辩早于告知，请核对日期", "made_on")


def check_heard(
    defense: Defense, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Verdict:
    """
    Test whether the party was heard before the decision, as far as it answered.

    Law: APL 45 ¶1; 62; DL-11 with each regime's window.
    Reading: silence counts only after a window that a text or the notice itself named (ADR-0025).
    """
    check = {Answer.MADE: _check_made, Answer.SILENT: _check_silent, Answer.WAIVED: _check_waived}
    return check[defense.answer](defense, calendar, regime, province)


def _check_made(defense: Defense, calendar: WorkCalendar, regime: Regime | None, province: str | None) -> Verdict:
    limit = statement_limit(defense.told_on, calendar, regime, province)
    if defense.made_on is not None and kept(limit, defense.made_on) is False:
        return LAWFUL
    reviewed = defense.reviewed_on
    return (
        *unmet(
            (
                reviewed is not None,
                Breach(
                    "defense.review.missing", "对当事人的陈述、申辩没有复核", HEARD_FULLY, missing="复核并制作复核记录"
                ),
            ),
            (
                reviewed is None or reviewed <= defense.decided_on,
                Breach("defense.review.late", "复核晚于处罚决定", HEARD_FULLY, missing="复核之后再作决定"),
            ),
            (
                reviewed is None or defense.review_written or regime is not Regime.HURD,
                Breach("defense.review.oral", "复核意见没有书面制作", REVIEW_WRITTEN, missing="制作书面复核意见"),
            ),
        ),
        *(breach for point in defense.points for breach in _check_point(point, regime)),
    )


def _check_point(point: Point, regime: Regime | None) -> Verdict:
    silent = not point.accepted and not point.reason.strip()
    return unmet(
        (
            point.valid is not None,
            Breach("defense.point.unverified", f"“{point.name}”尚未核实", HEARD_FULLY, missing="核实是否成立"),
        ),
        (
            point.valid is not True or point.accepted,
            Breach("defense.point.refused", f"“{point.name}”成立而没有采纳", VALID_ACCEPTED, missing="采纳并调整处罚"),
        ),
        (
            not silent or regime is not Regime.SAMR,
            Breach(
                "defense.point.unexplained", f"没有说明不采纳“{point.name}”的理由", ADOPTION_STATED, missing="写明理由"
            ),
        ),
    )


def _check_silent(defense: Defense, calendar: WorkCalendar, regime: Regime | None, province: str | None) -> Verdict:
    limit = statement_limit(defense.told_on, calendar, regime, province)
    if limit.due_on is None and limit.awaiting_year is None:
        return _check_offer(defense)
    before_end = kept(limit, defense.decided_on)
    wait = "期满之后再作决定，或者取得当事人明确放弃的记录"
    return unmet(
        (
            negate(before_end),
            Breach("defense.window.open", f"陈述、申辩期限未满：{limit.explanation}", limit.citation, "A", wait),
            Breach(
                "defense.window.unknown", f"陈述、申辩期限尚不能确定：{limit.explanation}", limit.citation, "A", wait
            ),
        ),
    )


def _check_offer(defense: Defense) -> Verdict:
    if defense.offered_until is None:
        reason = "法律没有规定陈述、申辩期限，告知书也没有写明，不能把沉默当作放弃"
        return (
            Breach(
                "defense.window.unset", reason, WAIVER_CLEAR, missing="取得明确放弃的记录，或者书面告知一个合理的期限"
            ),
        )
    if defense.decided_on <= defense.offered_until:
        reason = f"告知书给当事人的期限到{chinese_day(defense.offered_until)}，尚未届满"
        return (Breach("defense.offer.open", reason, HEARD_FULLY, missing="期满之后再作决定"),)
    return LAWFUL


def _check_waived(defense: Defense, calendar: WorkCalendar, regime: Regime | None, province: str | None) -> Verdict:
    waiver = defense.waiver
    if waiver is None:
        return (
            Breach("defense.waiver.missing", "没有放弃陈述、申辩的记录", WAIVER_CLEAR, missing="取得当事人签字的记录"),
        )
    return unmet(
        (
            waiver.explicit,
            Breach("defense.waiver.implied", "放弃不明确，不能推定", WAIVER_CLEAR, missing="由当事人明确表示"),
        ),
        (
            waiver.recorded,
            Breach("defense.waiver.unrecorded", "放弃没有记录在案", WAIVER_CLEAR, missing="记入笔录并由当事人签字"),
        ),
        (
            defense.told_on <= waiver.on <= defense.decided_on,
            Breach("defense.waiver.order", "放弃应当在告知之后、决定之前", WAIVER_CLEAR, missing="告知后重新确认"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Reaction:
    """A change of the punishment after the party spoke. `new_grounds`: facts found apart from the defence."""

    noticed: Punishment
    decided: Punishment
    stated: bool
    asked_hearing: bool
    new_grounds: bool | None


def check_not_heavier(reaction: Reaction, regime: Regime | None = None) -> Verdict:
    """
    Test that nobody is punished more heavily for having defended himself or asked for a hearing.

    Law: APL 45 ¶2; 市场监管程序规定 58; 交通程序规定 81.
    Reading: asking for a hearing is a way of defence under the national statute too (ADR-0025).
    """
    points = "、".join(heavier_points(reaction.decided, reaction.noticed))
    if not points or not (reaction.stated or reaction.asked_hearing):
        return LAWFUL
    citation = {Regime.SAMR: NOT_HEAVIER_SAMR, Regime.TRA: NOT_HEAVIER_TRA}.get(regime) if regime else None
    basis = NOT_HEAVIER if reaction.stated or citation is None else citation
    return unmet(
        (
            reaction.new_grounds,
            Breach(
                "defense.heavier",
                f"不得因当事人陈述、申辩或者要求听证加重处罚：{points}",
                basis,
                missing="恢复到告知的处罚以内",
            ),
            Breach(
                "defense.heavier.unknown",
                f"当事人申辩后处罚加重（{points}），有无申辩以外的新事实尚不清楚",
                basis,
                missing="查明加重的原因；有新事实的，重新告知",
            ),
        ),
    )
