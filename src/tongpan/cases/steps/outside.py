"""外部咨询: which links are open, and that those of a case which is no longer handled here open nothing more."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case, Consultation
from tongpan.kernel import ledger
from tongpan.law.facts.rounds import Key

OPEN: Final[Mapping[str, Any]] = {"answered_at": None, "withdrawn_at": None}


def withdraw(case: Case, keys: Collection[Key] | None = None, *, why: str, actor: Actor, now: datetime) -> None:
    """Take back the open links of a case, or of these charges of it alone, in the caller's transaction."""
    assert transaction.get_connection().in_atomic_block
    for one in Consultation.objects.filter(case=case, **OPEN).exclude(link_index="").order_by("asked_at", "pk"):
        if keys is None or (one.party, one.cause) in keys:
            Consultation.objects.filter(pk=one.pk, **OPEN).update(withdrawn_at=now, link_index="")
            note("case.consultation_withdrawn", one, actor.label, now, why=why)


def note(entry: str, found: Consultation, by: str, now: datetime, **more: Any) -> None:
    """Write what was done with a question into the ledger of its case."""
    case: Case = found.case
    ledger.record(
        entry, subject=case, actor=by, at=now, number=case.number, party=found.party, cause=found.cause,
        adviser=f"{found.unit} {found.name}", **more,
    )  # fmt: skip
