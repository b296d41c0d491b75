"""What is written beside the facts: into the ledger, and the case moves on by one version."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.kernel import ledger


def note(case: Case, entry: str, actor: Actor, now: datetime, **facts: Any) -> None:
    """Write one ledger entry of a case in the caller's transaction; of two people who write at once one wins."""
    assert transaction.get_connection().in_atomic_block
    ledger.record(entry, subject=case, actor=actor.label, at=now, number=case.number, **facts)
    case.change(touched_at=now)


def require_handler(actor: Actor, known: Known, text: str) -> None:
    """
    Let pass who handles the case.

    :raises Forbidden: otherwise, with the text
    """
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts), text)
