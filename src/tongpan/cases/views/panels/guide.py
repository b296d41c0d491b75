"""办案指引: how many elements have evidence, and what specialists said."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases import queries
from tongpan.cases.queries.beside import has
from tongpan.cases.views.looking import Look
from tongpan.powers import queries as powers


def panel(look: Look) -> Mapping[str, Any]:
    """Return for each cause which elements lack evidence, and the opinions that were asked for."""
    proofs = queries.proofs_of(look.case.pk) if has(look.case, "proofs") else {}
    guides = []
    for cause in look.facts.causes:
        elements = powers.script(cause.id, look.case.domain).elements
        gaps = [each.what for each in elements if not proofs.get((cause.id, each.key))]
        guides.append({"cause": cause, "all": len(elements), "proven": len(elements) - len(gaps), "gaps": gaps})
    return {
        "guides": guides,
        "opinions": queries.opinions_of(look.case.pk) if look.roles and has(look.case, "opinions") else [],
    }
