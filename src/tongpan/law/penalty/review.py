"""Review before the decision (法制审核、案件审核): passed, by another, after the hearing. APL 58."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.period import Exclusion, Extension, Limit
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, THREE_SYSTEMS
from tongpan.law.verdict import LAWFUL, Breach, Verdict

MUST_PASS: Final = Citation(APL, 58, 1, figures=("未经法制审核或者审核未通过的，不得作出决定",), gist="未过审不得决定")
QUALIFIED: Final = Citation(APL, 58, 2, figures=("初次从事", "法律职业资格"), gist="初次审核人员须有法律职业资格")
NOT_HANDLER_SAMR: Final = Citation(SAMR, 49, 3, figures=("办案人员不得作为审核人员",), gist="办审分离")
NOT_HANDLER_AGR: Final = Citation(AGR, 50, 3, figures=("不得同时作为该案件的法制审核人员",), gist="办审分离")
AFTER_HEARING: Final = Citation(SAMR, 50, 2, figures=("在听证程序结束后进行法制审核",), gist="听证结束后审核")
CASE_REVIEW_SAMR: Final = Citation(SAMR, 52, 1, figures=("应当进行案件审核",), gist="其他普通程序案件须案件审核")
CASE_REVIEW_AGR: Final = Citation(AGR, 51, 2, figures=("进行案件审核",), gist="其他普通程序案件须案件审核")
WRITTEN_OPINION: Final = Citation(
    THREE_SYSTEMS, "（十三）", figures=("书面审核意见", "再次报送"), gist="书面意见，处理后再报"
)
AGAIN_HURD: Final = Citation(HURD, 25, 2, figures=("再次报送法制审核",), gist="处理后再次报送")
SHARED_COUNSEL: Final = Citation(
    THREE_SYSTEMS, "（十一）", figures=("法律顾问、公职律师", "不少于本单位执法人员总数的5%"), gist="审核力量和统筹调用"
)
RECUSAL: Final = Citation(APL, 43, 1, figures=("应当回避",), gist="有利害关系的应当回避")

NOT_HANDLER: Final = {Regime.SAMR: NOT_HANDLER_SAMR, Regime.AGR: NOT_HANDLER_AGR}
CASE_REVIEW: Final = {Regime.SAMR: CASE_REVIEW_SAMR, Regime.AGR: CASE_REVIEW_AGR}

REVIEWERS_PERCENT: Final = 5
"""percent of the enforcement staff, in principle (国办发〔2018〕118号（十一）)"""
ADR: Final = "ADR-0027"


class Step(Labelled):
    """What the handlers did with an opinion that did not pass a case (对未通过意见的处理)."""

    SUPPLEMENT = "SUPPLEMENT", "补充调查"
    CORRECT = "CORRECT", "改正"
    TRANSFER = "TRANSFER", "移送"
    WITHDRAW = "WITHDRAW", "撤案"
    DECIDE = "DECIDE", "径行决定"


_LEADS_TO_ANOTHER: Final = frozenset({Step.SUPPLEMENT, Step.CORRECT})


@dataclass(frozen=True, slots=True)
class Round:
    """One legal review: when it came back, whether it passed, and what was done when it had not."""

    done_on: date
    passed: bool
    written: bool = True
    then: Step | None = None


@dataclass(frozen=True, slots=True)
class ReviewCourse:
    """
    All reviews before one decision, in their order.

    `due` is what `review_range.review_duty` says; None is unknown. `hearing_ended_on`: where one was held.
    """

    due: bool | None
    decided_on: date
    rounds: tuple[Round, ...] = ()
    hearing_ended_on: date | None = None
    case_reviewed_on: date | None = None

    def __post_init__(self) -> None:
        if any(later.done_on < earlier.done_on for earlier, later in pairwise(self.rounds)):
            raise LawRefused("review.order", "审核记录应当按时间先后排列", "rounds")


def check_passed_before(course: ReviewCourse, regime: Regime | None = None) -> Verdict:
    """
    Test that every decision that needs a review passed one first: legal review, or case review where a regime asks it.

    Law: APL 58 ¶1; 市场监管程序规定 50, 52; 农业程序规定 50, 51 ¶2.
    Reading: a failed review is not overcome by the head; review after the hearing holds everywhere (ADR-0027).
    """
    if course.due is None and not course.rounds:
        reason = "是否应当法制审核尚不清楚"
        return (Breach("review.need.unknown", reason, MUST_PASS, missing="认定是否属于应当审核的情形，或者直接送审"),)
    if course.due or course.rounds:
        return (*_check_legal(course, regime), *_check_rounds(course))
    return _check_case_review(course, regime)


def _check_legal(course: ReviewCourse, regime: Regime | None) -> Verdict:
    if not course.rounds:
        return (Breach("review.missing", "应当法制审核而没有审核，不得作出决定", MUST_PASS, missing="送法制审核"),)
    last = course.rounds[-1]
    heard = course.hearing_ended_on
    literal = regime is Regime.SAMR
    return unmet(
        (
            last.passed,
            Breach("review.failed", "法制审核没有通过，不得作出决定", MUST_PASS, missing="补充调查或者改正后再次送审"),
        ),
        (
            last.done_on <= course.decided_on,
            Breach("review.after_decision", "法制审核晚于处罚决定", MUST_PASS, missing="审核通过之后再作决定"),
        ),
        (
            heard is None or heard <= last.done_on,
            Breach(
                "review.before_hearing",
                "法制审核早于听证结束",
                AFTER_HEARING if literal else MUST_PASS,
                "A" if literal else "D",
                "听证结束后再次送审",
                "" if literal else ADR,
            ),
        ),
        (
            all(each.written for each in course.rounds),
            Breach("review.unwritten", "审核意见不是书面的", WRITTEN_OPINION, missing="出具书面审核意见"),
        ),
    )


def _check_rounds(course: ReviewCourse) -> Verdict:
    failed = [each for each in course.rounds if not each.passed]
    again = [earlier for earlier, _ in pairwise(course.rounds) if not earlier.passed]
    return unmet(
        (
            all(each.then is not Step.DECIDE for each in failed),
            Breach("review.overridden", "审核没有通过而径行决定", MUST_PASS, missing="补充调查、改正、移送或者撤案"),
        ),
        (
            all(each.then in _LEADS_TO_ANOTHER or each.then is Step.DECIDE for each in again),
            Breach(
                "review.again.unchanged",
                "对未通过的意见没有补充调查或者改正就再次送审",
                WRITTEN_OPINION,
                missing="研究意见，作出相应处理后再次送审",
            ),
        ),
    )


def _check_case_review(course: ReviewCourse, regime: Regime | None) -> Verdict:
    duty = CASE_REVIEW.get(regime) if regime else None
    if duty is None:
        return LAWFUL
    done = course.case_reviewed_on
    return unmet(
        (done is not None, Breach("review.case.missing", "没有进行案件审核", duty, missing="送案件审核")),
        (
            done is None or done <= course.decided_on,
            Breach("review.case.late", "案件审核晚于处罚决定", duty, missing="案件审核之后再作决定"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Reviewer:
    """
    A member of the pool of reviewers (法制审核人员库): own staff, judicial-office staff, or external counsel.

    `first_time` and `qualified` may be unknown. `clients` are the parties that external counsel acts for, None while
    not declared. A place in the pool is held from `since` to the day before `until`.
    """

    person: str
    since: date
    until: date | None = None
    first_time: bool | None = None
    qualified: bool | None = None
    external: bool = False
    clients: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ReviewedCase:
    """The people of the case, by which a reviewer is tested."""

    on: date
    handlers: frozenset[str]
    supervisors: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


def check_reviewer(reviewer: Reviewer, case: ReviewedCase, regime: Regime | None = None) -> Verdict:
    """
    Test whether somebody may review a case.

    Law: APL 58 ¶2; 43 ¶1; 市场监管程序规定 49 ¶3; 农业程序规定 50 ¶3; 国办发〔2018〕118号（十一）.
    Reading: handler, reviewer and supervisor are three persons everywhere; counsel who acts for a party stays away, and
    declares it beforehand (ADR-0027).
    """
    literal = NOT_HANDLER.get(regime) if regime else None
    return (
        *unmet(
            (
                reviewer.since <= case.on and (reviewer.until is None or case.on < reviewer.until),
                Breach("review.pool.absent", "不在法制审核人员库中", SHARED_COUNSEL, "D", "从人员库中另行指派", ADR),
            ),
            (
                reviewer.person not in case.handlers,
                Breach(
                    "review.reviewer.handler",
                    "本案承办人不能审核本案",
                    literal or MUST_PASS,
                    "A" if literal else "D",
                    "另行指派审核人员",
                    "" if literal else ADR,
                ),
            ),
            (
                reviewer.person not in case.supervisors,
                Breach(
                    "review.reviewer.supervisor",
                    "监督人员不能审核所监督的案件",
                    MUST_PASS,
                    "D",
                    "另行指派审核人员",
                    ADR,
                ),
            ),
        ),
        *_check_qualified(reviewer),
        *(_check_counsel(reviewer, case) if reviewer.external else LAWFUL),
    )


def _check_qualified(reviewer: Reviewer) -> Verdict:
    if reviewer.qualified:
        return LAWFUL
    return unmet(
        (
            reviewer.first_time is not None and (not reviewer.first_time or reviewer.qualified is not None),
            Breach(
                "review.qualification.unknown",
                "是否初次从事法制审核、有无法律职业资格尚不清楚",
                QUALIFIED,
                missing="核对任职记录和资格证书",
            ),
        ),
        (
            not (reviewer.first_time and reviewer.qualified is False),
            Breach(
                "review.reviewer.unqualified",
                "初次从事法制审核而没有法律职业资格",
                QUALIFIED,
                missing="改由有资格的人员审核",
            ),
        ),
    )


def _check_counsel(reviewer: Reviewer, case: ReviewedCase) -> Verdict:
    conflict = "、".join(sorted((reviewer.clients or frozenset()) & case.parties))
    return unmet(
        (
            reviewer.clients is not None,
            Breach("review.counsel.undeclared", "法律顾问没有申报代理关系", RECUSAL, "D", "申报后再指派", ADR),
        ),
        (
            not conflict,
            Breach("review.counsel.conflict", f"法律顾问代理本案当事人：{conflict}", RECUSAL, "D", "另行指派", ADR),
        ),
    )


def review_limit(
    submitted_on: date,
    calendar: WorkCalendar,
    regime: Regime | None = None,
    province: str | None = None,
    exclusions: tuple[Exclusion, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Limit:
    """
    Return until when the reviewer has to answer.

    Law: 市场监管程序规定 55; 住建程序规定 25 ¶1; 农业程序规定 53 (DL-10).
    """
    return compute_limit("DL-10", submitted_on, calendar, regime, province, exclusions, extensions)


def check_answered(limit: Limit, answered_on: date | None, as_of: date) -> Verdict:
    """
    Report a reviewer's answer that is late. For supervision: it does not bar the decision.

    Law: DL-10 with each regime's figure.
    """
    if kept(limit, answered_on or as_of) is not False:
        return LAWFUL
    return (Breach("review.answer.late", f"审核逾期：{limit.explanation}", limit.citation, missing="尽快出具审核意见"),)


def reviewers_needed(officers: int) -> int:
    """
    Return how many legal reviewers an organ should have for so many enforcement officers.

    Law: 国办发〔2018〕118号（十一）, in principle no fewer than five percent.
    """
    if officers < 0:
        raise LawRefused("review.staff.negative", "执法人员人数不能是负数", "officers")
    return -(-officers * REVIEWERS_PERCENT // 100)
