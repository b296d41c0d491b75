"""在每一种情形下，能办的和还不能办的恰好是哪些步骤：一步不多，一步不少。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.procedure.offers import CALENDAR, INQUIRY, UNDECIDED, moment, on_offer

from tongpan.law.coercion.suspension import SuspensionGround, TerminationGround
from tongpan.law.facts import (
    Deferral,
    Disclosure,
    Enforcement,
    HandedIn,
    Judgment,
    OpinionLetter,
    Payment,
    Remedy,
    Reopening,
    Revocation,
    Ruling,
    Standstill,
    Termination,
)
from tongpan.law.facts.words import CourtAnswer, Duty, Enforcing, Fault, Outcome, RemedyKind, Track
from tongpan.law.model.probing.base import (
    KEY,
    LATER,
    SUMMER,
    decided,
    demanded,
    demolition_ordered,
    hearing_asked,
    ready,
    revoked,
    screened,
    together,
)
from tongpan.law.model.starting import DAY_ONE, SMALL, a_charge, a_clue, investigated, noticed
from tongpan.law.model.starting import ON_SPOT as ON_THE_SPOT
from tongpan.law.procedure import Step, next_steps

SERVED = decided(investigated(a_clue()))
UNSERVED = decided(investigated(a_clue()), served=False)
ON_SPOT = tuple(replace(each, track=Track.SUMMARY, registered_at=None) for each in SERVED.decisions)
COMPLEX = a_charge(complex=True)
PUBLISHED = Disclosure(**KEY, redacted_at=DAY_ONE, at=LATER)
PENDING = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=LATER)
RECEIVED = replace(PENDING, copy_received_on=LATER.date())
SPOT = replace(SERVED, filing=None, decisions=ON_SPOT)
(DEMAND,) = demanded().demands
ANSWERED = replace(DEMAND, defence_at=DAY_ONE + timedelta(days=33))
COURT = Enforcement(**KEY, way=Enforcing.COURT, decided_at=SUMMER)

TAKEN = Ruling(**KEY, at=SUMMER, answer=CourtAnswer.ACCEPTED, received_on=SUMMER.date())
ABOVE = replace(TAKEN, answer=CourtAnswer.DENIED, review_at=SUMMER)
STILL = Standstill(**KEY, at=SUMMER, ground=SuspensionGround.UNABLE)
SUIT = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
FIRST = Judgment(**KEY, at=LATER, outcome=Outcome.UPHELD, received_on=LATER.date())

OWN = replace(SERVED, revocations=(Revocation(**KEY, at=DAY_ONE, decider="周", ground=Fault.FACTS),))
UNDONE = replace(OWN, revocations=(replace(OWN.revocations[0], restored_at=DAY_ONE),))
AGAIN = replace(UNDONE, reopenings=(Reopening(**KEY, at=LATER),))

SUED = "RECONSIDER LITIGATE"
REMEDIES = "RECONSIDER LITIGATE REVOKE"
MONEY = "PAY DEFER"
MONEY_WAITS = "CLOSE COLLECT DEMAND PUBLISH SURCHARGE"
OWING = f"{MONEY} {REMEDIES} REDACT SURCHARGE"
HALTING = "SUSPEND END_ENFORCEMENT"
OWING_WAITS = "CLOSE COLLECT PUBLISH"


def ended(outcome, kind=RemedyKind.RECONSIDERATION):
    return replace(PENDING, kind=kind, ended_at=LATER, outcome=outcome)


@pytest.mark.parametrize(
    ("facts", "at", "open_", "waiting"),
    [
        moment(
            "只有线索",
            a_clue(),
            "FILE SHOW_IDENTITY",
            "DECIDE DECIDE_NONE DECIDE_ON_SPOT GATHER NOTIFY PRESERVE PRESERVE_URGENT REPORT SAMPLE",
        ),
        moment("调查终结", investigated(a_clue()), f"{INQUIRY} NOTIFY", UNDECIDED),
        moment("告知之后", noticed(investigated(a_clue())), f"{INQUIRY} STATE WAIVE", UNDECIDED),
        moment("放弃申辩", ready(), f"{INQUIRY} DECIDE", UNDECIDED.replace("DECIDE ", "", 1)),
        moment(
            "要求听证",
            hearing_asked(),
            f"{INQUIRY} DELIBERATE EXTEND_DECISION FIX_HEARING",
            "CLOSE DECIDE DECIDE_NONE HOLD_HEARING PRESERVE_URGENT REVIEW",
        ),
        moment("案情复杂", ready(COMPLEX), f"{INQUIRY} DELIBERATE REVIEW", UNDECIDED),
        moment("集体讨论过", ready(COMPLEX, deliberations=(together(),)), f"{INQUIRY} REVIEW", UNDECIDED),
        moment(
            "决定还没有送达",
            UNSERVED,
            "REDACT REVOKE SERVE SERVE_ELECTRONIC",
            "CLOSE COLLECT PUBLISH SERVE_PUBLIC",
        ),
        moment("决定送达", SERVED, f"{MONEY} {REMEDIES} REDACT", MONEY_WAITS),
        moment(
            "当场决定，先复议",
            replace(SERVED, filing=None, decisions=ON_SPOT),
            f"{MONEY} RECONSIDER REDACT REGISTER REVOKE TAKE_APPLICATION",
            MONEY_WAITS,
        ),
        moment(
            "款已缴清",
            replace(SERVED, payments=(Payment(**KEY, at=LATER, amount=SMALL.fine),)),
            f"{REMEDIES} CLOSE REDACT",
            "PUBLISH",
        ),
        moment(
            "已经缓期",
            replace(SERVED, deferrals=(Deferral(**KEY, at=LATER, until=date(2026, 6, 1)),)),
            f"{REMEDIES} PAY REDACT",
            MONEY_WAITS,
        ),
        moment("公开前审查过", screened(SERVED), f"{MONEY} {REMEDIES} PUBLISH", MONEY_WAITS.replace("PUBLISH ", "")),
        moment(
            "已经公开",
            replace(SERVED, disclosures=(PUBLISHED,)),
            f"{MONEY} {REMEDIES}",
            "CLOSE COLLECT DEMAND SURCHARGE",
        ),
        moment(
            "正在复议",
            replace(SERVED, remedies=(PENDING,)),
            f"{MONEY} CONCLUDE_REMEDY REDACT REVOKE TAKE_OPINION",
            f"{MONEY_WAITS} ANSWER_REMEDY GATHER",
        ),
        moment(
            "收到复议申请书副本",
            replace(SERVED, remedies=(RECEIVED,)),
            f"{MONEY} ANSWER_REMEDY CONCLUDE_REMEDY REDACT REVOKE TAKE_OPINION",
            f"{MONEY_WAITS} GATHER",
        ),
        moment(
            "副本的日期还没有到",
            replace(SERVED, remedies=(replace(PENDING, copy_received_on=date(2026, 12, 31)),)),
            f"{MONEY} CONCLUDE_REMEDY REDACT REVOKE TAKE_OPINION",
            f"{MONEY_WAITS} ANSWER_REMEDY GATHER",
        ),
        moment(
            "已经答复",
            replace(SERVED, remedies=(replace(RECEIVED, answered_at=LATER),)),
            f"{MONEY} CONCLUDE_REMEDY REDACT REVOKE TAKE_OPINION",
            f"{MONEY_WAITS} GATHER",
        ),
        moment(
            "复议维持以后可以起诉",
            replace(SERVED, remedies=(ended(Outcome.UPHELD),)),
            f"{MONEY} LITIGATE REDACT REVOKE TAKE_OPINION",
            MONEY_WAITS,
        ),
        moment(
            "撤回复议申请以后两条路都在",
            replace(SERVED, remedies=(ended(Outcome.WITHDRAWN),)),
            f"{MONEY} {REMEDIES} REDACT TAKE_OPINION",
            MONEY_WAITS,
        ),
        moment(
            "当场处罚复议维持以后可以起诉",
            replace(SPOT, remedies=(ended(Outcome.UPHELD),)),
            f"{MONEY} LITIGATE REDACT REGISTER REVOKE TAKE_OPINION",
            MONEY_WAITS,
        ),
        moment(
            "当场处罚复议逾期没有决定的可以起诉",
            replace(SPOT, remedies=(ended(Outcome.EXPIRED),)),
            f"{MONEY} LITIGATE REDACT REGISTER REVOKE TAKE_OPINION",
            MONEY_WAITS,
        ),
        moment(
            "当场处罚撤回复议申请以后不能直接起诉",
            replace(SPOT, remedies=(ended(Outcome.WITHDRAWN),)),
            f"{MONEY} RECONSIDER REDACT REGISTER REVOKE TAKE_APPLICATION TAKE_OPINION",
            MONEY_WAITS,
        ),
        moment(
            "判决以后没有第二次起诉，也不能再复议",
            replace(SERVED, remedies=(ended(Outcome.UPHELD), ended(Outcome.UPHELD, RemedyKind.LITIGATION))),
            f"{MONEY} REDACT REVOKE TAKE_OPINION",
            MONEY_WAITS,
        ),
        moment(
            "撤诉以后不能再复议",
            replace(SERVED, remedies=(ended(Outcome.WITHDRAWN, RemedyKind.LITIGATION),)),
            f"{MONEY} REDACT REVOKE",
            MONEY_WAITS,
        ),
        moment(
            "驳回起诉的不算诉过",
            replace(SERVED, remedies=(ended(Outcome.DISMISSED, RemedyKind.LITIGATION),)),
            f"{MONEY} {REMEDIES} REDACT",
            MONEY_WAITS,
        ),
        moment(
            "公开的决定被确认违法",
            replace(SERVED, remedies=(ended(Outcome.UNLAWFUL),), disclosures=(PUBLISHED,)),
            f"{MONEY} LITIGATE WITHDRAW REVOKE TAKE_OPINION",
            "CLOSE COLLECT DEMAND SURCHARGE",
        ),
        moment(
            "公开的决定被撤销",
            replace(revoked(SERVED), disclosures=(PUBLISHED,)),
            "RESTORE TAKE_OPINION WITHDRAW",
            "CLOSE REOPEN",
        ),
        moment(
            "撤销之后撤下",
            replace(revoked(SERVED), disclosures=(replace(PUBLISHED, withdrawn_at=LATER),)),
            "RESTORE TAKE_OPINION",
            "CLOSE REOPEN",
        ),
        moment("主动撤销", OWN, f"{SUED} RESTORE", "CLOSE PUBLISH REDACT REOPEN"),
        moment(
            "没有送达就主动撤销", replace(OWN, decisions=UNSERVED.decisions), "RESTORE", "CLOSE PUBLISH REDACT REOPEN"
        ),
        moment("主动撤销，已经恢复", UNDONE, f"{SUED} CLOSE REOPEN", "PUBLISH REDACT"),
        moment(
            "重新处理", AGAIN, f"{INQUIRY} REPORT", "CLOSE DECIDE DECIDE_NONE EXTEND_DECISION NOTIFY PRESERVE_URGENT"
        ),
        moment(
            "催告之后",
            demanded(),
            f"{OWING} ANSWER_DEMAND APPLY_COURT {HALTING}",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "催告后申辩",
            replace(demanded(), demands=(ANSWERED,)),
            f"{OWING} APPLY_COURT RECHECK_DEMAND {HALTING}",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "申辩已复核",
            replace(demanded(), demands=(replace(ANSWERED, rechecked_at=SUMMER),)),
            f"{OWING} APPLY_COURT {HALTING}",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "已申请法院",
            replace(demanded(), enforcements=(COURT,)),
            f"{OWING} ANSWER_DEMAND HEAR_ADMISSION",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "执行中决定被撤销",
            revoked(replace(demanded(), enforcements=(COURT,))),
            "END_ENFORCEMENT HEAR_ADMISSION RESTORE TAKE_OPINION",
            "CLOSE PUBLISH REDACT",
            at=SUMMER,
        ),
        moment(
            "责令拆除，没有催告",
            decided(investigated(a_clue(a_charge(duty=Duty.DEMOLISH)))),
            f"{OWING} DEMAND PERFORM",
            f"{OWING_WAITS} ANNOUNCE APPLY_COURT DEMOLISH ORDER_DEMOLITION",
            at=SUMMER,
        ),
        moment(
            "强拆已经决定并公告",
            demolition_ordered(),
            f"{OWING} ANSWER_DEMAND DEMOLISH PERFORM {HALTING}",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "责令清除，没有催告",
            decided(investigated(a_clue(a_charge(duty=Duty.CLEAR)))),
            f"{OWING} DEMAND PERFORM",
            f"{OWING_WAITS} APPLY_COURT CLEAR ORDER_SUBSTITUTE SUBSTITUTE",
            at=SUMMER,
        ),
        moment(
            "法院已经受理",
            replace(demanded(), enforcements=(COURT,), rulings=(TAKEN,)),
            f"{OWING} ANSWER_DEMAND HEAR_RULING",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "法院不予受理，可以向上一级申请复议，也可以补正后再申请",
            replace(demanded(), enforcements=(COURT,), rulings=(replace(TAKEN, answer=CourtAnswer.REFUSED),)),
            f"{OWING} ANSWER_DEMAND APPLY_COURT ASK_UPPER END_ENFORCEMENT",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "正在等上一级法院",
            replace(demanded(), enforcements=(COURT,), rulings=(ABOVE,)),
            f"{OWING} ANSWER_DEMAND HEAR_RULING",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "上一级法院也不予执行",
            replace(demanded(), enforcements=(COURT,), rulings=(replace(ABOVE, review_at=None, upper=True),)),
            f"{OWING} ANSWER_DEMAND END_ENFORCEMENT",
            OWING_WAITS,
            at=SUMMER,
        ),
        moment(
            "法院准予执行",
            replace(demanded(), enforcements=(COURT,), rulings=(replace(TAKEN, answer=CourtAnswer.GRANTED),)),
            f"{OWING} ANSWER_DEMAND COLLECT_BY_COURT END_BY_COURT",
            f"{OWING_WAITS} COMPLETE",
            at=SUMMER,
        ),
        moment(
            "中止执行",
            replace(demolition_ordered(), standstills=(STILL,)),
            f"{OWING} ANSWER_DEMAND END_ENFORCEMENT PERFORM",
            f"{OWING_WAITS} CONTINUE DEMOLISH",
            at=SUMMER,
        ),
        moment(
            "终结执行以后不再催告、申请法院，可以结案",
            replace(demanded(), terminations=(Termination(**KEY, at=SUMMER, ground=TerminationGround.DEATH),)),
            f"{MONEY} {REMEDIES} CLOSE REDACT",
            "COLLECT PUBLISH",
            at=SUMMER,
        ),
        moment(
            "一审判决以后",
            replace(SERVED, remedies=(SUIT,), judgments=(FIRST,)),
            f"{MONEY} APPEAL HEAR_APPEAL REDACT REVOKE",
            f"{MONEY_WAITS} ANSWER_REMEDY CONCLUDE_REMEDY GATHER",
        ),
        moment(
            "上诉以后等二审",
            replace(SERVED, remedies=(SUIT,), judgments=(replace(FIRST, appealed_at=LATER),)),
            f"{MONEY} CONCLUDE_REMEDY REDACT REVOKE",
            f"{MONEY_WAITS} ANSWER_REMEDY GATHER",
        ),
        moment(
            "判决变更的，申请执行判决",
            replace(demanded(), remedies=(ended(Outcome.CHANGED, RemedyKind.LITIGATION),)),
            f"{MONEY} ANSWER_DEMAND APPLY_JUDGMENT END_ENFORCEMENT REDACT REVOKE SUSPEND SURCHARGE",
            "APPLY_COURT CLOSE COLLECT PUBLISH",
            at=SUMMER,
        ),
        moment(
            "收到通过本机关提交的复议申请",
            replace(SPOT, handed_in=(HandedIn(**KEY, at=LATER),)),
            f"{MONEY} FORWARD RECONSIDER REDACT REGISTER REVOKE",
            MONEY_WAITS,
        ),
        moment(
            "收到复议意见书",
            replace(SERVED, remedies=(ended(Outcome.UPHELD),), opinion_letters=(OpinionLetter(**KEY, at=LATER),)),
            f"{MONEY} LITIGATE REDACT REPORT_OPINION REVOKE TAKE_OPINION",
            MONEY_WAITS,
        ),
    ],
)
def test_a_case_offers_exactly_this(facts, at, open_, waiting):
    assert on_offer(facts, at) == (set(open_.split()), set(waiting.split()))


def test_a_standard_of_hearings_that_nobody_found_stops_no_notice_on_the_spot():
    """浙江的听证标准尚未查到：只提醒；当场处罚的数额远在其下，告知照常。"""
    found = investigated(a_clue(a_charge(proposed=ON_THE_SPOT)))
    facts = replace(found, filing=None, reports=(), province="330802")
    outlook = next_steps(facts, LATER, CALENDAR)

    assert outlook.offers(Step.NOTIFY)
    assert "summary.hearing.unknown" in {each.code for each in outlook.warnings}
