"""One inspection (一次行政检查): reason, approval, code, notice, identity, inspection, result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.inspection.plan import APPROVED_FIRST, INSPECTION_ADR, TARGETED, Prompt
from tongpan.law.labelled import Labelled
from tongpan.law.limits import LimitRefused, compute_limit
from tongpan.law.period import chinese_day, shanghai_day
from tongpan.law.titles import INSPECTION_OPINION, ZJP
from tongpan.law.verdict import LAWFUL, Breach, Verdict

QUALIFIED_ONLY = Citation(INSPECTION_OPINION, "", gist="检查主体须有资格，不得由第三方、辅助人员实施")
SCAN_FIRST = Citation(INSPECTION_OPINION, "", gist="扫码入企，检查留痕")
NOTICE = Citation(INSPECTION_OPINION, "", gist="出具行政检查通知书，制作现场检查笔录，告知结果")
COMPLAINT_APPROVED = Citation(
    ZJP, 78, figures=("经本行政机关负责人批准", "2日内"), gist="投诉举报检查经批准，紧急的二日内补办"
)
RESULT_ON_SPOT = Citation(ZJP, 79, 2, figures=("当场告知被检查人", "3日内"), gist="结果当场告知，检测结果三日内告知")


class Event(Labelled):
    """The events of an inspection, in their order (检查环节)."""

    APPROVAL = "APPROVAL", "负责人批准"
    SCAN = "SCAN", "扫码"
    NOTICE = "NOTICE", "出具检查通知书"
    IDENTITY = "IDENTITY", "出示执法证件"
    INSPECTION = "INSPECTION", "实施检查"
    RECORD = "RECORD", "制作现场检查笔录"
    RESULT = "RESULT", "告知检查结果"


@dataclass(frozen=True, slots=True)
class Visit:
    """
    One inspection as it happened: when each event took place, and who was there.

    `urgent_reason` excuses a later approval; `scan_fault` a later scan, which then is the entry made afterwards.
    `division` is the division code. `persons` counts everybody who inspected, `officers` those with a credential.
    """

    division: str
    prompt: Prompt | None
    at: Mapping[Event, datetime]
    persons: int
    officers: int
    outsiders_inspected: bool
    urgent_reason: str = ""
    scan_fault: str = ""
    awaits_test: bool = False


MUST_PRECEDE: tuple[tuple[Event, Event], ...] = (
    (Event.NOTICE, Event.INSPECTION),
    (Event.IDENTITY, Event.INSPECTION),
    (Event.INSPECTION, Event.RECORD),
)
"""Pairs of events of which the first must not come after the second, whatever the emergency."""


def check_visit(visit: Visit, calendar: WorkCalendar, now: datetime) -> Verdict:
    """
    Test one inspection: people, approval, scan, order, result.

    Law: 国办发〔2024〕54号; 浙江省行政程序办法 78, 79.
    Reading: a scan that a fault prevented may be entered afterwards (ADR 0035).
    """
    return (
        *check_all(_PEOPLE, visit),
        *_check_approval(visit, calendar, now),
        *_check_scan(visit, calendar, now),
        *_check_order(visit),
        *_check_result(visit),
    )


_PEOPLE: tuple[Requirement[Visit], ...] = (
    Requirement(
        lambda visit: not visit.outsiders_inspected,
        Breach(
            "inspection.people.outsiders",
            "检查不得由第三方、辅助人员、网格员或者没有执法证的人员实施",
            QUALIFIED_ONLY,
            grade="B",
            missing="由有执法证的人员重新检查",
        ),
    ),
    Requirement(
        lambda visit: visit.persons >= 2 and visit.officers >= 1,
        Breach(
            "inspection.people.few",
            "检查应当不少于两人，其中有执法证的至少一人",
            QUALIFIED_ONLY,
            grade="B",
            missing="增派人员；涉及处罚和强制的须两名执法人员",
        ),
    ),
)


def _check_approval(visit: Visit, calendar: WorkCalendar, now: datetime) -> Verdict:
    approved, began = visit.at.get(Event.APPROVAL), visit.at.get(Event.INSPECTION)
    if began is None or (approved is not None and approved <= began):
        return LAWFUL
    if not visit.urgent_reason.strip():
        return (
            Breach(
                "inspection.approval.missing",
                "检查前没有经行政机关负责人批准",
                COMPLAINT_APPROVED if visit.prompt is Prompt.COMPLAINT else APPROVED_FIRST,
                grade="B",
                missing="先报批；确属紧急的写明紧急情形并补办",
            ),
        )
    return _check_urgent_report(approved, now, urgent_report_due_on(visit.division, shanghai_day(began), calendar))


def _check_urgent_report(approved: datetime | None, now: datetime, due: date | None) -> Verdict:
    if due is None and approved is None:
        return (
            Breach(
                "inspection.approval.afterwards",
                "紧急检查后应当尽快补办批准手续，国家没有规定天数",
                APPROVED_FIRST,
                grade="B",
                missing="立即补办批准手续",
            ),
        )
    if due is None or shanghai_day(approved or now) <= due:
        return LAWFUL
    return (
        Breach(
            "inspection.approval.late",
            f"紧急检查应当在检查后二日内报告并补办手续，期限已于{chinese_day(due)}届满",
            COMPLAINT_APPROVED,
            missing="立即补办并说明迟延的原因",
        ),
    )


def urgent_report_due_on(division: str, inspected_on: date, calendar: WorkCalendar) -> date | None:
    """
    Return the last day for reporting an urgent inspection, or None where no text sets one.

    Law: 浙江省行政程序办法 78.
    """
    return _due_on("DL-49", inspected_on, calendar, division)


def backfill_due_on(division: str, inspected_on: date, calendar: WorkCalendar) -> date | None:
    """
    Return the last day for entering a scan that a fault prevented, or None where no text sets one.

    Law: 深圳市行政执法监督码管理规定.
    """
    return _due_on("DL-58", inspected_on, calendar, division)


def _due_on(row: str, trigger: date, calendar: WorkCalendar, division: str) -> date | None:
    """The last day that a row sets where it binds; some rows bind in one place alone."""
    try:
        return compute_limit(row, trigger, calendar, province=division or None).act_by
    except LimitRefused:
        return None


def _check_scan(visit: Visit, calendar: WorkCalendar, now: datetime) -> Verdict:
    scanned, began = visit.at.get(Event.SCAN), visit.at.get(Event.INSPECTION)
    if began is None or (scanned is not None and scanned <= began):
        return LAWFUL
    if not visit.scan_fault.strip():
        return (
            Breach(
                "inspection.scan.missing",
                "入企前没有扫码登记",
                SCAN_FIRST,
                grade="B",
                missing="先扫码；因紧急或者故障没有扫码的写明原因并补录",
            ),
        )
    due = backfill_due_on(visit.division, shanghai_day(began), calendar)
    in_time = scanned is not None if due is None else shanghai_day(scanned or now) <= due
    return LAWFUL if in_time else (_not_entered(),)


def _not_entered() -> Breach:
    return Breach(
        "inspection.scan.not_entered",
        "没有扫码的检查应当及时补录并说明理由",
        SCAN_FIRST,
        grade="D",
        missing="立即补录",
        adr=INSPECTION_ADR,
    )


def _check_order(visit: Visit) -> Verdict:
    """A missing or late notice, identity or record; nothing is asked before the inspection itself."""
    if Event.INSPECTION not in visit.at:
        return LAWFUL
    verdict = []
    for first, second in MUST_PRECEDE:
        early, late = visit.at.get(first), visit.at.get(second)
        wanting = first if first is not Event.INSPECTION else second
        if early is None or late is None or early > late:
            verdict.append(
                Breach(
                    "inspection.order",
                    f"没有按顺序“{wanting.label}”",
                    NOTICE,
                    grade="B",
                    missing=f"补“{wanting.label}”并说明原因",
                )
            )
    return tuple(verdict)


def _check_result(visit: Visit) -> Verdict:
    if Event.RECORD not in visit.at or visit.awaits_test or Event.RESULT in visit.at:
        return LAWFUL
    return (
        Breach(
            "inspection.result.untold",
            "检查结束时应当把检查结果当场告知被检查人",
            RESULT_ON_SPOT,
            grade="A" if visit.division.startswith("33") else "B",
            missing="告知检查结果并记入笔录",
        ),
    )


class FollowUp(Labelled):
    """What a problem that was found leads to (发现问题的处理)."""

    CORRECTION_ORDER = "CORRECTION_ORDER", "责令改正"
    CLUE = "CLUE", "转为案件线索"
    TRANSFER = "TRANSFER", "移送有权机关"


def check_outcome(problem_found: bool | None, follow_ups: frozenset[FollowUp]) -> Verdict:
    """
    Test that an inspection ends with something: no problem, or a follow-up.

    Law: 优化营商环境条例 54 ¶2.
    """
    if problem_found is None:
        return (Breach("inspection.outcome.unknown", "没有写明检查有没有发现问题", TARGETED, missing="写明检查结论"),)
    if problem_found and not follow_ups:
        return (
            Breach(
                "inspection.outcome.no_follow_up",
                "发现的问题没有后续处理",
                TARGETED,
                missing="责令改正、转为线索或者移送",
            ),
        )
    return LAWFUL


def check_test_result(
    received_on: date, told_on: date | None, calendar: WorkCalendar, as_of: date, division: str
) -> Verdict:
    """
    Test whether a test result was told to the one inspected; where no text sets days, it is open until told.

    Law: 浙江省行政程序办法 79 ¶2.
    """
    due = _due_on("DL-50", received_on, calendar, division)
    if due is None or (told_on or as_of) <= due:
        return LAWFUL
    return (
        Breach(
            "inspection.test_result.late",
            f"检验、检测结果应当在收到之日起三日内告知被检查人，期限已于{chinese_day(due)}届满",
            RESULT_ON_SPOT,
            missing="立即告知",
        ),
    )
