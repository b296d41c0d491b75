"""What must be over before a case is closed: nothing stays in custody, and no other body is asked to take it."""

from datetime import date

from tongpan.cases.domain.choices import TransferGround
from tongpan.cases.models import Case, CaseTransfer
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Origin
from tongpan.kernel.errors import Conflict, Unlawful
from tongpan.law.penalty.closing import Closing, ClosingGround, check_closing

HELD = "closing.items.held"


def require_cleared(case: Case, day: date) -> None:
    """
    Let a case be closed of which nothing that was sealed or seized is left with us.

    What is left otherwise (confiscated, handed in) is shown and does not stop the closing: no text says so.

    Law: ACL 28 ¶1.

    :raises Unlawful: while lines of the register are left
    """
    held = sum(1 for item in evidence.left_of(record_of(case)) if item.origin == Origin.SEIZED)
    asked = Closing(ClosingGround.PERFORMED, day, True, day, all_performed=True, items_held=held)
    breaches = tuple(breach for breach in check_closing(asked) if breach.code == HELD)
    if breaches:
        raise Unlawful(breaches)


def require_answered(case: Case) -> None:
    """
    Let a case be closed that no other body was asked to take.

    :raises Conflict: while one was, and has not answered
    """
    sent = CaseTransfer.objects.filter(case=case, answered_at__isnull=True).first()
    if sent is None:
        return
    way = f"请由{sent.to_name}接收"
    if sent.ground != TransferGround.DESIGNATED:
        way = f"请先登记{sent.to_name}的答复；不再移送的，在“其他处理”里写明理由退回"
    raise Conflict(f"本案已经移送{sent.to_name}，还没有答复，不能结案；{way}", code="case.transfer.waiting")
