"""Nothing stays in custody in a closed case: what the register of property says, as the law asks it at the end."""

from datetime import date

from tongpan.cases.models import Case
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Origin
from tongpan.kernel.errors import Unlawful
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
