"""Sums and lines as lists and the API show them: people masked, sums in yuan."""

import re
from datetime import date
from typing import Any, Final

from tongpan.cases.domain.money import OPEN_LINES
from tongpan.cases.models import PaymentDue, StatementLine
from tongpan.cases.queries import money
from tongpan.kernel.crypto import mask_name, unseal
from tongpan.law.money import Money

LONGEST_PERSON: Final = 4
"""characters; a payer no longer than this is masked whatever the name ends in: 王大校 is a person"""
ORGANIZATIONS: Final = (
    "公司", "集团", "店", "厂", "社", "中心", "局", "部", "院", "校", "学", "所", "行", "会", "场", "馆", "站", "室",
    "园", "铺", "超市", "政府", "工商户",
)  # fmt: skip
"""in what the name of an organization ends; it is no secret"""
ASIDE: Final = re.compile(r"[（(][^（()）]*[）)]$")
"""what stands behind a name in brackets: 某某商店（普通合伙）"""


def row_of(one: PaymentDue, today: date) -> dict[str, Any]:
    """Return a sum as lists show it: the party masked, sums in yuan, and whether its day has passed."""
    party = next((each for each in one.case.parties.all() if each.handle == one.party), None)
    return {
        "due": one,
        "case": one.case,
        "name": party.name_masked if party is not None else one.party,
        "code": one.in_force[0] if one.in_force else None,  # type: ignore[attr-defined]
        "total": Money(one.due_fen),
        "paid": Money(one.paid_fen),
        "left": Money(one.left_fen),
        "back": Money(one.back_fen),
        "late": money.overdue(one, today),
    }


def line_shown(one: StatementLine) -> dict[str, Any]:
    """Return a line as lists show it: the payer masked like a party, the sum in yuan."""
    return {"line": one, "amount": Money(one.amount_fen), "payer": payer_of(one), "open": one.state in OPEN_LINES}


def payer_of(one: StatementLine) -> str:
    """Return who paid, masked like a party unless it is an organization by its name, or the party that is one."""
    name = unseal(one.payer_sealed).strip() if one.payer_sealed else ""
    return name if _organization(name) or _organized(one) else mask_name(name)


def _organization(name: str) -> bool:
    return len(name) > LONGEST_PERSON and ASIDE.sub("", name).endswith(ORGANIZATIONS)


def _organized(one: StatementLine) -> bool:
    """Whether who paid bears the name of the party of the sum, which is no natural person."""
    if one.due is None or not one.payer_index:
        return False
    return any(
        each.handle == one.due.party and not each.natural and each.name_index == one.payer_index
        for each in one.due.case.parties.all()
    )
