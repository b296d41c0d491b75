"""Seals of an organ, what waits for one, and what was sealed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from tongpan.agencies.domain.actor import Actor
from tongpan.documents import policies
from tongpan.documents.domain.choices import Provider, State
from tongpan.documents.models import Document, Seal, SealUse
from tongpan.kernel.errors import NotFound

PAGE = 50


def seals_of(bodies: Iterable[UUID], on: date | None = None) -> list[Seal]:
    """Return the seals of organs, those in use on a day where one is named; the newest first."""
    rows = Seal.objects.select_related("body").filter(body_id__in=list(bodies))
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
        if not settings.TONGPAN_TEST_SEALS:
            rows = rows.exclude(provider=Provider.TEST)
    return list(rows.order_by("body__name", "-registered_at")[:PAGE])


def seal_by_id(seal_id: UUID, actor: Actor) -> Seal:
    """
    Return a seal of one of the actor's organs.

    :raises NotFound: if there is none
    """
    found = Seal.objects.select_related("body").filter(pk=seal_id, body_id__in=policies.bodies_of(actor)).first()
    if found is None:
        raise NotFound("没有这枚印章，或者不是本机关的")
    return found


def to_seal(actor: Actor) -> list[Document]:
    """Return the documents that wait for the actor's seal, the oldest first; at most so many."""
    rows = policies.to_be_sealed(actor, Document.objects.filter(state=State.MADE))
    return list(rows.select_related("issuer").defer("content_sealed").order_by("made_at")[:PAGE])


def waiting_for_seal(actor: Actor, document_id: UUID) -> Document:
    """
    Return a document that waits for the actor's seal, to be read before it is put on.

    :raises NotFound: if it does not wait for a seal of the actor's organ
    """
    found = policies.to_be_sealed(actor, Document.objects.filter(pk=document_id, state=State.MADE)).first()
    if found is None:
        raise NotFound("没有这份等待用印的文书，可能已经用印或者作废")
    return found


def uses_of(seal: Seal) -> list[SealUse]:
    """Return the latest uses of a seal; at most so many."""
    return list(seal.uses.select_related("document").defer("document__content_sealed").order_by("-at")[:PAGE])
