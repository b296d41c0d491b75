"""用印: which documents wait for a seal of the actor's organ."""

from datetime import datetime

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.waiting import Asked, Part, Waiting
from tongpan.agencies.queries.inbox import contribute, part_of
from tongpan.documents import policies
from tongpan.documents.domain.choices import State
from tongpan.documents.models import Document
from tongpan.kernel.permissions import Permission


def _seals(actor: Actor, now: datetime) -> QuerySet[Document] | None:
    if not actor.can(Permission.DOCUMENTS_SEAL):
        return None
    return policies.to_be_sealed(actor, Document.objects.filter(state=State.MADE))


@contribute(_seals)
def seals(actor: Actor, now: datetime, size: int) -> Part:
    """Documents made and not sealed yet, the oldest first."""
    asked = _seals(actor, now)
    if asked is None:
        return Part()
    found = asked.select_related("issuer").defer("content_sealed").order_by("made_at", "id")[:size]
    rows = [
        Waiting(
            asked=Asked.DO, kind="用印", what=f"用印：{one.title}", about=one.number, since=one.made_at,
            at="documents:to_seal", said=f"以{one.issuer.name}的名义",
        )
        for one in found
        if one.made_at is not None
    ]  # fmt: skip
    return part_of(rows, size, asked.count)
