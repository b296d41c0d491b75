"""Opening a telephone number: with a purpose, and on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries.registry import officer_by_id
from tongpan.kernel import ledger
from tongpan.kernel.errors import Invalid, NotFound
from tongpan.kernel.permissions import Permission


def reveal_phone(*, officer_id: UUID, purpose: str, actor: Actor, now: datetime) -> str:
    """
    Return a person's telephone number and record who opened it and why.

    :raises Forbidden: if the actor does not call people for a living
    :raises Invalid: if no purpose is given
    """
    policies.require_permission(actor, Permission.AGENCIES_PHONE, "您的岗位不能查看完整电话；请联系值班室代为转接")
    officer = officer_by_id(officer_id)
    if officer is None or not policies.sees_district(actor, officer.district_id):
        raise NotFound("没有找到这名人员")
    if not purpose.strip():
        raise Invalid("请写明查看电话的用途", fields={"purpose": "请写明用途"})
    with transaction.atomic(durable=True):
        ledger.record("officer.phone_opened", subject=officer, actor=actor.label, at=now, purpose=purpose.strip())
    return officer.phone
