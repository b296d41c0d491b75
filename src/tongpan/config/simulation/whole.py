"""What becomes of a case as a whole: not filed, suspended, ended, withdrawn, handed on; the head approves each."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.models import Case, CaseTransfer
from tongpan.config.simulation.fates import Fate
from tongpan.kernel.clock import date_of
from tongpan.law.facts import CaseFacts

ACTS: Final[Mapping[str, CaseAct]] = {
    "not_filed": CaseAct.REFUSE_FILING,
    "suspended": CaseAct.SUSPEND,
    "ended": CaseAct.END_INQUIRY,
    "withdrawn": CaseAct.WITHDRAW_FILING,
    "handed_on": CaseAct.HAND_ON,
}
"""fate → what is done"""
WRITTEN: Final[Mapping[CaseAct, dict[str, str]]] = {
    CaseAct.REFUSE_FILING: {"ground": "CONDITION", "why": "核查后没有证据证明违法事实"},
    CaseAct.SUSPEND: {
        "ground": "PARTY_MISSING", "why": "当事人下落不明", "number": "模拟中止〔1〕号", "told": "留置通知",
    },
    CaseAct.END_INQUIRY: {"ground": "OTHER", "why": "查无违法事实"},
    CaseAct.WITHDRAW_FILING: {"why": "立案后发现不符合立案条件"},
    CaseAct.HAND_ON: {"to_name": "模拟市交通运输局", "ground": "JURISDICTION", "why": "违法行为地不在本辖区"},
}  # fmt: skip
OVERRIDE: Final = "经法制审核机构同意，由负责人决定"
"""why a head goes on past a rule that no text says (grade D)"""


STANDS_STILL: Final = timedelta(days=15)


def still_until(facts: CaseFacts) -> date | None:
    """Return until when a suspended case stands still, None where it does not."""
    return next((each.start + STANDS_STILL for each in facts.pauses if each.end is None), None)


def go_on(case: Case, head: Actor, now: datetime) -> Case:
    """Resume a suspended inquiry."""
    entered = {"gone_on": date_of(now).isoformat(), "why": "当事人已经找到", "told": "当日电话告知"}
    return actions.take_act(case_id=case.pk, act=CaseAct.RESUME_INQUIRY, entered=entered, actor=head, now=now)


def wanted(fate: Fate, facts: CaseFacts) -> CaseAct | None:
    """Return what is to be done with a case now, None where its steps go on."""
    act = ACTS.get(fate.name)
    if act is None or facts.clue is None or facts.clue.evidence is None or facts.decisions:
        return None
    if act is CaseAct.REFUSE_FILING:
        return act if facts.filing is None else None
    if len(facts.evidence) < fate.evidence or (act is CaseAct.SUSPEND and facts.pauses):
        return None
    return act


def take(case: Case, act: CaseAct, fate: Fate, handler: Actor, head: Actor, now: datetime) -> Case:
    """
    Do it, put before the head first where this case is worked that way; an outside organ's receipt is entered too.

    :raises Refusal: if the case does not allow it
    """
    written: dict[str, Any] = WRITTEN[act]
    if fate.proposes and act is not CaseAct.WITHDRAW_FILING:  # only a head who acts can go past a derived rule
        made = actions.propose_act(
            case_id=case.pk, act=act, entered=written, reason="请审批", actor=handler, now=now
        )  # fmt: skip
        case = actions.answer_proposal(proposal_id=made.pk, take=True, actor=head, now=now)
    else:
        case = actions.take_act(case_id=case.pk, act=act, entered=written, actor=head, now=now, override=OVERRIDE)
    if act is not CaseAct.HAND_ON:
        return case
    sent = CaseTransfer.objects.get(case=case, answered_at__isnull=True)
    return actions.answer_transfer(transfer_id=sent.pk, accept=True, answer="对方当日签收", actor=handler, now=now)
