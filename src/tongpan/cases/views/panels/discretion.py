"""裁量: of each charge the range, the band, and what stands against the proposal; the whole is a page of its own."""

from collections.abc import Mapping
from typing import Any, Final

from tongpan.cases import queries
from tongpan.cases.views.looking import Look
from tongpan.law.facts import Charge, decided

MOST: Final = 3
"""charges that are compared on the page of the case itself; the others on their own pages"""


def panel(look: Look) -> Mapping[str, Any]:
    """Return the discretion in each charge, to who has a part in the case."""
    if not look.roles:
        return {"discretion": []}
    found = look.known.weighed or queries.weighed(look.case, look.facts, look.today)
    return {
        "discretion": [
            {
                "charge": one,
                "name": look.names.get(one.party, one.party),
                "weighed": found[one.party, one.cause],
                "fine": one.proposed.fine if one.proposed is not None else None,
                "waiting": next(
                    (row for row in found[one.party, one.cause].departures if row.decided_at is None), None
                ),
                "departs": _departs(look, one, found[one.party, one.cause].tier) if number < MOST else "",
                "granted": any(row.granted for row in found[one.party, one.cause].departures),
            }
            for number, one in enumerate(look.left.charges)
        ]
    }


def _departs(look: Look, charge: Charge, tier: str) -> str:
    """Return how the proposal departs from cases like it, while it is not decided: one statement."""
    if (charge.party, charge.cause) in decided(look.facts) or charge.proposed is None or charge.proposed.fine is None:
        return ""
    kind = next(each.kind for each in look.facts.parties if each.id == charge.party)
    return queries.likes(look.case, charge, kind, tier).departs
