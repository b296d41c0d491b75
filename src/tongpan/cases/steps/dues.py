"""应缴款和缴款码: what each charge owes follows from its facts; a code of the organ's own comes with the decision."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from tongpan.cases.domain.money import SERIES, CodeSource, DueState, own_code
from tongpan.cases.models import Case, CodeRule, PaymentCode, PaymentDue
from tongpan.documents.steps import making
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.facts import CaseFacts
from tongpan.law.money import NOTHING
from tongpan.law.procedure import Target
from tongpan.law.procedure.gates.paying import money_of, owed, pay_by, sum_paid, surcharge_in_force
from tongpan.law.procedure.gates.returning import refundable
from tongpan.law.procedure.view import CaseView, ChargeView

MONEY: Final = frozenset(
    {"decisions", "services", "payments", "deferrals", "refunds", "surcharges", "remedies", "revocations",
     "reopenings", "assignments"}
)  # fmt: skip
"""tables of the law from which follows what is owed and whose it is; people change when a case is handed on"""


def write_dues(case: Case, facts: CaseFacts, now: datetime, *, actor: str, issue: bool = True) -> list[str]:
    """
    Make what is kept of each charge's money what its facts say, in the caller's transaction; return new codes.

    Where the organ counts its own, a sum without a code gets one, unless `issue` says no.
    """
    assert transaction.get_connection().in_atomic_block
    if not facts.decisions:
        return []
    issued = []
    stored = {(row.party, row.cause): row for row in PaymentDue.objects.filter(case=case)}
    rule = rule_on(case, date_of(now)) if issue else None
    for view in CaseView(facts, now, calendar_in_force()).charges:
        values, key = _values(case, view), (view.charge.party, view.charge.cause)
        row = stored.get(key)
        if row is None and (values["due_fen"] or values["paid_fen"]):
            row = PaymentDue.objects.create(case=case, party=key[0], cause=key[1], **values)
        elif row is not None:
            changed = [name for name, value in values.items() if getattr(row, name) != value]
            for name in changed:
                setattr(row, name, values[name])
            if changed:
                row.save(update_fields=changed)
        if row is not None and row.left_fen and rule is not None and rule.source == CodeSource.OWN:
            code, new = _own(case, row, rule, now, actor)
            issued += [code.code] if new else []
    return issued


def code_ahead(case: Case, target: Target, now: datetime, *, actor: str) -> str:
    """
    Return the code that a decision is going to print, where the organ counts its own; empty where it does not.

    What is owed is written when the decision is.
    """
    assert transaction.get_connection().in_atomic_block
    rule = rule_on(case, date_of(now))
    if rule is None or rule.source != CodeSource.OWN:
        return ""
    row, _ = PaymentDue.objects.get_or_create(
        case=case, party=target.party, cause=target.cause,
        defaults={
            "district_id": case.district_id, "town_id": case.town_id, "body_id": case.body_id, "team_id": case.team_id,
        },
    )  # fmt: skip
    return _own(case, row, rule, now, actor)[0].code


def rule_on(case: Case, on: date) -> CodeRule | None:
    """Return by what codes the organ of a case is paid on a day."""
    return CodeRule.objects.filter(body_id=case.body_id, valid_from__lte=on).order_by("-valid_from").first()


def code_of(due: PaymentDue) -> PaymentCode | None:
    """Return the code in force of a sum that is due."""
    return PaymentCode.objects.filter(due=due, voided_at__isnull=True).first()


def enter_code(case: Case, due: PaymentDue, code: str, source: CodeSource, *, now: datetime, actor: str) -> PaymentCode:
    """
    Give a sum its code, in the caller's transaction: one in force, never one that was used before in the county.

    :raises Conflict: if the sum has a code in force
    :raises Invalid: if the code was used before
    """
    assert transaction.get_connection().in_atomic_block
    old = code_of(due)
    if old is not None:
        raise Conflict(f"已经有缴款码{old.code}；要换的，先写明原因作废", code="case.code.in_force")
    if PaymentCode.objects.filter(district_id=case.district_id, code=code).exists():
        wrong = f"缴款码{code}已经用过，一个码只用一次；请核对缴款通知书"
        raise Invalid(wrong, fields={"code": wrong})
    return _made(case, due, code, source, now, actor)


def _made(case: Case, due: PaymentDue, code: str, source: CodeSource, now: datetime, actor: str) -> PaymentCode:
    return PaymentCode.objects.create(
        due=due, district_id=case.district_id, code=code, source=source, issued_at=now, issued_by=actor
    )


def _own(case: Case, due: PaymentDue, rule: CodeRule, now: datetime, actor: str) -> tuple[PaymentCode, bool]:
    """Return the code in force, and whether it is new."""
    found = code_of(due)
    if found is not None:
        return found, False
    year = date_of(now).year
    while True:  # a code that was entered by hand before is passed over
        serial = making.next_number(case.body_id, SERIES, year)
        code = own_code(rule.prefix, year, serial, rule.width)
        if not PaymentCode.objects.filter(district_id=case.district_id, code=code).exists():
            return _made(case, due, code, CodeSource.OWN, now, actor), True


def _values(case: Case, view: ChargeView) -> dict[str, Any]:
    total = money_of(view).fen + surcharge_in_force(view).fen
    left, back, paid = owed(view), refundable(view), sum_paid(view)
    if back != NOTHING:
        state = DueState.BACK
    elif view.revoked is not None:
        state = DueState.FALLEN
    else:
        state = DueState.OPEN if left != NOTHING else DueState.CLEAR
    return {
        "district_id": case.district_id, "town_id": case.town_id, "body_id": case.body_id, "team_id": case.team_id,
        "due_fen": total, "paid_fen": paid.fen, "left_fen": left.fen, "back_fen": back.fen,
        "pay_by": pay_by(view) if total and left != NOTHING else None, "state": state,
    }  # fmt: skip
