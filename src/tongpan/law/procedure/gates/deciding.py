"""Review, deliberation, decision, service, publicity (审核、集体讨论、决定、送达、公开)."""

from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts.words import Ground
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.procedure.clocks import decision_limit, prolongable
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.hearing import asked_since
from tongpan.law.procedure.gates.inquiry import TOO_OLD, in_time
from tongpan.law.procedure.ranges import case_review_needed, deliberation_needed, review_needed
from tongpan.law.procedure.view import CaseView, ChargeView
from tongpan.law.titles import APL, CIVIL_PROCEDURE_LAW, HURD, SAMR, THREE_SYSTEMS
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CHILD_AGE: Final = 14
"""full years of age below which nobody is penalised (行政处罚法第三十条)"""
ADULT_AGE: Final = 18
"""full years of age below which a penalty must be lightened (行政处罚法第三十条)"""

REVIEW: Final = Citation(APL, 58, 1, gist="应当法制审核的，未经审核或者审核未通过的不得决定")
CASE_REVIEW: Final = Citation(SAMR, 52, gist="其他案件也要审核")
AFTER_HEARING: Final = Citation(SAMR, 50, 2, gist="经过听证程序的，听证后审核")
RESUBMIT: Final = Citation(THREE_SYSTEMS, "（十三）", gist="对审核意见研究后再次报送审核")
TOGETHER: Final = Citation(APL, 57, 2, gist="情节复杂或者重大违法行为由负责人集体讨论决定")
NINETY: Final = Citation(APL, 60, figures=("九十日",), gist="自立案之日起九十日内作出决定")
PROLONG: Final = Citation(HURD, 29, 1, gist="延长由负责人批准，再延长由集体讨论")
YOUTH: Final = Citation(APL, 30, gist="不满十四周岁不罚，未满十八周岁从轻或者减轻")
CAPACITY: Final = Citation(APL, 31, gist="不能辨认或者控制自己行为时违法的不罚")
ONE_FINE: Final = Citation(APL, 29, gist="同一违法行为不得两次罚款")
LAW_IN_FORCE: Final = Citation(APL, 37, gist="适用行为时的规定，新规定更轻的适用新规定")
MINOR: Final = Citation(APL, 33, 1, gist="轻微并及时改正没有后果的不罚")
SERVED: Final = Citation(APL, 61, 1, gist="决定书当场交付，不在场的七日内送达")
CONSENT: Final = Citation(APL, 61, 2, gist="电子送达须当事人同意并签订确认书")
PUBLIC: Final = Citation(CIVIL_PROCEDURE_LAW, 95, 1, figures=("三十日",), gist="下落不明等才能公告送达，三十日视为送达")
PUBLICITY: Final = Citation(APL, 48, 1, gist="具有一定社会影响的决定公开")
SECRETS: Final = Citation(APL, 50, gist="国家秘密、商业秘密、个人隐私应当保密")

UNREVIEWED: Final = Breach("review.missing", "没有经过法制审核", REVIEW, missing="送法制审核")
REVIEW_FAILED: Final = Breach("review.failed", "法制审核没有通过", REVIEW, missing="补充、改正后重新提交审核")
NO_CASE_REVIEW: Final = Breach("review.case.missing", "没有经过案件审核", CASE_REVIEW, missing="送审核机构审核")
TOO_EARLY: Final = Breach(
    "review.before_hearing", "听证还没有结束，不能审核", AFTER_HEARING, missing="听证结束后再审核"
)
UNCORRECTED: Final = Breach(
    "review.uncorrected", "上次审核没有通过，还没有补充或者改正", RESUBMIT, missing="按审核意见补充、改正"
)
STALE: Final = Breach("review.stale", "审核之后又有新的证据或者重新告知", REVIEW, missing="重新提交审核")
NOT_DELIBERATED: Final = Breach("deliberation.missing", "没有经过负责人集体讨论", TOGETHER, missing="报负责人集体讨论")
OVERDUE: Final = Breach(
    "decision.overdue", "办案期限已经届满，没有有效的延长", NINETY, missing="报负责人处理，依法终结并追究迟延责任"
)
NO_LIMIT: Final = Breach(
    "decision.limit.unknown", "办案期限尚不能确定", NINETY, missing="核对延长、中止和不计入期限的记录"
)
NO_PROLONGATION: Final = Breach(
    "prolongation.unknown_here", "本案适用的规定不能延长或者已经延长到底", PROLONG, missing="在期限内作出决定"
)
PROLONGED_LATE: Final = Breach("prolongation.late", "期限已经届满，不能再延长", PROLONG, missing="立即报告负责人")
AGE_UNKNOWN: Final = Breach("party.age.unknown", "不清楚当事人的出生日期", YOUTH, missing="核对身份证件")
CHILD: Final = Breach("party.child", "行为时不满十四周岁，不予处罚", YOUTH, missing="责令监护人管教，决定不予处罚")
NOT_LIGHTENED: Final = Breach(
    "party.minor.unlightened", "行为时未满十八周岁，没有从轻或者减轻", YOUTH, missing="从轻或者减轻，并写明"
)
INCAPABLE: Final = Breach("party.incapable", "不能辨认或者控制自己的行为，不予处罚", CAPACITY, missing="决定不予处罚")
CAPACITY_UNKNOWN: Final = Breach(
    "party.capacity.unknown", "不清楚当事人行为时能否辨认和控制自己", CAPACITY, missing="询问并记录，必要时鉴定"
)
TWICE: Final = Breach("fine.twice", "同一违法行为已经罚过款", ONE_FINE, missing="去掉罚款，可以依法给予其他处罚")
TWICE_UNKNOWN: Final = Breach(
    "fine.twice.unknown", "不清楚其他机关是否已就同一行为罚款", ONE_FINE, missing="查询同一行为的处罚记录"
)
NO_VERSION: Final = Breach(
    "law.version.unknown", "没有确定适用哪一版本的规定", LAW_IN_FORCE, missing="比较行为时和现在的规定后写明"
)
TRIVIAL: Final = Breach("penalty.trivial", "轻微并及时改正、没有后果，不予处罚", MINOR, missing="决定不予处罚并教育")
TRIVIAL_UNKNOWN: Final = Breach(
    "penalty.trivial.unknown", "是否轻微并及时改正还没有结论", MINOR, missing="写明是否符合不予处罚的条件"
)
NO_GROUND: Final = Breach("none.ground.missing", "没有不予处罚的事由", MINOR, missing="查明事由；没有的依法处罚")
NO_CONSENT: Final = Breach("service.consent.missing", "当事人没有签订电子送达确认书", CONSENT, missing="换用其他方式")
TRACEABLE: Final = Breach(
    "service.public.unfounded", "没有当事人下落不明、其他方式无法送达的记录", PUBLIC, missing="先用其他方式送达"
)
PUBLIC_RUNNING: Final = Breach("service.public.running", "公告期还没有满", PUBLIC, missing="期满后再确认送达")
NOT_SERVED: Final = Breach("service.missing", "决定书还没有送达", SERVED, missing="送达决定书")
MINOR_PUBLISHED: Final = Breach("publicity.minor", "当事人是未成年人，不公开", SECRETS, missing="不公开，注明原因")
NOT_REDACTED: Final = Breach("publicity.unredacted", "没有隐去秘密和个人信息", SECRETS, missing="先作隐去处理")


@gate("review.missing", "review.failed", "review.case.missing", "review.stale")
def reviewed(view: ChargeView) -> Verdict:
    """
    Test that the review that is due has passed, on what is decided now (INV-30, INV-33).

    Law: APL 58 ¶1; 市场监管程序规定 52; 农业程序规定 51.
    """
    legal = review_needed(view)
    if not legal and not case_review_needed(view):
        return LAWFUL
    review = view.review
    if review is None:
        return (UNREVIEWED,) if legal else (NO_CASE_REVIEW,)
    if not review.passed:
        return (REVIEW_FAILED,)
    newest = max((each.at for each in view.evidence), default=review.at)
    noticed_at = view.notice.at if view.notice is not None else review.at
    heard_at = view.hearing.at if view.hearing is not None else review.at
    return (STALE,) if review.at < max(newest, noticed_at, heard_at) else LAWFUL


@gate("review.before_hearing")
def review_after_hearing(view: ChargeView) -> Verdict:
    """
    Test that a hearing asked for has ended before the review (INV-32).

    Law: APL 58 ¶1(2); 市场监管程序规定 50 ¶2.
    """
    if not asked_since(view):
        return LAWFUL
    hearing, notice = view.hearing, view.notice
    ended = (
        hearing is not None and notice is not None and notice.served_at is not None and hearing.at > notice.served_at
    )
    return LAWFUL if ended else (TOO_EARLY,)


@gate("review.uncorrected")
def corrected(view: ChargeView) -> Verdict:
    """
    Test that something was done about a failed review before the next (INV-31).

    Law: 国办发〔2018〕118号（十三）.
    """
    review = view.review
    if review is None or review.passed:
        return LAWFUL
    done = any(each.at > review.at for each in view.rows.get("corrections", ()))
    return LAWFUL if done else (UNCORRECTED,)


@gate("deliberation.missing")
def deliberated(view: ChargeView) -> Verdict:
    """
    Test that the heads deliberated where the case is complex or grave (INV-34).

    Law: APL 57 ¶2.
    """
    if not deliberation_needed(view) or "deliberations" in view.rows:
        return LAWFUL
    return (NOT_DELIBERATED,)


@gate("decision.overdue", "decision.limit.unknown")
def decided_in_time(view: ChargeView) -> Verdict:
    """
    Test that the time to decide is not over (INV-35).

    Law: APL 60.
    """
    limit = decision_limit(view)
    if limit is None or (limit.act_by is None and limit.suspended_since is None):
        return LAWFUL if view.case.facts.filing is None else (NO_LIMIT,)
    return (OVERDUE,) if limit.act_by is not None and view.case.today > limit.act_by else LAWFUL


@gate("prolongation.unknown_here", "prolongation.late")
def prolongation_possible(case: CaseView) -> Verdict:
    """
    Test that the time to decide can still be prolonged (INV-36).

    Law: 市场监管程序规定 64; 住建程序规定 29; 农业程序规定 58; 交通程序规定 78.
    """
    found: dict[Breach, None] = {}
    for view in case.charges:
        if view.decision is not None:
            continue
        if prolongable(view) is None:
            found[NO_PROLONGATION] = None
        found.update(dict.fromkeys(breach for breach in decided_in_time.check(view) if breach is OVERDUE))
    return tuple(PROLONGED_LATE if each is OVERDUE else each for each in found)


@gate("party.age.unknown", "party.child", "party.minor.unlightened", "party.incapable", "party.capacity.unknown")
def answerable(view: ChargeView) -> Verdict:
    """
    Test that the party answers for the act, and that a minor is treated as one (INV-16).

    Law: APL 30, 31.
    """
    party, act_on = view.party, view.charge.act_on
    if party.kind is PartyKind.ORGANIZATION:
        return LAWFUL
    if party.lucid is not True:
        return (CAPACITY_UNKNOWN,) if party.lucid is None else (INCAPABLE,)
    if party.born_on is None or act_on is None:
        return (AGE_UNKNOWN,)
    age = age_on(party.born_on, act_on)
    if age < CHILD_AGE:
        return (CHILD,)
    return (NOT_LIGHTENED,) if age < ADULT_AGE and not view.charge.lightened else LAWFUL


def age_on(born_on: date, day: date) -> int:
    """Return full years of age: a year is full on the day after the birthday."""
    passed = (day.month, day.day) > (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if passed else 1)


@gate("fine.twice", "fine.twice.unknown")
def single_fine(view: ChargeView) -> Verdict:
    """
    Test that the same act is not fined again (INV-17).

    Law: APL 29.
    """
    penalty = view.charge.proposed
    if penalty is None or PenaltyKind.FINE not in penalty.kinds or view.charge.fined_already is False:
        return LAWFUL
    return (TWICE_UNKNOWN,) if view.charge.fined_already is None else (TWICE,)


@gate("law.version.unknown")
def law_known(view: ChargeView) -> Verdict:
    """
    Test that the version of the law that applies is determined (INV-44).

    Law: APL 37.
    """
    return LAWFUL if view.charge.law else (NO_VERSION,)


@gate("penalty.trivial", "penalty.trivial.unknown")
def not_trivial(view: ChargeView) -> Verdict:
    """
    Test that the act is not one that must go unpunished.

    Law: APL 33 ¶1.
    """
    if view.charge.minor is None:
        return (TRIVIAL_UNKNOWN,)
    return (TRIVIAL,) if view.charge.minor else LAWFUL


@gate("none.ground.missing")
def ground_given(view: ChargeView) -> Verdict:
    """
    Test that there is a ground not to penalise (INV-41).

    Law: APL 30, 31, 33, 36, 57 ¶1.
    """
    return LAWFUL if ground_of(view) is not None else (NO_GROUND,)


def ground_of(view: ChargeView) -> Ground | None:
    """
    Return the ground that the facts give not to penalise.

    Law: APL 30, 31, 33 ¶1, 36, 57 ¶1(3).
    """
    codes = {breach.code for breach in answerable.check(view)}
    if "party.child" in codes:
        return Ground.UNDER_AGE
    if "party.incapable" in codes:
        return Ground.NO_CAPACITY
    if view.charge.minor:
        return Ground.MINOR
    if TOO_OLD in in_time.check(view):
        return Ground.LIMITATION
    return Ground.NOT_PROVEN if view.charge.proven is False else None


@gate("service.consent.missing")
def consented(view: ChargeView) -> Verdict:
    """
    Test that the party agreed in writing to electronic service (INV-46).

    Law: APL 61 ¶2.
    """
    return LAWFUL if view.party.electronic else (NO_CONSENT,)


@gate("service.public.unfounded")
def untraceable(view: ChargeView) -> Verdict:
    """
    Test that service by public notice has its cause on record (INV-46).

    Law: CPL 95.
    """
    return LAWFUL if view.party.untraceable else (TRACEABLE,)


@gate("service.public.running")
def public_notice_over(view: ChargeView) -> Verdict:
    """
    Test that the public notice has run (INV-46).

    Law: CPL 95; 农业程序规定 72; 交通程序规定 18.
    """
    running = view.public_service
    limit = view.clock("DL-18", running.at.date()) if running is not None else None
    over = limit is not None and limit.due_on is not None and view.case.today >= limit.due_on
    return LAWFUL if over else (PUBLIC_RUNNING,)


@gate("service.missing")
def served(view: ChargeView) -> Verdict:
    """
    Test that the decision was served (INV-46).

    Law: APL 61.
    """
    return LAWFUL if view.served_at is not None else (NOT_SERVED,)


@gate("publicity.minor")
def publishable(view: ChargeView) -> Verdict:
    """
    Test that the decision is not about a minor (INV-74).

    Law: APL 50.
    """
    party = view.party
    minor = party.born_on is not None and age_on(party.born_on, view.case.today) < ADULT_AGE
    return (MINOR_PUBLISHED,) if minor else LAWFUL


@gate("publicity.unredacted")
def redacted(view: ChargeView) -> Verdict:
    """
    Test that what must not be read was taken out (INV-74).

    Law: APL 50.
    """
    rows = view.rows.get("disclosures")
    return LAWFUL if rows and rows[-1].redacted_at is not None else (NOT_REDACTED,)
