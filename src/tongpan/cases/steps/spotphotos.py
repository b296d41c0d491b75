"""当场拍的照片: whose they are until it is decided, and how they become the evidence of the case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.spot import PHOTOS, Spot, evidence_of
from tongpan.cases.models import Case, SpotDraft
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import items, uploading
from tongpan.evidence.steps.items import Kept, Material
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ledger import SubjectRef
from tongpan.law.facts import CaseFacts

MOST_PHOTOS: Final = 20


def record_of_draft(token: UUID) -> SubjectRef:
    """Return a draft as files on their way name it."""
    return SubjectRef(SpotDraft._meta.label_lower, token)


def photos_of(token: UUID, officer_id: UUID) -> list[Upload]:
    """Return the pictures that an officer brought whole to a draft and that are not used yet."""
    return list(uploading.waiting(record_of_draft(token), officer_id).exclude(sha256=""))


def kept(draft: SpotDraft, spot: Spot) -> list[Kept]:
    """
    Take the pictures of a draft into the store, outside any transaction; done again it does nothing new.

    :raises NotFound: if one is not there any more
    :raises Conflict: if one has not come whole
    """
    rows = uploading.all_of(spot.photos, record_of_draft(draft.pk), draft.officer_id)
    for row in rows:
        if not row.whole:
            raise Conflict(f"“{row.name}”还没有传完，请重新拍照", code="upload.unfinished")
    return items.keep(rows)


def attach(
    case: Case, facts: CaseFacts, spot: Spot, photos: Sequence[Kept], *, actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    """
    Write an item of evidence for every piece that was found on the spot, the pictures with theirs.

    In the caller's transaction; what is returned stands in its one entry of the ledger.
    """
    assert transaction.get_connection().in_atomic_block
    told = []
    for row, entry in zip(facts.evidence, spot.evidence if facts.evidence else (), strict=True):
        _, title = evidence_of(entry)
        material = Material(title=title, shows=spot.narrative, fields={"place_text": spot.place[:200]})
        _, files = items.open_untold(
            record=record_of(case), ref=row.id, material=material, taken_at=row.at, taken_by="、".join(row.officers),
            files=photos if entry == PHOTOS else (), actor=actor, now=now,
        )  # fmt: skip
        told.append({"ref": row.id, "title": title, "files": files})
    return told


def hand_on(draft: SpotDraft, case: Case) -> None:
    """Let pictures that became no evidence wait in the case, in the caller's transaction."""
    uploading.hand_on(record_of_draft(draft.pk), record_of(case), draft.officer_id)


def forget(draft: SpotDraft) -> None:
    """Throw the pictures of a draft away with it, in the caller's transaction; the sweep lets go of their bytes."""
    uploading.waiting(record_of_draft(draft.pk), draft.officer_id).delete()
