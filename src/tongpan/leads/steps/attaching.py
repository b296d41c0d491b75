"""Files and the lead they belong to: rows and one ledger entry, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongpan.kernel import ledger
from tongpan.leads.domain.files import KeptFile
from tongpan.leads.models import Attachment, Lead


def attach(lead: Lead, files: Sequence[KeptFile], *, actor: str, now: datetime, stage: str) -> list[Attachment]:
    """
    Hang files on a lead; one that hangs there already is not hung twice.

    The camera's position is kept beside the photograph as a hint. It never moves the lead by itself.
    """
    assert transaction.get_connection().in_atomic_block
    if not files:
        return []
    here = set(Attachment.objects.filter(lead=lead).values_list("sha256", flat=True))
    fresh = {file.sha256: file for file in files if file.sha256 not in here}
    rows = [
        Attachment(
            lead=lead,
            sha256=file.sha256,
            media_type=file.media_type,
            size=file.size,
            original_name=file.name[:200],
            lon=file.position[0] if file.position else None,
            lat=file.position[1] if file.position else None,
            taken_at=file.taken_at,
            added_at=now,
            added_by=actor,
            stage=stage,
        )
        for file in fresh.values()
    ]
    Attachment.objects.bulk_create(rows)
    if rows:
        kept = [{"sha256": row.sha256, "type": row.media_type, "size": row.size} for row in rows]
        ledger.record("lead.attached", subject=lead, actor=actor, at=now, files=kept, stage=stage)
    return rows
