"""Hearing (听证): asked for in time, held before the decision, and its record the basis of it. APL 63–65."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.period import Limit
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, SAMR_HEARING
from tongpan.law.verdict import LAWFUL, Breach, Verdict

REQUEST_PERIOD: Final = Citation(APL, 64, item=1, figures=("五日内",), gist="告知后五个工作日内提出")
HEARING_OWED: Final = Citation(APL, 63, 1, figures=("当事人要求听证的，行政机关应当组织听证",), gist="要求的应当组织")
RECORD: Final = Citation(APL, 64, item=8, figures=("制作笔录", "签字或者盖章"), gist="笔录核对签字，拒签注明")
DECIDE_ON_RECORD: Final = Citation(APL, 65, figures=("根据听证笔录",), gist="根据听证笔录作出决定")
REPORT_SAMR: Final = Citation(SAMR_HEARING, 29, 1, figures=("听证报告",), gist="撰写听证报告")
REPORT_AGR: Final = Citation(AGR, 67, figures=("听证会报告书",), gist="制作听证会报告书")

REPORT: Final = {Regime.SAMR: REPORT_SAMR, Regime.AGR: REPORT_AGR}


def last_day_to_request(
    told_on: date, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Limit:
    """
    Return until when the party may ask for a hearing.

    Law: APL 64(1); 85 (DL-12).
    """
    return compute_limit("DL-12", told_on, calendar, regime, province)


@dataclass(frozen=True, slots=True)
class HearingRequest:
    """The facts the rule on requests needs."""

    told_on: date
    requested_on: date

    def __post_init__(self) -> None:
        if self.requested_on < self.told_on:
            raise LawRefused("hearing.request.early", "听证申请早于告知，请核对日期", "requested_on")


def check_request(
    request: HearingRequest, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Verdict:
    """
    Test whether a hearing was asked for in time.

    Law: APL 64(1); 市场监管听证办法 7; 住建程序规定 33; 农业程序规定 61; 交通程序规定 82.
    Reading: what cannot be shown to be late is in time (ADR-0026).
    """
    limit = last_day_to_request(request.told_on, calendar, regime, province)
    if kept(limit, request.requested_on) is not False:
        return LAWFUL
    return (
        Breach(
            "hearing.request.late",
            f"听证申请已超过期限：{limit.explanation}",
            REQUEST_PERIOD,
            missing="不予组织听证，但仍应听取陈述、申辩",
        ),
    )


@dataclass(frozen=True, slots=True)
class HearingCourse:
    """
    What became of the right to a hearing before one decision.

    `waived_on` is an explicit waiver or withdrawal on record; `ended_on` the day on which the hearing was closed or
    lawfully terminated.
    """

    told_on: date
    decided_on: date
    requested_on: date | None = None
    waived_on: date | None = None
    ended_on: date | None = None


def check_held_before(
    course: HearingCourse, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Verdict:
    """
    Test that a hearing asked for in time was held, and that the time to ask for one was left to the party.

    Law: APL 63 ¶1; 64(1), (6).
    Reading: an explicit waiver on record ends the wait; a request after it, in time, revives the right (ADR-0026).
    """
    limit = last_day_to_request(course.told_on, calendar, regime, province)
    asked = course.requested_on
    if asked is not None and kept(limit, asked) is not False:
        if course.waived_on is not None and course.waived_on >= asked:
            return LAWFUL
        return _check_held(course)
    if course.waived_on is not None and course.told_on <= course.waived_on <= course.decided_on:
        return LAWFUL
    open_still = kept(limit, course.decided_on)
    wait = "期满之后再作决定，或者取得当事人明确放弃听证的记录"
    return unmet(
        (
            negate(open_still),
            Breach("hearing.window.open", f"听证申请期限未满：{limit.explanation}", REQUEST_PERIOD, missing=wait),
            Breach(
                "hearing.window.unknown", f"听证申请期限尚不能确定：{limit.explanation}", REQUEST_PERIOD, missing=wait
            ),
        ),
    )


def _check_held(course: HearingCourse) -> Verdict:
    ended = course.ended_on
    return unmet(
        (
            ended is not None,
            Breach("hearing.unheld", "当事人要求听证，没有组织听证", HEARING_OWED, missing="组织听证之后再作决定"),
        ),
        (
            ended is None or ended <= course.decided_on,
            Breach("hearing.after_decision", "听证晚于处罚决定", DECIDE_ON_RECORD, missing="听证结束之后再作决定"),
        ),
    )


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """The record of a hearing and the decision made on it, evidence by its names."""

    made: bool
    signed: bool
    refusal_noted: bool
    evidence: frozenset[str]
    report_made: bool = True


def check_record(record: HearingRecord, decided_on_evidence: frozenset[str], regime: Regime | None = None) -> Verdict:
    """
    Test that the hearing was recorded and that the decision stands on that record.

    Law: APL 64(8); 65; 市场监管听证办法 29; 农业程序规定 67.
    """
    outside = "、".join(sorted(decided_on_evidence - record.evidence))
    report = REPORT.get(regime) if regime else None
    return unmet(
        (record.made, Breach("hearing.record.missing", "听证没有制作笔录", RECORD, missing="重新举行听证并制作笔录")),
        (
            not record.made or record.signed or record.refusal_noted,
            Breach(
                "hearing.record.unsigned",
                "听证笔录没有当事人签字，主持人也没有注明拒签",
                RECORD,
                missing="交当事人核对签字；拒签的由主持人注明",
            ),
        ),
        (
            not outside,
            Breach(
                "hearing.record.outside",
                f"决定所用的证据不在听证笔录中：{outside}",
                DECIDE_ON_RECORD,
                missing="不用该证据，或者重新告知并再次听证",
            ),
        ),
        (
            record.report_made or report is None,
            Breach("hearing.report.missing", "没有制作听证报告", report, missing="由主持人制作听证报告"),
        ),
    )
