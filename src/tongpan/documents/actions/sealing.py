"""Putting a seal on what waits for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.documents import policies, queries
from tongpan.documents.models import Document
from tongpan.documents.steps import sealing
from tongpan.kernel.errors import NotFound


def seal_document(
    *, document_id: UUID, seal_id: UUID, actor: Actor, now: datetime, copies: int = 1, note: str = ""
) -> Document:
    """
    Put a seal on one document.

    :raises NotFound: if it does not wait for a seal of the actor's organ
    :raises Refusal: as `steps.sealing`
    """
    policies.require_sealer(actor)
    sealing.check_copies(copies)
    rows = policies.to_be_sealed(actor, Document.objects.all())
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise NotFound("没有这份文书，或者不归本机关用印")
    prepared = sealing.prepare(document, queries.seal_by_id(seal_id, actor), actor, now)
    with transaction.atomic(durable=True):
        return sealing.put_on(prepared, actor=actor, now=now, copies=copies, note=note)
