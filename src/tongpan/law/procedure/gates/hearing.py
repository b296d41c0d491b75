"""Notice, statement and hearing (告知、陈述申辩、听证)."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Notice, Penalty
from tongpan.law.penalty import notice as notices
from tongpan.law.penalty.defense import Answer, Defense, Waiver, check_heard
from tongpan.law.penalty.hearing import (
    HearingCourse,
    HearingRecord,
    HearingRequest,
    check_held_before,
    check_record,
    check_request,
)
from tongpan.law.penalty.hearing_session import Convening, check_convening
from tongpan.law.procedure.adapting import KEPT, hearing_due, proposed_punishment, punishment_of
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.inquiry import filed, reported
from tongpan.law.procedure.gates.summary import summary_allowed
from tongpan.law.procedure.view import ChargeView, remembered
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TOLD: Final = Citation(APL, 44, gist="决定前告知拟处罚内容及事实、理由、依据和权利")
NO_DECISION: Final = Citation(APL, 62, gist="未告知、拒绝听取陈述申辩的不得作出决定")

NOTHING_PROPOSED: Final = Breach("notice.proposal.missing", "没有写明拟作出的处罚", TOLD, missing="提出处罚建议")
INCOMPLETE: Final = Breach(
    "notice.proposal.incomplete", "拟作处罚没有写明种类或者数额", TOLD, missing="写明每一种类的数额"
)
UNSERVED: Final = Breach(
    "notice.unserved",
    "事先告知书还没有送达当事人，不得作出处罚决定",
    NO_DECISION,
    missing="送达告知书；邮寄、委托送达的，收到回执后记录送达结果",
)
BEFORE_FILING: Final = Breach(
    "notice.before_filing", "立案以前的告知不能用于普通程序", NO_DECISION, missing="立案调查后重新告知"
)
_ELEMENTS: Final = frozenset(notices.NoticeElement)
_NO_HEARING: Final = _ELEMENTS - {notices.NoticeElement.HEARING_RIGHT}


@gate("notice.proposal.missing", "notice.proposal.incomplete")
def proposed(view: ChargeView) -> Verdict:
    """
    Test that a penalty is proposed.

    Law: APL 44.
    """
    if view.charge.proposed is None:
        return (NOTHING_PROPOSED,)
    return LAWFUL if proposed_punishment(view) is not None else (INCOMPLETE,)


@gate("notice.missing", "notice.unserved")
def noticed(view: ChargeView) -> Verdict:
    """
    Test that the party was told: a notice that is not served tells nothing (INV-24).

    Law: APL 44, 62.
    """
    notice = view.notice
    served_at = notice.served_at if notice is not None else None
    if notice is not None and served_at is None:
        return (UNSERVED,)
    return notices.check_told_before(served_at.date() if served_at is not None else None, view.case.today)


@gate("defense.window.unset", "defense.window.open", "defense.offer.open", "defense.review.missing")
def heard(view: ChargeView) -> Verdict:
    """
    Test that the party was heard on the last notice: statement verified, or waived, or its time over (INV-24, INV-26).

    Law: APL 45, 62.
    """
    notice = view.notice
    if notice is None or notice.served_at is None:
        return LAWFUL  # said by `noticed`
    return _heard(
        defence_of(view, notice, notice.served_at.date()),
        view.case.calendar,
        view.charge.regime,
        view.case.facts.province,
    )


_heard = lru_cache(maxsize=KEPT)(check_heard)


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


@gate("notice.renew.heavier", "notice.renew.fact", "notice.renew.basis")
def within_notice(view: ChargeView) -> Verdict:
    """
    Test that what is proposed now, its evidence and its basis, is what the party was told (INV-25).

    Law: APL 44, 45 ¶2, 62.
    """
    notice, penalty = view.notice, view.charge.proposed
    if notice is None or penalty is None or not view.evidence or not view.charge.law:
        return LAWFUL  # said by `noticed`, `proposed`, `proven` or `punishable`
    shown = frozenset(each.id for each in view.evidence)
    return _within(penalty, shown, view.charge.law, notice)


@lru_cache(maxsize=KEPT)
def _within(penalty: Penalty, evidence: frozenset[str], law: str, notice: Notice) -> Verdict:
    decided, told = punishment_of(penalty), punishment_of(notice.penalty)
    if decided is None or told is None:
        return LAWFUL  # said by `proposed`
    return notices.check_within_notice(
        notices.Case(decided, evidence, frozenset({law})),
        notices.Case(told, frozenset(notice.evidence or ("无",)), frozenset({notice.law or "无"})),
    )


@gate("filing.missing", "report.missing")
def notice_in_turn(view: ChargeView) -> Verdict:
    """
    Test that an ordinary case is filed and investigated before the notice; on the spot it is told at once (INV-14).

    Law: APL 44, 52, 54 ¶2, 57 ¶1.
    """
    if view.case.facts.filing is None and not any(each.blocks for each in summary_allowed.check(view)):
        return (
            LAWFUL  # what is only pointed out, such as a standard of hearings nobody found, stops nothing here either
        )
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
    if notice is None:
        return LAWFUL
    told = _ELEMENTS if notice.hearing_told else _NO_HEARING
    return _content(notices.Notice(told, hearing_due(view)), view.charge.regime, view.case.facts.province)


_content = lru_cache(maxsize=KEPT)(notices.check_content)


@gate("hearing.window.open", "hearing.unheld", "hearing.window.unknown")
def hearing_over(view: ChargeView) -> Verdict:
    """
    Test that a hearing asked for in time was held, and that the time to ask is over otherwise (INV-27).

    Law: APL 63, 64(1).
    """
    notice = view.notice
    if notice is None or notice.served_at is None or not notice.hearing_told:
        return LAWFUL
    asked = view.request if asked_since(view) else None
    held = view.hearing is not None and asked is not None and view.hearing.at >= asked.at
    course = HearingCourse(
        told_on=notice.served_at.date(),
        decided_on=view.case.today,
        requested_on=asked.at.date() if asked is not None else None,
        ended_on=view.hearing.at.date() if held and view.hearing is not None else None,
    )
    return check_held_before(course, view.case.calendar, view.charge.regime, view.case.facts.province)


@remembered
def asked_since(view: ChargeView) -> bool:
    """
    Tell whether a hearing was asked for since the last notice.

    Law: APL 64(1).
    """
    notice, request = view.notice, view.request
    return (
        request is not None and notice is not None and notice.served_at is not None and request.at >= notice.served_at
    )


@gate("hearing.request.late")
def request_in_time(view: ChargeView) -> Verdict:
    """
    Test that the request for a hearing is in time.

    Law: APL 64(1).
    """
    notice = view.notice
    if notice is None or notice.served_at is None:
        return LAWFUL
    asked = HearingRequest(notice.served_at.date(), view.case.today)
    return check_request(asked, view.case.calendar, view.charge.regime, view.case.facts.province)


@gate("hearing.notice.missing", "hearing.notice.short", "hearing.announcement.missing", "hearing.announcement.short")
def hearing_noticed(view: ChargeView) -> Verdict:
    """
    Test that seven working days lie between the notice of the hearing and the hearing (INV-28).

    Law: APL 64(2), (3).
    """
    told, asked = view.hearing_notice, view.request
    served_at = told.served_at if told is not None else None
    stale = served_at is not None and asked is not None and served_at < asked.at
    served = served_at.date() if served_at is not None and not stale else None
    announced = told.announced_on if told is not None else None
    convening = Convening(served, view.case.today, announced_on=announced)
    return check_convening(convening, view.case.calendar, view.charge.regime, view.case.facts.province)


@gate("hearing.record.outside")
def on_record(view: ChargeView) -> Verdict:
    """
    Test that the decision rests on what the hearing heard (INV-29).

    Law: APL 65.
    """
    hearing, notice = view.hearing, view.notice
    if hearing is None or notice is None or notice.served_at is None or notice.served_at > hearing.at:
        return LAWFUL  # told anew since: then the new notice counts
    record = HearingRecord(made=True, signed=True, refusal_noted=False, evidence=frozenset(hearing.evidence))
    return check_record(record, frozenset(each.id for each in view.evidence), view.charge.regime)
