"""分类分区 of a case: what the county's policy advised, why, and that the law goes first."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases.models import CaseHandling
from tongpan.cases.queries.beside import has
from tongpan.cases.views.looking import Look
from tongpan.powers.domain.handling import STANDS


def panel(look: Look) -> Mapping[str, Any]:
    """Return the advice as it was said."""
    row = CaseHandling.objects.filter(case=look.case).first() if has(look.case, "handlings") else None
    return {"handling": row, "handling_stands": STANDS}
