"""Ways of redress (救济途径): reconsideration first or not, until when, and when both are over."""

from dataclasses import dataclass
from datetime import date, timedelta

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import Exclusion, Ground, Kind, Limit, Period, Unit, compute
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, LITIGATION_LAW, RECONSIDERATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

SIXTY_DAYS = Citation(RECONSIDERATION_LAW, 20, 1, figures=("六十日",), gist="知道之日起六十日内申请复议")
LONGEST_YEARS = Citation(RECONSIDERATION_LAW, 21, figures=("二十年", "五年"), gist="不动产二十年，其他五年，不予受理")
RECONSIDERATION_FIRST = Citation(
    RECONSIDERATION_LAW, 23, 1, figures=("应当先向行政复议机关申请行政复议",), gist="复议前置的五种情形"
)
SUMMARY_FIRST = Citation(
    RECONSIDERATION_LAW, 23, 1, item=1, figures=("当场作出的行政处罚决定",), gist="当场处罚复议前置"
)
TELL_FIRST = Citation(RECONSIDERATION_LAW, 23, 2, figures=("应当告知",), gist="复议前置的应当告知")
NOT_BOTH = Citation(
    RECONSIDERATION_LAW,
    29,
    figures=("在行政复议期间不得向人民法院提起行政诉讼", "不得申请行政复议"),
    gist="复议与诉讼不并行",
)
THROUGH_PENALTY_ORGAN = Citation(
    RECONSIDERATION_LAW, 32, 1, figures=("电子技术监控设备",), gist="当场和电子监控处罚可以通过处罚机关提交"
)
NO_STAY = Citation(RECONSIDERATION_LAW, 42, figures=("不停止执行",), gist="复议期间不停止执行，有例外")
SUIT_AFTER = Citation(LITIGATION_LAW, 45, figures=("十五日内",), gist="不服复议决定十五日内起诉")
SIX_MONTHS = Citation(LITIGATION_LAW, 46, 1, figures=("六个月内",), gist="直接起诉的六个月")
SUIT_LONGEST = Citation(LITIGATION_LAW, 46, 2, figures=("二十年", "五年"), gist="不动产二十年，其他五年，不予受理")
SUIT_NO_STAY = Citation(LITIGATION_LAW, 56, 1, figures=("不停止行政行为的执行",), gist="诉讼期间不停止执行，有例外")
PENALTY_NO_STAY = Citation(APL, 73, 1, figures=("行政处罚不停止执行",), gist="复议、诉讼不停止处罚的执行")

LONGEST = 5
"""years from the act itself (行政复议法 21; 行政诉讼法 46 ¶2)"""
LONGEST_REAL_ESTATE = 20
"""years from the act itself, where it is about real estate (same articles)"""


class Act(Labelled):
    """The kinds of act that a township or street meets, as far as redress differs (行政行为种类)."""

    SUMMARY_PENALTY = "SUMMARY_PENALTY", "当场行政处罚"
    PENALTY = "PENALTY", "行政处罚"
    MEASURE = "MEASURE", "行政强制措施"
    ENFORCEMENT_DECISION = "ENFORCEMENT_DECISION", "行政强制执行决定"
    DEMOLITION_ORDER = "DEMOLITION_ORDER", "限期拆除决定"
    CORRECTION_ORDER = "CORRECTION_ORDER", "责令改正"
    INACTION = "INACTION", "不履行法定职责"
    DISCLOSURE_REFUSED = "DISCLOSURE_REFUSED", "不予公开政府信息"
    NATURAL_RESOURCE_RIGHT = "NATURAL_RESOURCE_RIGHT", "侵犯自然资源权属的决定"
    OTHER = "OTHER", "其他行政行为"


_FIRST = frozenset({Act.SUMMARY_PENALTY, Act.NATURAL_RESOURCE_RIGHT, Act.INACTION, Act.DISCLOSURE_REFUSED})


def reconsideration_first(act: Act, *, law_requires: bool = False) -> bool:
    """
    Tell whether one must seek reconsideration before one may sue.

    `law_requires`: another law or administrative regulation says so.

    Law: 行政复议法 23 ¶1.
    """
    return law_requires or act in _FIRST


def may_apply_through_agency(act: Act, *, by_monitoring: bool) -> bool:
    """
    Tell whether the application may be handed to the agency that punished.

    Law: 行政复议法 32 ¶1.
    """
    return act is Act.SUMMARY_PENALTY or (act is Act.PENALTY and by_monitoring)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """
    What the party knows of an act, and since when.

    `known_on` is the day of service, or of knowing the content otherwise. `told`: rights, body and term were told, on
    that day; where they were told later, `told_on`. `delays` are stretches lost without fault.
    """

    act: Act
    made_on: date
    known_on: date
    told: bool
    told_on: date | None = None
    real_estate: bool = False
    delays: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if self.known_on < self.made_on:
            raise LawRefused("remedies.knowledge.order", "知道行政行为的日期不能早于行政行为作出之日", "known_on")
        if self.told_on is not None and self.told_on < self.known_on:
            raise LawRefused("remedies.told.order", "补充告知的日期不能早于知道行政行为之日", "told_on")


def last_day_to_apply(knowledge: Knowledge, calendar: WorkCalendar) -> Limit:
    """
    Return the limit for seeking reconsideration.

    Law: 行政复议法 20; 21.
    Reading: not told, the earlier of sixty days from being told and one year from knowing; five or twenty years from
    the act cut it off (ADR-0039).
    """
    return _limit("DL-38", "DL-38.2", LONGEST_YEARS, knowledge, calendar)


def last_day_to_sue(knowledge: Knowledge, calendar: WorkCalendar) -> Limit:
    """
    Return the limit for suing without reconsideration.

    Law: 行政诉讼法 46; 法释〔2018〕1号 64.
    Reading: not told, the earlier of six months from being told and one year from knowing; five or twenty years from
    the act cut it off (ADR-0039).
    """
    return _limit("DL-39", "DL-39.2", SUIT_LONGEST, knowledge, calendar)


def _limit(row: str, untold: str, longest: Citation, knowledge: Knowledge, calendar: WorkCalendar) -> Limit:
    delays = [Exclusion(Ground.FORCE_MAJEURE, *stretch) for stretch in knowledge.delays]
    if knowledge.told:
        limit = compute_limit(row, knowledge.known_on, calendar, exclusions=delays)
    else:
        limit = compute_limit(untold, knowledge.known_on, calendar)
        if knowledge.told_on is not None:
            told = compute_limit(row, knowledge.told_on, calendar, exclusions=delays)
            limit = min(limit, told, key=_end)
    years = LONGEST_REAL_ESTATE if knowledge.real_estate else LONGEST
    cut_off = compute(Period(years, Unit.YEAR, Kind.RIGHT_UNTIL, citation=longest), knowledge.made_on, calendar)
    return min(limit, cut_off, key=_end)


def _end(limit: Limit) -> date:
    """The least a right lasts; every limit here has one, for each runs in days, months or years."""
    return limit.act_by or date.max


def last_day_after_reconsideration(received_on: date, calendar: WorkCalendar) -> Limit:
    """
    Return the limit for suing after a decision on reconsideration, or after its term ran out.

    Law: 行政诉讼法 45; 行政复议法 34.
    """
    return compute_limit("DL-40", received_on, calendar)


def remedies_over_on(knowledge: Knowledge, calendar: WorkCalendar) -> date | None:
    """
    Return the first day on which both ways are closed, or None while an unpublished calendar keeps the answer open.

    Law: 行政复议法 20; 行政诉讼法 46.
    Reading: both terms are waited for, also where reconsideration comes first (ADR 0033).
    """
    days = [last_day_to_apply(knowledge, calendar).due_on, last_day_to_sue(knowledge, calendar).due_on]
    known = [day for day in days if day is not None]
    return max(known) + timedelta(days=1) if len(known) == len(days) else None


class Pending(Labelled):
    """Where redress stands (救济进展)."""

    NONE = "NONE", "没有提起"
    RECONSIDERATION = "RECONSIDERATION", "复议已受理"
    LITIGATION = "LITIGATION", "法院已受理"


def check_application(
    act: Act, knowledge: Knowledge, pending: Pending, applied_on: date, calendar: WorkCalendar
) -> Verdict:
    """
    Test whether an application for reconsideration can be taken: in time, and no suit accepted.

    Law: 行政复议法 20; 21; 29 ¶2.
    """
    verdict: list[Breach] = []
    if pending is Pending.LITIGATION:
        verdict.append(
            Breach(
                "remedies.application.suit_pending",
                f"人民法院已经受理对该{act.label}的起诉，不得再申请行政复议",
                NOT_BOTH,
                missing="等待人民法院裁判",
            )
        )
    verdict.extend(_check_in_time(last_day_to_apply(knowledge, calendar), applied_on))
    return tuple(verdict)


def _check_in_time(limit: Limit, applied_on: date) -> Verdict:
    if limit.due_on is None or applied_on <= limit.due_on:
        return LAWFUL
    return (
        Breach(
            "remedies.application.late",
            f"申请行政复议的期限已于{limit.due_on:%Y-%m-%d}届满",
            SIXTY_DAYS,
            missing="有不可抗力或者其他正当理由的，说明并附证明",
        ),
    )


def check_suit(act: Act, pending: Pending, *, reconsidered: bool, law_requires: bool = False) -> Verdict:
    """
    Test whether one may sue now.

    Law: 行政复议法 23 ¶1; 29 ¶1.
    """
    if pending is Pending.RECONSIDERATION:
        return (
            Breach(
                "remedies.suit.reconsideration_pending",
                "行政复议机关已经受理，复议期间不得向人民法院起诉",
                NOT_BOTH,
                missing="等复议决定作出，不服的十五日内起诉",
            ),
        )
    if reconsideration_first(act, law_requires=law_requires) and not reconsidered:
        return (
            Breach(
                "remedies.suit.reconsideration_first",
                f"{act.label}应当先申请行政复议，对复议决定不服再起诉",
                RECONSIDERATION_FIRST,
                missing="先申请行政复议",
            ),
        )
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Stay:
    """What was said about stopping execution while redress is pending."""

    pending: Pending
    ordered_by_body: bool = False
    ordered_by_court: bool = False
    agency_thinks_needed: bool = False
    law_orders: bool = False


def check_execution_during_remedy(stay: Stay) -> Verdict:
    """
    Test whether execution may go on while redress is pending.

    Law: 行政复议法 42; 行政诉讼法 56 ¶1; APL 73 ¶1.
    """
    stopped = stay.law_orders or stay.agency_thinks_needed
    by = {Pending.RECONSIDERATION: stay.ordered_by_body, Pending.LITIGATION: stay.ordered_by_court}
    if stay.pending is Pending.NONE or not (stopped or by[stay.pending]):
        return LAWFUL
    return (
        Breach(
            "remedies.execution.stayed",
            f"{stay.pending.label}，且已决定停止执行",
            NO_STAY if stay.pending is Pending.RECONSIDERATION else SUIT_NO_STAY,
            missing="等停止执行的决定解除或者复议、诉讼终结",
        ),
    )
