"""What must be over before a case is closed: nothing stays in custody, and no other body is asked to take it."""

from datetime import datetime

from tongpan.cases.domain.choices import TransferGround
from tongpan.cases.models import Case, CaseTransfer
from tongpan.cases.steps import holdings
from tongpan.kernel.errors import Conflict, require
from tongpan.law.coercion.leaving import check_cleared
from tongpan.law.facts import CaseFacts


def require_cleared(case: Case, facts: CaseFacts, at: datetime) -> None:
    """
    Let a case be closed of which nothing is left with us that a measure brought in.

    What is left otherwise (confiscated, handed in, sampled) is shown and does not stop the closing: no text says so.

    Law: ACL 27; 28. APL 56.

    :raises Unlawful: while lines of the register are left
    """
    left = holdings.left_with_titles(case, facts, at)
    require(check_cleared((item.name, title) for item, title in left))


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
