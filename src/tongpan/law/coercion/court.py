"""Asking the court to enforce (申请人民法院强制执行): 行政强制法 53–55; 法释〔2018〕1号 156."""

from dataclasses import dataclass
from datetime import date, timedelta

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.routes import (
    Knowledge,
    Pending,
    last_day_after_reconsideration,
    last_day_to_sue,
    reconsideration_first,
)
from tongpan.law.titles import APL, COERCION_LAW, LITIGATION_INTERPRETATION, PLANNING_REPLY
from tongpan.law.verdict import LAWFUL, Breach, Verdict

THREE_MONTHS = Citation(
    COERCION_LAW, 53, figures=("没有行政强制执行权", "三个月内"), gist="期限届满之日起三个月内申请法院"
)
NOT_PERFORMED = Citation(
    COERCION_LAW, 53, figures=("不申请行政复议或者提起行政诉讼",), gist="没有救济又不履行的才可以申请"
)
SUIT_TERM_OVER = Citation(
    LITIGATION_INTERPRETATION, 156, figures=("三个月",), gist="自法定起诉期限届满之日起算，逾期不受理"
)
AFTER_DEFERRAL = Citation(APL, 72, 2, figures=("结束之日起计算",), gist="批准延期、分期的自结束之日起算")
TEN_DAYS = Citation(COERCION_LAW, 54, figures=("送达十日后",), gist="催告书送达十日后才可以申请")
PACKAGE = Citation(COERCION_LAW, 55, 1, figures=("应当提供下列材料",), gist="申请强制执行的材料")
SIGNED = Citation(
    COERCION_LAW, 55, 2, figures=("行政机关负责人签名", "印章", "日期"), gist="申请书由负责人签名盖章注日期"
)
REVIEW_OF_REFUSAL = Citation(
    COERCION_LAW, 56, 2, figures=("十五日内向上一级人民法院申请复议",), gist="对不予受理的裁定可以申请复议"
)
REVIEW_OF_DENIAL = Citation(
    COERCION_LAW,
    58,
    3,
    figures=("自收到裁定之日起十五日内向上一级人民法院申请复议",),
    gist="对不予执行的裁定可以申请复议",
)
PLANNING = Citation(PLANNING_REPLY, "", gist="城乡规划法已授权行政机关强制拆除，人民法院不受理非诉执行申请")


class Paper(Labelled):
    """What an application must bring (申请材料): 行政强制法 55 ¶1."""

    APPLICATION = "APPLICATION", "强制执行申请书"
    DECISION_AND_GROUNDS = "DECISION_AND_GROUNDS", "行政决定书及事实、理由和依据"
    PARTY_OPINION_AND_DEMAND = "PARTY_OPINION_AND_DEMAND", "当事人的意见及催告情况"
    OBJECT = "OBJECT", "申请强制执行标的情况"


@dataclass(frozen=True, slots=True)
class Window:
    """When the court may be asked: from `opens_on` to `closes_on`, both included. None: hangs on a calendar."""

    opens_on: date | None
    closes_on: date | None


def window_starts_on(
    knowledge: Knowledge,
    calendar: WorkCalendar,
    *,
    reconsidered_on: date | None = None,
    deferral_ended_on: date | None = None,
    suit_term_ends_on: date | None = None,
) -> date | None:
    """
    Return the day from which the three months run, None while it hangs on a calendar.

    `reconsidered_on` is the receipt of the decision on reconsideration; `deferral_ended_on` the end of a deferral or of
    instalments; `suit_term_ends_on` the last day of the term to sue, as a person has settled it.

    Law: 行政强制法 53; 法释〔2018〕1号 156; 行政诉讼法 45, 46; APL 72 ¶2.
    Reading: the three months run from the last day of the term to sue, or from the end of a deferral if that is later;
    for an act that goes to reconsideration first and did not, a person has to settle that last day (ADR 0033).

    :raises LawRefused: if that last day is not settled
    """
    if suit_term_ends_on is not None:
        last: date | None = suit_term_ends_on
    elif reconsidered_on is not None:
        last = last_day_after_reconsideration(reconsidered_on, calendar).due_on
    elif reconsideration_first(knowledge.act):
        raise LawRefused(
            "coercion.court.window_open",
            "复议前置的案件没有申请复议时，起诉期限何时届满没有统一规定，请法制审核人员认定后填写",
            "suit_term_ends_on",
        )
    else:
        last = last_day_to_sue(knowledge, calendar).due_on
    if last is None or deferral_ended_on is None:
        return last
    return max(last, deferral_ended_on)


def court_window(
    knowledge: Knowledge,
    calendar: WorkCalendar,
    *,
    reconsidered_on: date | None = None,
    deferral_ended_on: date | None = None,
    suit_term_ends_on: date | None = None,
) -> Window:
    """
    Return the window for asking the court; arguments as for `window_starts_on`.

    Law: 行政强制法 53; 法释〔2018〕1号 156; 行政诉讼法 45, 46; APL 72 ¶2.

    :raises LawRefused: if the last day of the term to sue is not settled
    """
    start = window_starts_on(
        knowledge,
        calendar,
        reconsidered_on=reconsidered_on,
        deferral_ended_on=deferral_ended_on,
        suit_term_ends_on=suit_term_ends_on,
    )
    if start is None:
        return Window(None, None)
    return Window(start + timedelta(days=1), compute_limit("DL-28", start, calendar).act_by)


def latest_demand_on(window: Window, calendar: WorkCalendar) -> date | None:
    """
    Return the last day on which serving the demand still leaves a day to ask the court.

    Law: 行政强制法 53; 54; 69.
    """
    if window.closes_on is None:
        return None
    day = window.closes_on
    while True:
        first = compute_limit("DL-27", day, calendar).first_permitted_on
        if first is not None and first <= window.closes_on:
            return day
        day -= timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CourtApplication:
    """
    One application. `planning_building`: it asks the court to pull down a building under 城乡规划法 (None: unclear).

    `late_reason` is the justification of a late application, on which the court decides.
    """

    applied_on: date
    has_power: bool
    pending: Pending
    performed: bool
    demanded_on: date | None
    papers: frozenset[Paper]
    head_signed: bool
    sealed: bool
    dated: bool
    planning_building: bool | None = None
    late_reason: str = ""


_APPLICATION: tuple[Requirement[CourtApplication], ...] = (
    Requirement(
        lambda application: not application.has_power,
        Breach(
            "coercion.court.has_power",
            "法律已经授权本机关自行强制执行，法院不受理",
            THREE_MONTHS,
            missing="依法自行强制执行",
        ),
    ),
    Requirement(
        lambda application: application.pending is Pending.NONE,
        Breach(
            "coercion.court.pending",
            "当事人已经申请复议或者提起诉讼，不能申请非诉执行",
            NOT_PERFORMED,
            missing="等复议、诉讼终结",
        ),
    ),
    Requirement(
        lambda application: not application.performed,
        Breach("coercion.court.performed", "当事人已经履行，不需要申请执行", NOT_PERFORMED, missing="办理结案"),
    ),
    Requirement(
        lambda application: application.head_signed and application.sealed and application.dated,
        Breach(
            "coercion.court.unsigned",
            "强制执行申请书应当由行政机关负责人签名，加盖印章并注明日期",
            SIGNED,
            missing="补签名、印章、日期",
        ),
    ),
    Requirement(
        lambda application: None if application.planning_building is None else not application.planning_building,
        Breach(
            "coercion.court.planning",
            "城乡规划法已经授权行政机关强制拆除违法建筑，人民法院不受理",
            PLANNING,
            grade="B",
            missing="由乡镇政府或者县级以上政府责成的部门依法强制拆除",
        ),
        Breach(
            "coercion.court.planning_unknown",
            "尚不清楚是不是城乡规划法上的违法建筑",
            PLANNING,
            grade="B",
            missing="写明违法建筑所违反的法律",
        ),
    ),
)


def check_court_application(application: CourtApplication, window: Window, calendar: WorkCalendar) -> Verdict:
    """
    Test an application to the court: power, remedies, window, demand, papers.

    Law: 行政强制法 53–55; 法释〔2018〕1号 156; 法释〔2013〕5号.
    Reading: the window closes on the unrolled end (ADR-0014, item 1).
    """
    return (
        *check_all(_APPLICATION, application),
        *_check_window(application, window),
        *_check_demand(application, calendar),
        *_check_papers(application),
    )


def _check_window(application: CourtApplication, window: Window) -> Verdict:
    if window.opens_on is None or application.applied_on < window.opens_on:
        opens = f"要到{chinese_day(window.opens_on)}" if window.opens_on is not None else "最早日期要等节假日安排公布"
        return (
            Breach(
                "coercion.court.early",
                f"起诉期限届满以后才可以申请法院强制执行，{opens}",
                SUIT_TERM_OVER,
                missing="先催告，等起诉期限届满",
            ),
        )
    if window.closes_on is None or application.applied_on <= window.closes_on:
        return LAWFUL
    return _late(application.late_reason, window.closes_on)


def _late(reason: str, closes_on: date) -> Verdict:
    said = f"申请期限已于{chinese_day(closes_on)}届满"
    if reason.strip():
        return (
            Breach(
                "coercion.court.late_reasoned",
                f"{said}，逾期理由是否正当由人民法院决定",
                SUIT_TERM_OVER,
                grade="D",
                missing="附逾期理由的证明",
            ),
        )
    return (
        Breach(
            "coercion.court.late",
            f"{said}，法院不予受理，有正当理由的除外",
            SUIT_TERM_OVER,
            missing="有正当理由的写明理由",
        ),
    )


def _check_demand(application: CourtApplication, calendar: WorkCalendar) -> Verdict:
    if application.demanded_on is None:
        return (
            Breach("coercion.court.no_demand", "申请法院强制执行前应当催告当事人履行", TEN_DAYS, missing="送达催告书"),
        )
    first = compute_limit("DL-27", application.demanded_on, calendar).first_permitted_on
    if first is not None and application.applied_on >= first:
        return LAWFUL
    opens = f"最早可以在{chinese_day(first)}申请" if first is not None else "最早日期要等节假日安排公布"
    return (
        Breach("coercion.court.demand_early", f"催告书送达十个工作日后才可以申请，{opens}", TEN_DAYS, missing="等期满"),
    )


def _check_papers(application: CourtApplication) -> Verdict:
    lacking = [each.label for each in Paper if each not in application.papers]
    if not lacking:
        return LAWFUL
    return (Breach("coercion.court.papers", f"申请材料缺少：{'；'.join(lacking)}", PACKAGE, missing="补齐材料"),)


def check_review(received_on: date, asked_on: date, *, refused: bool, calendar: WorkCalendar) -> Verdict:
    """
    Test whether the court above may still be asked: about a refusal to take the application, or to enforce.

    Law: 行政强制法 56 ¶2; 58 ¶3.
    Reading: as a right, it lasts until the rolled end (ADR-0059).
    """
    last = compute_limit("DL-29", received_on, calendar).legal_end
    if last is None or asked_on <= last:
        return LAWFUL
    return (
        Breach(
            "coercion.court.review_late",
            f"收到裁定之日起十五日内可以向上一级人民法院申请复议，已于{chinese_day(last)}届满",
            REVIEW_OF_REFUSAL if refused else REVIEW_OF_DENIAL,
            missing="补正后在申请期限内重新申请" if refused else "办理终结执行，或者主动纠正处理决定",
        ),
    )
