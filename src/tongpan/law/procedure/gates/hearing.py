"""Notice, statement and hearing (告知、陈述申辩、听证)."""

from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Notice
from tongpan.law.penalty.defense import Answer, Defense, Waiver, check_heard
from tongpan.law.penalty.notice import check_told_before
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.inquiry import filed, reported
from tongpan.law.procedure.gates.summary import summary_allowed
from tongpan.law.procedure.ranges import hearing_due
from tongpan.law.procedure.view import ChargeView
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TOLD: Final = Citation(APL, 44, gist="决定前告知拟处罚内容及事实、理由、依据和权利")
NO_DECISION: Final = Citation(APL, 62, gist="未告知、拒绝听取陈述申辩的不得作出决定")
NOT_HEAVIER: Final = Citation(APL, 45, 2, gist="不得因陈述申辩给予更重的处罚")
HEARING_RIGHT: Final = Citation(APL, 63, 1, gist="较重的处罚应当告知听证权利，要求的应当组织听证")
REQUEST: Final = Citation(APL, 64, item=1, figures=("五日",), gist="告知后五日内提出听证要求")
SEVEN_BEFORE: Final = Citation(APL, 64, item=2, figures=("七日",), gist="举行听证七日前通知时间、地点")
ON_RECORD: Final = Citation(APL, 65, gist="根据听证笔录作出决定")

NOTHING_PROPOSED: Final = Breach("notice.proposal.missing", "没有写明拟作出的处罚", TOLD, missing="提出处罚建议")
UNSERVED: Final = Breach("notice.unserved", "告知书还没有送达", NO_DECISION, missing="送达告知书")
EXCEEDED: Final = Breach(
    "notice.exceeded", "拟作决定比告知的更重，没有重新告知", NOT_HEAVIER, missing="重新告知，重新听取陈述申辩"
)
NEW_EVIDENCE: Final = Breach(
    "notice.evidence.new", "有告知以后取得的证据，没有告知当事人", NO_DECISION, missing="重新告知，重新听取陈述申辩"
)
BEFORE_FILING: Final = Breach(
    "notice.before_filing", "立案以前的告知不能用于普通程序", NO_DECISION, missing="立案调查后重新告知"
)
HEARING_UNTOLD: Final = Breach(
    "notice.hearing.untold", "拟作出的处罚属于听证范围，没有告知听证权利", HEARING_RIGHT, missing="重新告知，写明听证权"
)
HEARING_UNKNOWN: Final = Breach(
    "notice.hearing.unknown",
    "是否属于听证范围尚不清楚，又没有告知听证权利",
    HEARING_RIGHT,
    missing="核实听证标准；不能核实的，一并告知听证权利",
)
WINDOW_OPEN: Final = Breach("hearing.window.open", "当事人要求听证的期限未满", REQUEST, missing="期满之后再作决定")
NOT_HELD: Final = Breach("hearing.unheld", "当事人要求听证，还没有举行", HEARING_RIGHT, missing="组织听证")
REQUEST_LATE: Final = Breach("hearing.request.late", "听证要求超过了五个工作日", REQUEST, missing="告知当事人理由")
NO_HEARING_NOTICE: Final = Breach(
    "hearing.notice.missing", "没有通知听证的时间、地点", SEVEN_BEFORE, missing="送达听证通知书"
)
NOTICE_SHORT: Final = Breach(
    "hearing.notice.short", "距送达听证通知不足七个工作日", SEVEN_BEFORE, missing="推迟到第七个工作日之后"
)
BEYOND_RECORD: Final = Breach(
    "hearing.record.beyond", "有证据没有进入听证笔录", ON_RECORD, missing="重新告知，当事人要求的再次听证"
)


@gate("notice.proposal.missing")
def proposed(view: ChargeView) -> Verdict:
    """
    Test that a penalty is proposed.

    Law: APL 44.
    """
    return LAWFUL if view.charge.proposed is not None else (NOTHING_PROPOSED,)


@gate("notice.missing", "notice.unserved")
def noticed(view: ChargeView) -> Verdict:
    """
    Test that the party was told (INV-24).

    Law: APL 44, 62.
    """
    notice = view.notice
    if notice is None:
        return check_told_before(None, view.case.today)
    return LAWFUL if notice.served_at is not None else (UNSERVED,)


@gate("defense.window.unset", "defense.window.open", "defense.offer.open", "defense.review.missing")
def heard(view: ChargeView) -> Verdict:
    """
    Test that the party was heard on the last notice: statement verified, or waived, or its time over (INV-24, INV-26).

    Law: APL 45, 62.
    """
    notice = view.notice
    if notice is None or notice.served_at is None:
        return LAWFUL  # said by `noticed`
    return check_heard(
        defence_of(view, notice, notice.served_at.date()),
        view.case.calendar,
        view.charge.regime,
        view.case.facts.province,
    )


def defence_of(view: ChargeView, notice: Notice, told_on: date) -> Defense:
    """
    Return the answer of the party as the rule on defence takes it.

    Law: APL 45, 62.
    """
    given = view.statement
    today = view.case.today
    if given is None or notice.served_at is None or given.at < notice.served_at:
        return Defense(told_on, today, Answer.SILENT, offered_until=notice.reply_by)
    if given.waived:
        return Defense(told_on, today, Answer.WAIVED, waiver=Waiver(given.at.date(), explicit=True, recorded=True))
    reviewed = given.rechecked_at.date() if given.rechecked_at is not None else None
    return Defense(told_on, today, Answer.MADE, made_on=given.at.date(), reviewed_on=reviewed)


@gate("notice.exceeded", "notice.evidence.new")
def within_notice(view: ChargeView) -> Verdict:
    """
    Test that what is proposed now, and its evidence, is what the party was told (INV-25).

    Law: APL 44, 45 ¶2, 62.
    """
    notice, penalty = view.notice, view.charge.proposed
    if notice is None:
        return LAWFUL  # said by `noticed`
    found = (EXCEEDED,) if penalty is not None and penalty.exceeds(notice.penalty) else LAWFUL
    new = any(each.id not in notice.evidence for each in view.evidence)
    return (*found, NEW_EVIDENCE) if new else found


@gate("filing.missing", "report.missing")
def notice_in_turn(view: ChargeView) -> Verdict:
    """
    Test that an ordinary case is filed and investigated before the notice; on the spot it is told at once (INV-14).

    Law: APL 44, 52, 54 ¶2, 57 ¶1.
    """
    if view.case.facts.filing is None and not summary_allowed.check(view):
        return LAWFUL
    return (*filed.check(view), *reported.check(view))


@gate("notice.before_filing")
def notice_after_filing(view: ChargeView) -> Verdict:
    """
    Test that the notice was given in the case that is decided, not on the spot before it was filed (INV-14).

    Law: APL 44, 54 ¶2.
    """
    filing, notice = view.case.facts.filing, view.notice
    early = filing is not None and notice is not None and notice.at < filing.at
    return (BEFORE_FILING,) if early else LAWFUL


@gate("notice.hearing.untold", "notice.hearing.unknown")
def hearing_told(view: ChargeView) -> Verdict:
    """
    Test that a party with a right to a hearing was told so (INV-27).

    Law: APL 63.
    """
    notice = view.notice
    if notice is None or notice.hearing_told:
        return LAWFUL
    due = hearing_due(view)
    return LAWFUL if due is False else ((HEARING_UNKNOWN,) if due is None else (HEARING_UNTOLD,))


@gate("hearing.window.open", "hearing.unheld")
def hearing_over(view: ChargeView) -> Verdict:
    """
    Test that a hearing asked for in time was held, and that the time to ask is over otherwise (INV-27).

    Law: APL 63, 64(1).
    """
    notice = view.notice
    if notice is None or notice.served_at is None or not notice.hearing_told:
        return LAWFUL
    if asked_since(view):
        return LAWFUL if view.hearing is not None and view.hearing.at > notice.served_at else (NOT_HELD,)
    limit = view.clock("DL-12", notice.served_at.date())
    over = limit is not None and limit.due_on is not None and view.case.today > limit.due_on
    return LAWFUL if over else (WINDOW_OPEN,)


def asked_since(view: ChargeView) -> bool:
    """
    Tell whether a hearing was asked for since the last notice.

    Law: APL 64(1).
    """
    notice, request = view.notice, view.request
    return request is not None and notice is not None and notice.served_at is not None and request.at > notice.served_at


@gate("hearing.request.late")
def request_in_time(view: ChargeView) -> Verdict:
    """
    Test that the request for a hearing is in time.

    Law: APL 64(1).
    """
    notice = view.notice
    if notice is None or notice.served_at is None:
        return LAWFUL
    limit = view.clock("DL-12", notice.served_at.date())
    late = limit is not None and limit.due_on is not None and view.case.today > limit.due_on
    return (REQUEST_LATE,) if late else LAWFUL


@gate("hearing.notice.missing", "hearing.notice.short")
def hearing_noticed(view: ChargeView) -> Verdict:
    """
    Test that seven working days lie between the notice of the hearing and the hearing (INV-28).

    Law: APL 64(2).
    """
    told, asked = view.hearing_notice, view.request
    if told is None or (asked is not None and told.served_at < asked.at):
        return (NO_HEARING_NOTICE,)
    limit = view.clock("DL-13", told.served_at.date())
    open_ = limit is not None and limit.due_on is not None and view.case.today >= limit.due_on
    return LAWFUL if open_ else (NOTICE_SHORT,)


@gate("hearing.record.beyond")
def on_record(view: ChargeView) -> Verdict:
    """
    Test that the decision rests on what the hearing heard (INV-29).

    Law: APL 65.
    """
    hearing, notice = view.hearing, view.notice
    if hearing is None or notice is None or notice.served_at is None or notice.served_at > hearing.at:
        return LAWFUL  # told anew since: then the new notice counts
    beyond = any(each.id not in hearing.evidence for each in view.evidence)
    return (BEYOND_RECORD,) if beyond else LAWFUL
