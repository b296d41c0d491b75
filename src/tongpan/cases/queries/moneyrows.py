"""Sums and lines as lists and the API show them: people masked, sums in yuan."""

from datetime import date
from typing import Any, Final

from tongpan.cases.domain.money import OPEN_LINES
from tongpan.cases.models import PaymentDue, StatementLine
from tongpan.cases.queries import money
from tongpan.kernel.crypto import mask_name, unseal
from tongpan.law.money import Money

LONGEST_PERSON: Final = 4
"""characters; a longer payer is taken for an organization, whose name is no secret"""


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
    """Return who paid, a person masked like a party."""
    name = unseal(one.payer_sealed) if one.payer_sealed else ""
    return mask_name(name) if len(name) <= LONGEST_PERSON else name
