"""Review, deliberation and decision (审核、集体讨论、决定)."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.penalty.decision import Clock, check_in_time
from tongpan.law.penalty.deliberation import Deliberation, check_deliberated
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.penalty.review import ReviewCourse, Round, Step, check_passed_before
from tongpan.law.period import Exclusion, Extension, Unit
from tongpan.law.procedure.adapting import deliberation_due, review_due
from tongpan.law.procedure.clocks import prolongable
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.charging import punishable
from tongpan.law.procedure.gates.hearing import asked_since
from tongpan.law.procedure.view import CaseView, ChargeView, last
from tongpan.law.titles import APL, HURD, SAMR, THREE_SYSTEMS
from tongpan.law.verdict import LAWFUL, Breach, Verdict

REVIEW: Final = Citation(APL, 58, 1, gist="应当法制审核的，未经审核或者审核未通过的不得决定")
AFTER_HEARING: Final = Citation(SAMR, 50, 2, gist="经过听证程序的，听证后审核")
RESUBMIT: Final = Citation(THREE_SYSTEMS, "（十三）", gist="对审核意见研究后再次报送审核")
PROLONG: Final = Citation(HURD, 29, 1, gist="延长由负责人批准，再延长由集体讨论")
SPARED: Final = Citation(APL, 57, 1, gist="轻微的不予处罚，事实不能成立的不予处罚")

TOO_EARLY: Final = Breach(
    "review.before_hearing", "听证还没有结束，不能审核", AFTER_HEARING, missing="听证结束后再审核"
)
UNCORRECTED: Final = Breach(
    "review.uncorrected", "上次审核没有通过，还没有补充或者改正", RESUBMIT, missing="按审核意见补充、改正"
)
STALE: Final = Breach(
    "review.stale", "审核之后又有新的证据、告知、听证或者改动", REVIEW, "D", "重新提交审核", "ADR-0041"
)
NO_PROLONGATION: Final = Breach(
    "prolongation.unknown_here", "本案适用的规定不能延长或者已经延长到底", PROLONG, missing="在期限内作出决定"
)
PROLONGED_LATE: Final = Breach("prolongation.late", "期限已经届满，不能再延长", PROLONG, missing="立即报告负责人")
NO_GROUND: Final = Breach("none.ground.missing", "没有不予处罚的事由", SPARED, missing="查明事由；没有的依法处罚")


@gate("review.missing", "review.failed", "review.case.missing", "review.need.unknown")
def reviewed(view: ChargeView) -> Verdict:
    """
    Test that the review that is due has passed (INV-30, INV-33).

    Law: APL 58 ¶1; 市场监管程序规定 52; 农业程序规定 51.
    """
    return check_passed_before(course_of(view), view.charge.regime)


def course_of(view: ChargeView) -> ReviewCourse:
    """
    Return the reviews of a charge as their rule takes them.

    Law: APL 58 ¶1.
    """
    rows = view.rows.get("reviews", [])
    rounds = tuple(
        Round(each.at.date(), each.passed, then=None if each.passed else Step.CORRECT) for each in rows if each.legal
    )
    case = next((each for each in reversed(rows) if each.passed), None)
    return ReviewCourse(
        due=review_due(view),
        decided_on=view.case.today,
        rounds=rounds,
        hearing_ended_on=view.hearing.at.date() if view.hearing is not None else None,
        case_reviewed_on=case.at.date() if case is not None else None,
    )


@gate("review.stale")
def review_fresh(view: ChargeView) -> Verdict:
    """
    Test that nothing new came after the review: what is decided is what was reviewed.

    Law: APL 58 ¶1.
    Reading: new evidence, a new notice or a hearing after the review calls for another (ADR-0041), and so does what
    was corrected after it passed (ADR-0051).
    """
    review = view.review
    if review is None:
        return LAWFUL
    newest = [each.at for each in view.evidence]
    if review.passed:
        newest += [each.at for each in view.rows.get("corrections", ())]
    newest += [each.at for each in (view.notice, view.hearing) if each is not None]
    return (STALE,) if newest and review.at < max(newest) else LAWFUL


@gate("review.before_hearing")
def review_after_hearing(view: ChargeView) -> Verdict:
    """
    Test that a hearing asked for has ended before the review (INV-32).

    Law: APL 58 ¶1(2); 市场监管程序规定 50 ¶2.
    """
    if not asked_since(view):
        return LAWFUL
    hearing, asked = view.hearing, view.request
    return LAWFUL if hearing is not None and asked is not None and hearing.at >= asked.at else (TOO_EARLY,)


@gate("review.uncorrected")
def corrected(view: ChargeView) -> Verdict:
    """
    Test that something was done about a failed review before the next (INV-31).

    Law: 国办发〔2018〕118号（十三）.
    """
    review = view.review
    if review is None or review.passed:
        return LAWFUL
    done = any(each.at >= review.at for each in view.rows.get("corrections", ()))
    return LAWFUL if done else (UNCORRECTED,)


@gate("deliberation.missing", "deliberation.need.unknown", "deliberation.heads.few")
def deliberated(view: ChargeView) -> Verdict:
    """
    Test that the heads deliberated where the case is complex or grave (INV-34); who stands aside does not count.

    Law: APL 43; 57 ¶2.
    """
    row = last(view.rows.get("deliberations"))
    record = None
    if row is not None:
        heads = frozenset(row.heads)
        record = Deliberation(row.at.date(), heads, heads, heads, row.conclusion)
    due = deliberation_due(view)
    others = view.case.all_handlers | view.case.recused
    return check_deliberated(due, view.case.today, record, others, view.charge.regime)


@gate("decision.clock.late", "decision.clock.invalid")
def decided_in_time(view: ChargeView) -> Verdict:
    """
    Test that the time to decide is not over (INV-35).

    Law: APL 60.
    """
    facts = view.case.facts
    if facts.filing is None:
        return LAWFUL  # said by `filed`
    clock = Clock(
        docketed_on=facts.filing.at.date(),
        decided_on=view.case.today,
        exclusions=tuple(Exclusion(each.ground, each.start, each.end) for each in facts.pauses),
        extensions=tuple(Extension(each.days, Unit.DAY, each.grantor, each.at.date()) for each in facts.prolongations),
    )
    return check_in_time(clock, view.case.calendar, view.charge.regime, facts.province)


@gate("prolongation.unknown_here", "prolongation.late")
def prolongation_possible(case: CaseView) -> Verdict:
    """
    Test that the time to decide can still be prolonged (INV-36).

    Law: 市场监管程序规定 64; 住建程序规定 29; 农业程序规定 58; 交通程序规定 78.
    Reading: once the earliest day the limit can be is over, also in a year whose holidays are not published, it is too
    late to prolong; to the party that is the safe side (ADR-0014, items 5 and 7).
    """
    found: dict[Breach, None] = {}
    for view in case.charges:
        if view.decision is not None:
            continue
        if prolongable(view) is None:
            found[NO_PROLONGATION] = None
        if decided_in_time.check(view):
            found[PROLONGED_LATE] = None
    return tuple(found)


@gate("none.ground.missing")
def ground_given(view: ChargeView) -> Verdict:
    """
    Test that there is a ground not to penalise (INV-41).

    Law: APL 30, 31, 33, 36, 57 ¶1.
    """
    return LAWFUL if ground_of(view) is not None else (NO_GROUND,)


_GROUNDS: Final = (
    ("responsibility.minor.penalty", Ground.AGE),
    ("responsibility.incapable.penalty", Ground.CAPACITY),
    ("no_penalty.minor", Ground.MINOR),
    ("no_penalty.no_fault", Ground.NO_FAULT),
    ("limitation.over", Ground.LIMITATION),
    ("no_penalty.first", Ground.FIRST),
)
"""what stands in the way of a penalty is what a decision without one rests on"""


def ground_of(view: ChargeView) -> Ground | None:
    """
    Return the ground that the facts give not to penalise.

    Law: APL 30, 31, 33, 36, 57 ¶1(3).
    """
    codes = {breach.code for breach in punishable.check(view)}
    found = next((ground for code, ground in _GROUNDS if code in codes), None)
    return Ground.NOT_ESTABLISHED if found is None and view.charge.proven is False else found
