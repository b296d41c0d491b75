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
    """Return the latest documents and the forms that come into question; two statements, however many there are."""
    record = record_of(look.case)
    tally = documents.tally_of(record)
    made = [form for form, state in tally if state != State.VOID]
    return {
        "documents": documents.documents_of(record, SHOWN),
        "document_count": sum(tally.values()),
        "documents_waiting": sum(n for (_, state), n in tally.items() if state == State.MADE),
        "document_suggestions": suggestions(look, made) if look.roles and look.open else (),
    }
