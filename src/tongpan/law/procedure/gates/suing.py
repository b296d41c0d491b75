"""First instance and appeal (一审裁判、上诉): 行政诉讼法 85; what comes through the organ: 行政复议法 32, 76."""

from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import HandedIn, Judgment, OpinionLetter
from tongpan.law.facts.words import RemedyKind, Track
from tongpan.law.period import Limit
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.redress import may_reconsider, pending_remedy
from tongpan.law.procedure.view import ChargeView, last, remembered
from tongpan.law.remedies.routes import Act, may_apply_through_agency
from tongpan.law.titles import LITIGATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

APPEAL: Final = Citation(
    LITIGATION_LAW,
    85,
    figures=("判决书送达之日起十五日内", "裁定书送达之日起十日内"),
    gist="不服一审判决十五日、裁定十日内上诉",
)
BINDING: Final = Citation(LITIGATION_LAW, 85, figures=("逾期不提起上诉的",), gist="逾期不上诉的一审裁判发生法律效力")
APPEAL_LATE: Final = Breach(
    "remedies.appeal.late",
    "上诉期限已经届满，一审裁判对本机关发生法律效力",
    APPEAL,
    missing="执行一审裁判；认为确有错误的，可以向上一级人民法院申请再审",
)
NOT_FINAL: Final = Breach(
    "remedies.judgment.not_final",
    "一审裁判的上诉期限还没有届满，还没有发生法律效力",
    BINDING,
    missing="上诉的，登记上诉；都没有上诉的，等期限届满后再记录结果",
)
_ROWS: Final = {False: "DL-43.2", True: "DL-43.3"}


@remembered
def judgment_of(view: ChargeView) -> Judgment | None:
    """Return what the court of first instance decided in the suit that is pending."""
    suit = pending_remedy(view)
    row: Judgment | None = last(view.rows.get("judgments"))
    if suit is None or suit.kind is not RemedyKind.LITIGATION or row is None or row.at < suit.at:
        return None
    return row


def awaits_first(view: ChargeView) -> bool:
    """Tell whether the court of first instance has still to decide."""
    suit = pending_remedy(view)
    return suit is not None and suit.kind is RemedyKind.LITIGATION and judgment_of(view) is None


def appealable(view: ChargeView) -> bool:
    """Tell whether a judgment of first instance stands that nobody has appealed."""
    row = judgment_of(view)
    return row is not None and row.appealed_at is None


def appeal_row(row: Judgment) -> str:
    """
    Return the row of the register by which one appeals: fifteen days from a judgment, ten from an order.

    Law: 行政诉讼法 85.
    """
    return _ROWS[row.order]


def _end(view: ChargeView, row: Judgment, day: date) -> date | None:
    limit: Limit | None = view.clock(appeal_row(row), day)
    return limit.legal_end if limit is not None else None


@gate("remedies.appeal.late")
def appeal_in_time(view: ChargeView) -> Verdict:
    """
    Test that the organ appeals in time.

    Law: ALL 85.
    """
    row = judgment_of(view)
    end = _end(view, row, row.received_on) if row is not None else None
    return (APPEAL_LATE,) if end is not None and view.case.today > end else LAWFUL


@gate("remedies.judgment.not_final")
def final(view: ChargeView) -> Verdict:
    """
    Test that a suit of which a first judgment is known has ended: by an appeal, or because nobody appealed in time.

    Law: ALL 85.
    Reading: who received it later may appeal later; not entered, both received it on the same day (ADR-0059).
    """
    row = judgment_of(view)
    if row is None or row.appealed_at is not None:
        return LAWFUL
    ends = [_end(view, row, day) for day in (row.received_on, row.told_on) if day is not None]
    over = all(end is not None and view.case.today > end for end in ends)
    return LAWFUL if over else (NOT_FINAL,)


def handed_in(view: ChargeView) -> HandedIn | None:
    """Return the application that came through the organ and was not sent on."""
    row: HandedIn | None = last(view.rows.get("handed_in"))
    return row if row is not None and row.forwarded_at is None else None


def through_us(view: ChargeView) -> bool:
    """
    Tell whether an application may be handed in at the organ: a decision on the spot, or one on what a device recorded.

    Law: 行政复议法 32 ¶1.
    """
    decision = view.decision
    if decision is None or handed_in(view) is not None or not may_reconsider(view):
        return False
    act = Act.SUMMARY_PENALTY if decision.track is Track.SUMMARY else Act.PENALTY
    return may_apply_through_agency(act, by_monitoring=any(each.monitoring is not None for each in view.evidence))


def reconsidered(view: ChargeView) -> bool:
    """Tell whether a body of reconsideration had the charge before it, in this round or one before."""
    rows = (*view.remedies, *view.earlier.get("remedies", ()))
    return any(each.kind is RemedyKind.RECONSIDERATION for each in rows)


def unreported(view: ChargeView) -> OpinionLetter | None:
    """Return the first opinion on which the organ has not reported."""
    letters: list[OpinionLetter] = view.rows.get("opinion_letters", [])
    return next((each for each in letters if each.reported_at is None), None)
