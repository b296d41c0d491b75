"""What must be over before a case is closed: nothing stays in custody, and no other body is asked to take it."""

from datetime import datetime

from tongpan.cases.domain.choices import TransferGround
from tongpan.cases.models import Case, CaseFact, CaseTransfer, CashSlip
from tongpan.cases.steps import holdings
from tongpan.kernel.errors import Conflict, require
from tongpan.law.coercion.leaving import check_cleared
from tongpan.law.facts import CaseFacts, Payment, read_row
from tongpan.law.money import NOTHING
from tongpan.law.penalty.execution import HAND_IN
from tongpan.law.verdict import Breach


def require_cleared(case: Case, facts: CaseFacts, at: datetime) -> None:
    """
    Let a case be closed of which nothing is left with us that a measure brought in.

    What is left otherwise (confiscated, handed in, sampled) is shown and does not stop the closing: no text says so.

    Law: ACL 27; 28. APL 56.

    :raises Unlawful: while lines of the register are left
    """
    left = holdings.left_with_titles(case, facts, at)
    require(check_cleared((item.name, title) for item, title in left))


def require_banked(case: Case) -> None:
    """
    Let a case end, or go to another body, of whose cash nothing is on its way: nobody could bring it on afterwards.

    Law: APL 71.

    :raises Unlawful: while cash is in hand, on a slip, or with the organ and not in the bank
    """
    rows = CaseFact.objects.filter(case=case, table="payments").values_list("row", flat=True)
    paid: list[Payment] = [read_row("payments", row) for row in rows]
    left = [each for each in paid if each.on_spot and each.banked_at is None]
    if left:
        total = sum((each.amount for each in left), NOTHING)
        in_hand = any(each.handed_in_at is None for each in left)
        way = "承办人先把现金交到财务，再由财务人员缴付银行" if in_hand else "财务人员先在“财务对账”里登记缴付银行"
        require((Breach("case.cash.left", f"当场收缴的{total}还没有缴付银行", HAND_IN, missing=way),))
    slip = CashSlip.objects.filter(items__case=case, received_at__isnull=True, withdrawn_at__isnull=True).first()
    if slip is not None:
        way = f"由{slip.officer.name}撤回交款单"
        require((Breach("case.cash.slip", f"交款单{slip.number}还没有收款，也没有撤回", HAND_IN, missing=way),))


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
