"""证据: what was gathered, its title, and whether it was checked."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases.views.looking import Look


def panel(look: Look) -> Mapping[str, Any]:
    """Return the evidence of the case."""
    details = look.known.details
    return {
        "evidence": [
            {"row": row, "title": details.get(("evidence", place), {}).get("title", row.id)}
            for place, row in enumerate(look.facts.evidence)
        ]
    }
