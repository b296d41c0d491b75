"""The demo's money (演示缴款): codes of the town's own, a statement of the bank, cash on a slip, instalments."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.cases import actions
from tongpan.cases.domain.money import CodeSource, DueState
from tongpan.cases.models import BankStatement, CodeRule, DecisionPaper, PaymentCode, PaymentDue
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Refusal
from tongpan.law.procedure import Step, Target

PREFIX: Final = "330802"
SINCE: Final = timedelta(days=90)
"""how long ago the town began to count its codes: before the oldest of the demo's cases"""
COLUMNS: Final = "流水号,缴款码,票据号,金额,缴款时间,缴款人"
APART: Final = timedelta(days=30)


def load_codes(*, now: datetime) -> bool:
    """Let the demo town count payment codes of its own, from before its first decision on; a second run adds none."""
    if CodeRule.objects.exists():
        return False
    begun = now - SINCE
    cashier = agencies.actor_of_username("caiwu", date_of(begun))
    actions.set_code_rule(
        source=CodeSource.OWN, prefix=PREFIX, width=6, instrument="演示区财政局关于缴款码的通知（演示）",
        valid_from=date_of(begun), actor=cashier, now=begun,
    )  # fmt: skip
    return True


def load_money(*, now: datetime) -> int:
    """Divide a fine, list cash on a slip, bring a statement with what a desk meets; return how many lines it has."""
    if BankStatement.objects.exists():
        return 0
    _divide(now)
    _take_cash(now)
    lines = list(_lines(now))
    if not lines:
        return 0
    cashier = agencies.actor_of_username("caiwu", date_of(now))
    content = "\n".join([COLUMNS, *lines]).encode()
    actions.bring_statement(content=content, name="演示银行柯城支行流水.csv", actor=cashier, now=now)
    return len(lines)


def _divide(now: datetime) -> None:
    """Grant instalments in the first case that is served and not paid."""
    rows = PaymentDue.objects.filter(state=DueState.OPEN, pay_by__isnull=False, case__synthetic=True)
    due = rows.select_related("case").order_by("id").first()
    head = agencies.actor_of_username("fuze", date_of(now))
    if due is None or due.pay_by is None:
        return
    first = due.left_fen // 200 * 100
    days = [max(due.pay_by, date_of(now)) + APART * part for part in (1, 2)]
    sums = [first, due.left_fen - first]
    parts = [
        {"due_on": day.isoformat(), "amount": f"{fen / 100:.2f}"} for day, fen in zip(days, sums, strict=True) if fen
    ]
    entered = {"until": days[-1].isoformat(), "why": "当事人经营困难，书面申请分期", "parts": parts}
    target = Target(due.party, due.cause)
    known = [head, *(agencies.actor_of_officer(one, date_of(now)) for one in _named(due))]
    for actor in known:
        try:
            actions.take_step(
                case_id=due.case_id, step=Step.DEFER, target=target, actor=actor, now=now, entered=entered
            )
        except Refusal:
            continue
        return


def _named(due: PaymentDue) -> list[UUID]:
    """Return who has a part in the case of a sum."""
    return list(due.case.officers.values_list("officer_id", flat=True))


def _take_cash(now: datetime) -> None:
    """Take the fine of a decision on the spot in cash, and list it on a slip that waits for the desk."""
    officer = agencies.actor_of_username("duiyuan", date_of(now))
    for paper in DecisionPaper.objects.filter(kind="SPOT", handed_at__isnull=False).order_by("id"):
        due = PaymentDue.objects.filter(case=paper.case_id, party=paper.party, cause=paper.cause).first()
        target = Target(paper.party, paper.cause)
        if due is None or not due.left_fen:
            continue
        entered = {"amount": f"{due.left_fen / 100:.2f}", "receipt": f"演示票据 {paper.number}"[:60]}
        try:
            actions.take_step(
                case_id=paper.case_id, step=Step.COLLECT, target=target, actor=officer, now=now, entered=entered
            )
            actions.make_slip(charges=[(paper.case_id, target)], actor=officer, now=now)
        except Refusal:
            continue
        return


def _lines(now: datetime) -> Iterator[str]:
    """Yield what a bank tells of: paid before and known, paid twice, paid by another, paid by nobody we know."""
    at = (now - timedelta(hours=2)).astimezone(SHANGHAI)
    codes = PaymentCode.objects.filter(voided_at__isnull=True, due__case__synthetic=True).select_related("due__case")
    for number, code in enumerate(codes.order_by("id"), 1):
        due = code.due
        if due.state == DueState.CLEAR:
            receipt = f"演示 {due.case.number}"
            yield f"YH{number:04d},{code.code},{receipt},{due.paid_fen / 100:.2f},{at:%Y-%m-%d %H:%M},"
            yield f"YH{number:04d}B,{code.code},,{due.paid_fen / 100:.2f},{at:%Y-%m-%d %H:%M},演示付款人"
        elif due.pay_by is not None:
            yield f"YH{number:04d},{code.code},,{due.left_fen // 200:d}.00,{at:%Y-%m-%d %H:%M},演示付款人"
    yield f"YH9001,,,88.00,{at:%Y-%m-%d %H:%M},演示付款人"
