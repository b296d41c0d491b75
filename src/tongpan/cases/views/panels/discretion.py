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
    rows = queries.deviations_of(look.case)
    waiting = {(one.party, one.cause): one for one in rows if one.decided_at is None}
    granted = {(one.party, one.cause): one for one in reversed(rows) if one.granted}
    return {
        "discretion": [
            {
                "charge": one,
                "name": look.names.get(one.party, one.party),
                "weighed": found[one.party, one.cause],
                "fine": one.proposed.fine if one.proposed is not None else None,
                "waiting": waiting.get((one.party, one.cause)),
                "granted": granted.get((one.party, one.cause)),
            }
            for one in look.facts.charges
        ]
    }
