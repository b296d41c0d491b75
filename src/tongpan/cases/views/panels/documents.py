"""文书: how many there are, what waits for a seal, what the next steps need."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.documents import suggestions
from tongpan.cases.views.looking import Look
from tongpan.documents import queries as documents
from tongpan.documents.domain.choices import State

SHOWN = 5


def panel(look: Look) -> Mapping[str, Any]:
    """Return the latest documents and the forms that come into question; one statement."""
    rows = documents.documents_of(record_of(look.case))
    return {
        "documents": rows[:SHOWN],
        "document_count": len(rows),
        "documents_waiting": sum(row.state == State.MADE for row in rows),
        "document_suggestions": suggestions(look, rows) if look.roles and look.open else (),
    }
