"""裁量: of each charge the range, the band, and what stands against the proposal; the whole is a page of its own."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases import queries
from tongpan.cases.views.looking import Look


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
                "granted": any(row.granted for row in found[one.party, one.cause].departures),
            }
            for one in look.facts.charges
        ]
    }
