"""Naming the liaison of a posted squad (M006, M115)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Officer, Posting
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, NotFound


def name_liaison(*, posting_id: UUID, contact_id: UUID, actor: Actor, now: datetime) -> None:
    """
    Say whom the town calls when it needs a posted squad.

    :raises NotFound: if the posting is not of the actor's district, or the person is not
    :raises Conflict: if the posting was ended
    """
    posting = Posting.objects.filter(pk=posting_id).select_related("team").first()
    if posting is None or not policies.may_manage(actor, posting.team.district_id):
        raise NotFound("没有找到这条派驻记录，或您无权调整")
    if not Officer.objects.filter(pk=contact_id, district_id=posting.team.district_id).exists():
        raise NotFound("没有找到这名人员；联络员应是本区的人")
    with transaction.atomic(durable=True):
        if not Posting.objects.filter(pk=posting_id, valid_to__isnull=True).update(contact_id=contact_id):
            raise Conflict("这条派驻已经终止，不能再改联络员")
        ledger.record(
            "team.liaison_named", subject=posting.team, actor=actor.label, at=now, posting=str(posting_id),
            before=str(posting.contact_id or ""), after=str(contact_id),
        )  # fmt: skip
