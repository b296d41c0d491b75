"""Handing a case to the police (移送涉嫌犯罪案件): 移送规定 3–6, 12, 19; APL 27 ¶1."""

from dataclasses import dataclass
from datetime import date, datetime

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import SHANGHAI, chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, REFERRAL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TEAM = 2
"""officers; at least so many form the special team (移送规定 5 ¶1: 2名或者2名以上)"""
REFERRAL_ADR = "ADR-0034"

MUST_TRANSFER = Citation(REFERRAL, 3, 1, figures=("必须依照本规定向公安机关移送",), gist="涉嫌犯罪的必须移送")
IP_SUSPICION = Citation(REFERRAL, 3, 2, figures=("合理嫌疑",), gist="知识产权案件有合理嫌疑就应当移送")
TWO_OFFICERS = Citation(REFERRAL, 5, 1, figures=("2名或者2名以上", "专案组"), gist="立即组成两人以上专案组")
PRINCIPAL = Citation(REFERRAL, 5, 1, figures=("正职负责人或者主持工作的负责人",), gist="由正职或者主持工作的负责人审批")
THREE_DAYS = Citation(REFERRAL, 5, 2, figures=("3日内",), gist="三日内决定是否批准移送")
ONE_DAY = Citation(REFERRAL, 5, 2, figures=("24小时内",), gist="批准后二十四小时内移送")
REASONS = Citation(REFERRAL, 5, 2, figures=("理由记录在案",), gist="不批准的理由记录在案")
PACKAGE = Citation(REFERRAL, 6, figures=("应当附有下列材料",), gist="移送应当附的材料")
HAND_OVER = Citation(REFERRAL, 12, figures=("3日内", "办结交接手续"), gist="接到立案通知三日内移交物品和材料")
OFFICIALS = Citation(REFERRAL, 19, figures=("移送监察机关或者人民检察院",), gist="公职人员职务犯罪线索移送监察机关")
TIMELY = Citation(APL, 27, 1, figures=("及时将案件移送司法机关",), gist="涉嫌犯罪及时移送")


class Suspicion(Labelled):
    """How strong the suspicion of a crime is (涉嫌犯罪的判断)."""

    NONE = "NONE", "没有犯罪嫌疑"
    REASONABLE = "REASONABLE", "有合理嫌疑"
    STANDARD_REACHED = "STANDARD_REACHED", "达到追诉标准"


def check_suspicion(suspicion: Suspicion | None, *, intellectual_property: bool, transfer_begun: bool) -> Verdict:
    """
    Test whether a case that must go to the police is on its way there.

    Law: 移送规定 3; APL 27 ¶1.
    """
    if suspicion is None:
        return (
            Breach(
                "referral.suspicion.unknown",
                "尚未判断是否涉嫌犯罪",
                TIMELY,
                missing="对照追诉标准写明判断结论",
            ),
        )
    due = suspicion is Suspicion.STANDARD_REACHED or (suspicion is Suspicion.REASONABLE and intellectual_property)
    if not due or transfer_begun:
        return LAWFUL
    return (
        Breach(
            "referral.not_begun",
            f"{suspicion.label}，必须向公安机关移送",
            MUST_TRANSFER if suspicion is Suspicion.STANDARD_REACHED else IP_SUSPICION,
            missing="立即组成专案组，提出移送的书面报告",
        ),
    )


class Paper(Labelled):
    """What goes with a referral (移送材料): 移送规定 6."""

    LETTER = "LETTER", "涉嫌犯罪案件移送书"
    INVESTIGATION_REPORT = "INVESTIGATION_REPORT", "调查报告"
    ITEM_LIST = "ITEM_LIST", "涉案物品清单"
    TEST_REPORTS = "TEST_REPORTS", "检验报告或者鉴定结论"
    OTHER = "OTHER", "其他有关材料"


@dataclass(frozen=True, slots=True)
class Referral:
    """
    One referral from team to transfer.

    `decided_by_principal`: by the organ's head in chief, or who presides in that place. `has_tests`: there were
    tests or appraisals.
    """

    team: int
    report_written: bool
    reported_on: date | None
    decided_at: datetime | None = None
    decided_by_principal: bool = False
    approved: bool | None = None
    refusal_reasons: str = ""
    transferred_at: datetime | None = None
    papers: frozenset[Paper] = frozenset()
    has_tests: bool = False


def check_report(referral: Referral) -> Verdict:
    """
    Test the special team and its report.

    Law: 移送规定 5 ¶1.
    """
    verdict = []
    if referral.team < TEAM:
        verdict.append(
            Breach(
                "referral.team.small",
                "应当指定两名或者两名以上执法人员组成专案组",
                TWO_OFFICERS,
                missing="补足专案组人员",
            )
        )
    if not referral.report_written or referral.reported_on is None:
        verdict.append(
            Breach(
                "referral.report.missing",
                "没有移送涉嫌犯罪案件的书面报告",
                PRINCIPAL,
                missing="核实情况后提出书面报告，报正职或者主持工作的负责人审批",
            )
        )
    return tuple(verdict)


def check_decision(referral: Referral, calendar: WorkCalendar, as_of: date) -> Verdict:
    """
    Test who decided on a referral, when, and why not.

    Law: 移送规定 5.
    Reading: three days are calendar days, the stricter reading (ADR 0034).

    :raises LawRefused: if it was decided before it was reported
    """
    if referral.reported_on is None:
        return LAWFUL  # already said by check_report
    decided_on = None if referral.decided_at is None else referral.decided_at.astimezone(SHANGHAI).date()
    if decided_on is not None and decided_on < referral.reported_on:
        raise LawRefused("referral.decision.order", "决定不能早于收到报告之日", "decided_at")
    verdict: list[Breach] = []
    last = compute_limit("DL-34.1", referral.reported_on, calendar).act_by
    if last is not None and (decided_on or as_of) > last:
        verdict.append(
            Breach(
                "referral.decision.late",
                f"负责人应当在三日内决定是否移送，期限已于{chinese_day(last)}届满",
                THREE_DAYS,
                grade="D",
                missing="立即作出决定并说明迟延的原因",
                adr=REFERRAL_ADR,
            )
        )
    if decided_on is not None:
        verdict.extend(_check_decider(referral))
    return tuple(verdict)


def _check_decider(referral: Referral) -> Verdict:
    verdict = []
    if not referral.decided_by_principal:
        verdict.append(
            Breach(
                "referral.decision.not_principal",
                "移送由本机关正职负责人或者主持工作的负责人审批，其他负责人不能代批",
                PRINCIPAL,
                missing="报正职或者主持工作的负责人审批",
            )
        )
    if referral.approved is None:
        verdict.append(
            Breach(
                "referral.decision.unknown",
                "没有写明批准移送还是不批准移送",
                THREE_DAYS,
                missing="写明决定的结论",
            )
        )
    if referral.approved is False and not referral.refusal_reasons.strip():
        verdict.append(
            Breach(
                "referral.refusal.no_reasons",
                "不批准移送的，应当将理由记录在案",
                REASONS,
                missing="写明不批准的理由",
            )
        )
    return tuple(verdict)


def check_transfer(referral: Referral, calendar: WorkCalendar, now: datetime) -> Verdict:
    """
    Test whether an approved referral reached the police in time with all its papers.

    Law: 移送规定 5 ¶2; 6.

    :raises LawRefused: if it was transferred before it was approved
    """
    if not referral.approved or referral.decided_at is None:
        return LAWFUL if referral.transferred_at is None else (_transferred_unapproved(),)
    if referral.transferred_at is not None and referral.transferred_at < referral.decided_at:
        raise LawRefused("referral.transfer.order", "移送不能早于批准", "transferred_at")
    verdict: list[Breach] = []
    due = compute_limit("DL-34.2", referral.decided_at, calendar).due_at
    if due is None or (referral.transferred_at or now) > due:
        verdict.append(
            Breach(
                "referral.transfer.late",
                "批准移送的，应当在二十四小时内向同级公安机关移送",
                ONE_DAY,
                missing="立即移送并说明迟延的原因",
            )
        )
    if referral.transferred_at is not None:
        verdict.extend(_check_papers(referral))
    return tuple(verdict)


def _transferred_unapproved() -> Breach:
    return Breach(
        "referral.transfer.unapproved",
        "移送没有经正职负责人或者主持工作的负责人批准",
        PRINCIPAL,
        missing="补报审批",
    )


def _check_papers(referral: Referral) -> Verdict:
    optional = {Paper.OTHER} if referral.has_tests else {Paper.OTHER, Paper.TEST_REPORTS}
    lacking = [each.label for each in Paper if each not in referral.papers and each not in optional]
    if not lacking:
        return LAWFUL
    return (
        Breach(
            "referral.papers.lacking",
            f"移送材料缺少：{'；'.join(lacking)}",
            PACKAGE,
            missing="补齐材料送公安机关",
        ),
    )


def check_hand_over(filed_notice_on: date, handed_over_on: date | None, calendar: WorkCalendar, as_of: date) -> Verdict:
    """
    Test whether things and papers were handed over once the police had filed the case.

    Law: 移送规定 12.
    Reading: three days are calendar days, the stricter reading (ADR 0034).
    """
    last = compute_limit("DL-35", filed_notice_on, calendar).act_by
    if last is None or (handed_over_on or as_of) <= last:
        return LAWFUL
    return (
        Breach(
            "referral.hand_over.late",
            f"接到立案通知书之日起三日内移交涉案物品和材料，期限已于{chinese_day(last)}届满",
            HAND_OVER,
            grade="D",
            missing="立即移交并办结交接手续",
            adr=REFERRAL_ADR,
        ),
    )


def check_official_clue(official_involved: bool | None, clue_sent: bool) -> Verdict:
    """
    Test whether a clue to an official's crime went to the supervision organ.

    Law: 移送规定 19.
    """
    if official_involved is False or clue_sent:
        return LAWFUL
    if official_involved is None:
        return (
            Breach(
                "referral.official.unknown",
                "尚不清楚是否涉及公职人员职务犯罪",
                OFFICIALS,
                grade="C",
                missing="请承办人判断并记录",
            ),
        )
    return (
        Breach(
            "referral.official.not_sent",
            "公职人员涉嫌职务犯罪的线索，应当及时移送监察机关或者人民检察院",
            OFFICIALS,
            missing="移送线索并留存回执",
        ),
    )
