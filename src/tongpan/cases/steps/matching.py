"""对账: a line of a statement finds the sum it pays; it is booked where nothing speaks against it, or waits."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.matching import Candidate, judged
from tongpan.cases.domain.money import LineState
from tongpan.cases.models import CaseFact, CaseParty, PaymentDue, PaymentReceipt, StatementLine
from tongpan.cases.queries import money
from tongpan.cases.steps import crediting, desk
from tongpan.kernel import ledger
from tongpan.kernel.errors import Refusal
from tongpan.law.facts import Payment, read_row
from tongpan.law.money import Money
from tongpan.law.procedure import Step, Target

MOST_ALIKE: Final = 2
"""how many sums are read to know whether only one fits"""


def match(line: StatementLine, *, actor: Actor, now: datetime) -> None:
    """
    Say what becomes of a line, in the caller's transaction; what is sure is booked in its case.

    A refusal of the law leaves the line to a person, with the reason.
    """
    assert transaction.get_connection().in_atomic_block
    if _noted(line, actor, now):
        return
    due, found = _candidate(line)
    state, reason = judged(Money(line.amount_fen), found)
    if state is not LineState.BOOKED or due is None:
        line.settle(state, reason, due=due)
        return
    try:
        with transaction.atomic():
            book(line, due, actor=actor, now=now)
    except Refusal as refusal:
        line.settle(LineState.ASKED, str(refusal), due=due)


def book(line: StatementLine, due: PaymentDue, *, actor: Actor, now: datetime, why: str = "") -> None:
    """
    Write a line down as a payment of a sum, in the caller's transaction.

    :raises Unlawful: if the law does not allow it, or more came than is owed
    :raises Forbidden: if the actor has a part in the case
    :raises Invalid: if its receipt is written down already
    """
    assert line.paid_at is not None
    case = desk.load(due.case_id, actor, body_id=line.body_id)
    crediting.take(
        case, Step.PAY, Target(due.party, due.cause), at=line.paid_at, actor=actor, now=now,
        entered={"amount": f"{line.amount_fen / 100:.2f}", "receipt": line.receipt or line.serial},
        told={"statement": str(line.statement_id), "line": line.line, "serial": line.serial, "why": why},
    )  # fmt: skip
    line.settle(LineState.BOOKED, why, due=due, settled_at=now, settled_by=actor.label)


def same_payer(line: StatementLine, due: PaymentDue) -> bool | None:
    """Tell whether who paid is the party, as far as the names say; None: the line names nobody."""
    if not line.payer_index:
        return None
    named = CaseParty.objects.filter(case_id=due.case_id, handle=due.party, name_index=line.payer_index)
    return named.exists()


def tell(line: StatementLine, *, actor: Actor, now: datetime, why: str) -> None:
    """Write into the ledger how a line was settled that is booked in no case."""
    ledger.record(
        "money.line_settled", subject=line.statement, actor=actor.label, at=now, line=line.line, serial=line.serial,
        state=str(line.state), why=why, voucher=line.voucher,
    )  # fmt: skip


def _noted(line: StatementLine, actor: Actor, now: datetime) -> bool:
    """
    Recognise a receipt that was written down before: of the same sum it needs nothing more.

    Once: where another line told of it already, this is money that came twice.
    """
    here = Q(body_id=line.body_id)
    if line.code:  # the case may have gone on, and its new handler written the receipt down
        here |= Q(case_id__in=money.coded(line.body_id, line.code).values("due__case_id"))
    for number in filter(None, (line.receipt, line.serial)):
        kept = PaymentReceipt.objects.filter(here, number=number).first()
        if kept is None:
            continue
        rows = CaseFact.objects.filter(case_id=kept.case_id, table="payments").values_list("row", flat=True)
        paid: list[Payment] = [read_row("payments", row) for row in rows]
        row = next((each for each in paid if each.receipt.strip() == number), None)
        due = row and PaymentDue.objects.filter(case_id=kept.case_id, party=row.party, cause=row.cause).first()
        if row is not None and row.amount.fen == line.amount_fen:
            told = _told(line, number)
            if told is not None:
                said = f"这张票据已由流水号{told.serial}的一条对过，是重复缴款；核对后退给缴款人"
                line.settle(LineState.DOUBLE, said, due=due)
                return True
            values = {"due": due, "settled_at": now, "settled_by": actor.label}
            line.settle(LineState.NOTED, "案件里已经登记过这张票据", **values)
            tell(line, actor=actor, now=now, why=line.reason)
        else:
            said = f"这张票据已经登记，金额是{row.amount}" if row is not None else "这张票据已经在另一件案件里登记"
            line.settle(LineState.ASKED, f"{said}，和对账单不一致", due=due)
        return True
    return False


def _told(line: StatementLine, number: str) -> StatementLine | None:
    """Return another line of the organ that stands for the same receipt."""
    rows = StatementLine.objects.filter(body_id=line.body_id, state__in=(LineState.BOOKED, LineState.NOTED))
    same = Q(receipt=number) | Q(receipt="", serial=number)
    return rows.filter(same).exclude(pk=line.pk).order_by("id").first()


def _candidate(line: StatementLine) -> tuple[PaymentDue | None, Candidate | None]:
    """Return the sum that a line most likely pays: by its code, else the only one of that sum and that party."""
    if line.code:
        code = money.coded(line.body_id, line.code).select_related("due").first()
        if code is not None:
            found = Candidate(Money(code.due.left_fen), same_payer(line, code.due), True, code.voided_at is not None)
            return code.due, found
    if not line.payer_index:
        return None, None
    named = CaseParty.objects.filter(case=OuterRef("case"), handle=OuterRef("party"), name_index=line.payer_index)
    rows = PaymentDue.objects.filter(Exists(named), body_id=line.body_id, left_fen=line.amount_fen).order_by("-id")
    alike = list(rows[:MOST_ALIKE])
    if len(alike) != 1:
        return None, None
    return alike[0], Candidate(Money(alike[0].left_fen), True, False)
