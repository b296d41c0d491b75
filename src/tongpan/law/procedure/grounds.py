"""Why a charge is reviewed (应当审核的理由), for who reviews it."""

from datetime import datetime

from tongpan.law.calendar import WorkCalendar
from tongpan.law.facts import CaseFacts
from tongpan.law.penalty.review_range import ReviewDuty
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure.adapting import case_review_due, review_duty_of
from tongpan.law.procedure.outlook import Target
from tongpan.law.procedure.view import CaseView

NOTHING_PROPOSED = ReviewDuty(None, (), ("拟作出的处罚",))
CASE_REVIEW = "本领域的普通程序案件都要案件审核"


def review_grounds(facts: CaseFacts, target: Target, at: datetime, calendar: WorkCalendar) -> ReviewDuty:
    """
    Return whether a charge must be reviewed, the classes it falls under, and what is still to be found out.

    Law: APL 58 ¶1; 国办发〔2018〕118号（十二）; 市场监管程序规定 52; 农业程序规定 51 ¶2.
    """
    case = CaseView(facts, at.astimezone(SHANGHAI), calendar)
    view = next(each for each in case.charges if (each.charge.party, each.charge.cause) == target[:2])
    duty = review_duty_of(view) or NOTHING_PROPOSED
    if duty.due is False and case_review_due(view):
        return ReviewDuty(True, (CASE_REVIEW,))
    return duty
