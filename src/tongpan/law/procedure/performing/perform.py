"""One step taken (办理): from facts and an act to the facts after it."""

from collections.abc import Callable, Mapping
from typing import Final

from tongpan.law.facts import CaseFacts
from tongpan.law.procedure.performing import deciding, executing, forcing, inquiring
from tongpan.law.procedure.performing.rows import Act
from tongpan.law.procedure.steps import Step

CHOICES: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.DECIDE_RECUSAL: ("GRANTED", "REFUSED"),
    Step.HOLD_HEARING: ("HELD", "ABSENT"),
    Step.REVIEW: ("PASS", "FAIL"),
    Step.CONCLUDE_REMEDY: ("UPHELD", "REVOKED"),
    Step.REOPEN: ("OTHER", "PROCEDURE"),
    Step.HEAR_POLICE: ("FILED", "NOT_FILED"),
}
"""Steps that can go more than one way."""

_PERFORMERS: Final[Mapping[Step, Callable[[CaseFacts, Act], CaseFacts]]] = {
    Step.DECIDE_RECUSAL: inquiring.decide_recusal,
    Step.FILE: inquiring.file,
    Step.EXTEND_DECISION: inquiring.extend,
    Step.CLOSE: inquiring.close,
    Step.SHOW_IDENTITY: inquiring.show_identity,
    Step.GATHER: inquiring.gather,
    Step.VERIFY: inquiring.verify,
    Step.TELL_RESULT: inquiring.tell_result,
    Step.PRESERVE: inquiring.preserve,
    Step.PRESERVE_URGENT: inquiring.preserve_urgent,
    Step.REPORT: inquiring.report,
    Step.NOTIFY: deciding.notify,
    Step.STATE: deciding.state,
    Step.WAIVE: deciding.waive,
    Step.RECHECK: deciding.recheck,
    Step.REQUEST_HEARING: deciding.request_hearing,
    Step.FIX_HEARING: deciding.fix_hearing,
    Step.HOLD_HEARING: deciding.hold_hearing,
    Step.REVIEW: deciding.review,
    Step.CORRECT: deciding.correct,
    Step.DELIBERATE: deciding.deliberate,
    Step.DECIDE_ON_SPOT: deciding.decide_on_spot,
    Step.DECIDE: deciding.decide,
    Step.DECIDE_NONE: deciding.decide_none,
    Step.REGISTER: deciding.register,
    Step.SERVE: deciding.serve,
    Step.SERVE_ELECTRONIC: deciding.serve_electronic,
    Step.SERVE_PUBLIC: deciding.serve_public,
    Step.CONFIRM_PUBLIC: deciding.confirm_public,
    Step.REDACT: deciding.redact,
    Step.PUBLISH: deciding.publish,
    Step.WITHDRAW: deciding.withdraw,
    Step.PAY: executing.pay,
    Step.COLLECT: executing.collect,
    Step.HAND_IN: executing.hand_in,
    Step.BANK: executing.bank,
    Step.REFUND: executing.refund,
    Step.DEFER: executing.defer,
    Step.SURCHARGE: executing.surcharge,
    Step.PERFORM: executing.perform_duty,
    Step.RECONSIDER: executing.reconsider,
    Step.LITIGATE: executing.litigate,
    Step.ANSWER_REMEDY: executing.answer_remedy,
    Step.CONCLUDE_REMEDY: executing.conclude_remedy,
    Step.REVOKE: executing.revoke,
    Step.RESTORE: executing.restore,
    Step.REOPEN: executing.reopen,
    Step.DEMAND: executing.demand,
    Step.ANSWER_DEMAND: executing.answer_demand,
    Step.RECHECK_DEMAND: executing.recheck_demand,
    Step.ORDER_DEMOLITION: executing.order_demolition,
    Step.ANNOUNCE: executing.announce,
    Step.DEMOLISH: executing.demolish,
    Step.ORDER_SUBSTITUTE: executing.order_substitute,
    Step.SUBSTITUTE: executing.substitute,
    Step.CLEAR: executing.clear,
    Step.TELL_CLEARING: executing.tell_clearing,
    Step.APPLY_COURT: executing.apply_court,
    Step.END_ENFORCEMENT: executing.end_enforcement,
    Step.FORM_TEAM: forcing.form_team,
    Step.REPORT_REFERRAL: forcing.report_referral,
    Step.APPROVE_REFERRAL: forcing.approve_referral,
    Step.REFUSE_REFERRAL: forcing.refuse_referral,
    Step.ASSEMBLE: forcing.assemble,
    Step.TRANSFER: forcing.transfer,
    Step.HEAR_POLICE: forcing.hear_police,
    Step.CONTEST: forcing.contest,
    Step.RESUME: forcing.resume,
    Step.APPROVE_PRESERVATION: inquiring.approve_preservation,
    Step.DISPOSE: inquiring.dispose,
    Step.RELEASE: inquiring.release,
    Step.IMPOSE: forcing.impose,
    Step.IMPOSE_URGENT: forcing.impose_urgent,
    Step.APPROVE_MEASURE: forcing.approve_measure,
    Step.REFUSE_MEASURE: forcing.refuse_measure,
    Step.EXTEND_MEASURE: forcing.extend_measure,
    Step.START_TEST: forcing.start_test,
    Step.END_TEST: forcing.end_test,
    Step.LIFT: forcing.lift,
    Step.FORFEIT: forcing.forfeit,
    Step.AUCTION: forcing.auction,
    Step.HAND_OVER: forcing.hand_over,
    Step.APPROVE_INSPECTION: inquiring.approve_inspection,
    Step.SCAN: inquiring.scan,
    Step.ENTER: inquiring.enter,
    Step.TELL_INSPECTION: inquiring.tell_inspection,
}


def perform(facts: CaseFacts, act: Act) -> CaseFacts:
    """
    Return the facts after a step, with what its outcome leaves in the rows; no gate is asked.

    Law: none; keeping of records.
    """
    return _PERFORMERS[act.step](facts, act)
