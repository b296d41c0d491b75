"""What the agency owes once it is challenged (复议答复、行政应诉): answers, evidence, obedience."""

from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import Limit, chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.routes import Pending
from tongpan.law.titles import LITIGATION_LAW, RECONSIDERATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FORWARD = Citation(RECONSIDERATION_LAW, 32, 2, figures=("五日内转送",), gist="认为需要维持的五日内转送复议机关")
NO_COLLECTING = Citation(RECONSIDERATION_LAW, 46, 1, figures=("不得自行",), gist="复议期间被申请人不得自行收集证据")
SUPPLEMENT = Citation(
    RECONSIDERATION_LAW, 46, 2, figures=("经行政复议机构同意",), gist="新理由新证据的，经同意可以补充"
)
ANSWER = Citation(RECONSIDERATION_LAW, 48, figures=("十日内",), gist="十日内答复并提交证据、依据")
ANSWER_SIMPLE = Citation(RECONSIDERATION_LAW, 54, 1, figures=("五日内",), gist="简易程序五日内答复")
NO_EVIDENCE = Citation(
    RECONSIDERATION_LAW, 70, figures=("视为该行政行为没有证据、依据",), gist="逾期不答复视为没有证据"
)
REDO = Citation(RECONSIDERATION_LAW, 64, 2, figures=("不得以同一事实和理由",), gist="重作不得与原行为相同")
REPORT = Citation(RECONSIDERATION_LAW, 76, figures=("六十日内",), gist="收到复议意见书六十日内报送纠正情况")
HEAD_APPEARS = Citation(LITIGATION_LAW, 3, 3, figures=("负责人应当出庭应诉",), gist="负责人出庭，不能的委托工作人员")
SUIT_NO_EVIDENCE = Citation(LITIGATION_LAW, 34, 2, figures=("视为没有相应证据",), gist="逾期举证视为没有证据")
SUIT_NO_COLLECTING = Citation(LITIGATION_LAW, 35, figures=("不得自行",), gist="诉讼中被告不得自行收集证据")
SUIT_SUPPLEMENT = Citation(LITIGATION_LAW, 36, 2, figures=("经人民法院准许",), gist="新理由新证据的，经准许可以补充")
SUIT_ANSWER = Citation(LITIGATION_LAW, 67, 1, figures=("十五日内",), gist="十五日内提交证据、依据和答辩状")


class Forum(Labelled):
    """Before whom the agency answers (答复程序)."""

    RECONSIDERATION = "RECONSIDERATION", "行政复议普通程序"
    RECONSIDERATION_SIMPLE = "RECONSIDERATION_SIMPLE", "行政复议简易程序"
    LITIGATION = "LITIGATION", "行政诉讼"


_ROWS = {Forum.RECONSIDERATION: "DL-41", Forum.RECONSIDERATION_SIMPLE: "DL-41.2", Forum.LITIGATION: "DL-43"}
_LATE = {Forum.RECONSIDERATION: ANSWER, Forum.RECONSIDERATION_SIMPLE: ANSWER_SIMPLE, Forum.LITIGATION: SUIT_ANSWER}
_LOST = {
    Forum.RECONSIDERATION: NO_EVIDENCE,
    Forum.RECONSIDERATION_SIMPLE: NO_EVIDENCE,
    Forum.LITIGATION: SUIT_NO_EVIDENCE,
}


def answer_row(forum: Forum) -> str:
    """
    Return the row of the register by which the agency answers.

    Law: 行政复议法 48; 54 ¶1; 行政诉讼法 67 ¶1.
    """
    return _ROWS[forum]


def answer_limit(forum: Forum, copy_received_on: date, calendar: WorkCalendar) -> Limit:
    """
    Return the limit for the written answer with evidence and legal basis.

    Law: 行政复议法 48; 54 ¶1; 行政诉讼法 67 ¶1.
    """
    return compute_limit(_ROWS[forum], copy_received_on, calendar)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: when the copy came, when the answer went out, and whether evidence and basis went with it."""

    forum: Forum
    copy_received_on: date
    answered_on: date | None
    evidence_with_it: bool
    basis_with_it: bool


def check_answer(answer: Answer, calendar: WorkCalendar, as_of: date) -> Verdict:
    """
    Test whether the answer went out in time and complete.

    Law: 行政复议法 48; 54 ¶1; 70; 行政诉讼法 34 ¶2; 67 ¶1.

    :raises LawRefused: if it went out before the copy came
    """
    if answer.answered_on is not None and answer.answered_on < answer.copy_received_on:
        raise LawRefused("remedies.answer.order", "答复不能早于收到副本之日", "answered_on")
    verdict: list[Breach] = []
    last = answer_limit(answer.forum, answer.copy_received_on, calendar).act_by
    if last is not None and (answer.answered_on or as_of) > last:
        verdict.append(
            Breach(
                "remedies.answer.late",
                f"{answer.forum.label}的答复期限已于{chinese_day(last)}届满",
                _LATE[answer.forum],
                missing="立即提交，并说明逾期的正当理由",
            )
        )
    if answer.answered_on is not None and not (answer.evidence_with_it and answer.basis_with_it):
        verdict.append(
            Breach(
                "remedies.answer.incomplete",
                "答复没有附作出行政行为的证据、依据，视为没有证据、依据",
                _LOST[answer.forum],
                missing="在期限内补交证据、依据",
            )
        )
    return tuple(verdict)


@dataclass(frozen=True, slots=True)
class Collecting:
    """Evidence that the agency wants to add. `opponent_raised_new`: the other side brought something new."""

    pending: Pending
    opponent_raised_new: bool = False
    leave_given: bool = False


def check_collecting(collecting: Collecting) -> Verdict:
    """
    Test whether the agency may still collect evidence; while redress is pending its folder is frozen.

    Law: 行政复议法 46; 行政诉讼法 35; 36 ¶2.
    """
    if collecting.pending is Pending.NONE or (collecting.opponent_raised_new and collecting.leave_given):
        return LAWFUL
    before_court = collecting.pending is Pending.LITIGATION
    if collecting.opponent_raised_new:
        return (
            Breach(
                "remedies.evidence.no_leave",
                "对方提出了新的理由或者证据，补充证据须经行政复议机构同意或者人民法院准许",
                SUIT_SUPPLEMENT if before_court else SUPPLEMENT,
                missing="先书面申请补充证据",
            ),
        )
    return (
        Breach(
            "remedies.evidence.frozen",
            f"{collecting.pending.label}，证据已封存，不得自行收集证据",
            SUIT_NO_COLLECTING if before_court else NO_COLLECTING,
            missing="以作出决定时已有的证据答复",
        ),
    )


def check_forwarding(
    received_on: date, maintains: bool | None, settled_on: date | None, calendar: WorkCalendar, as_of: date
) -> Verdict:
    """
    Test an application that came through the agency that punished: corrected by itself, or forwarded in time.

    `settled_on` is the day it was forwarded, or on which the agency corrected its own decision.

    Law: 行政复议法 32 ¶2.
    """
    if maintains is False and settled_on is not None:
        return LAWFUL
    last = compute_limit("DL-42", received_on, calendar).act_by
    if last is None or (settled_on or as_of) <= last:
        return LAWFUL
    return (
        Breach(
            "remedies.forwarding.late",
            f"需要维持的，应当在五个工作日内转送行政复议机关，期限已于{chinese_day(last)}届满",
            FORWARD,
            missing="立即转送行政复议机关",
        ),
    )


def check_opinion_report(received_on: date, reported_on: date | None, calendar: WorkCalendar, as_of: date) -> Verdict:
    """
    Test whether what a 行政复议意见书 asked for was reported.

    Law: 行政复议法 76; 77.
    """
    last = compute_limit("DL-44", received_on, calendar).act_by
    if last is None or (reported_on or as_of) <= last:
        return LAWFUL
    return (
        Breach(
            "remedies.opinion.late",
            f"收到行政复议意见书应当在六十日内报送纠正情况，期限已于{chinese_day(last)}届满",
            REPORT,
            missing="立即报送纠正情况",
        ),
    )


@dataclass(frozen=True, slots=True)
class Redo:
    """An act done anew after it was revoked."""

    same_facts_and_reasons: bool | None
    same_content: bool
    revoked_for_procedure_only: bool


def check_redo(redo: Redo) -> Verdict:
    """
    Test whether the same act is not simply repeated after it was revoked.

    Law: 行政复议法 64 ¶2.
    """
    if redo.revoked_for_procedure_only or not redo.same_content or redo.same_facts_and_reasons is False:
        return LAWFUL
    if redo.same_facts_and_reasons is None:
        return (
            Breach(
                "remedies.redo.unknown",
                "尚不清楚重新作出的决定与原决定的事实和理由是否相同",
                REDO,
                missing="写明新的事实或者理由",
            ),
        )
    return (
        Breach(
            "remedies.redo.same",
            "不得以同一事实和理由作出与被撤销的行为基本相同的行为",
            REDO,
            missing="补充调查，或者改变处理内容",
        ),
    )


def check_appearance(head_appears: bool, head_cannot: bool, delegate: str) -> Verdict:
    """
    Test who appears in court for the agency.

    Law: 行政诉讼法 3 ¶3.
    """
    if head_appears or (head_cannot and delegate.strip()):
        return LAWFUL
    return (
        Breach(
            "remedies.appearance.nobody",
            "被诉行政机关负责人应当出庭应诉，不能出庭的应当委托工作人员出庭",
            HEAD_APPEARS,
            missing="负责人出庭，或者写明不能出庭的原因并委托工作人员",
        ),
    )
