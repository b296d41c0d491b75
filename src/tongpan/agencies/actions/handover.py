"""Hand-over sheets: drafted from the open items, signed by who gives and by who takes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import HandoverSheet
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.places import queries as places

NOT_YOURS = "只有本镇街值守人员可以填写和签署交接班单"


def draft_handover(
    *,
    place_id: UUID,
    text: str,
    counts: Mapping[str, int],
    actor: Actor,
    now: datetime,
    office_id: UUID | None = None,
) -> HandoverSheet:
    """
    Draft a sheet in the name of who goes off duty; text and counts come from whoever knows the open items.

    :raises Forbidden: if the actor is not on the desk of this place
    """
    _require_desk(actor, place_id)
    with transaction.atomic(durable=True):
        sheet = HandoverSheet.objects.create(
            place_id=place_id,
            office_id=office_id,
            giver_id=policies.officer_of(actor),
            text=text.strip(),
            counts=dict(counts),
            drafted_at=now,
        )
        ledger.record(
            "handover.drafted", subject=sheet, actor=actor.label, at=now, place=str(place_id), counts=dict(counts)
        )
    return sheet


def edit_handover(*, sheet_id: UUID, text: str, version: int, actor: Actor, now: datetime) -> None:
    """
    Change the text of a sheet nobody has signed.

    :raises Conflict: if it is signed, or somebody changed it first
    """
    sheet = _sheet(sheet_id, actor)
    if sheet.giver_id != actor.officer_id:
        raise Forbidden("交接班单由交班人填写；请由交班人修改")
    with transaction.atomic(durable=True):
        moved = HandoverSheet.objects.filter(pk=sheet_id, version=version, given_at__isnull=True).update(
            text=text.strip(), version=version + 1
        )
        if not moved:
            raise Conflict("交接班单已签字或刚被修改，请刷新后查看")
        ledger.record("handover.edited", subject=sheet, actor=actor.label, at=now)


def sign_handover(*, sheet_id: UUID, actor: Actor, now: datetime) -> None:
    """
    Sign as the one who hands over.

    :raises Forbidden: if the actor did not draft it
    :raises Conflict: if it is signed already
    """
    sheet = _sheet(sheet_id, actor)
    if sheet.giver_id != actor.officer_id:
        raise Forbidden("只有交班人本人可以签交班")
    with transaction.atomic(durable=True):
        moved = HandoverSheet.objects.filter(pk=sheet_id, given_at__isnull=True).update(
            given_at=now, version=sheet.version + 1
        )
        if not moved:
            raise Conflict("已经签过交班，请刷新后查看")
        ledger.record("handover.given", subject=sheet, actor=actor.label, at=now, text=sheet.text, counts=sheet.counts)


def take_handover(*, sheet_id: UUID, actor: Actor, now: datetime, remark: str = "") -> None:
    """
    Sign as the one who takes over.

    :raises Invalid: if the giver has not signed, or is the same person
    :raises Conflict: if somebody took over already
    """
    sheet = _sheet(sheet_id, actor)
    if sheet.giver_id == actor.officer_id:
        raise Invalid("交班人和接班人不能是同一人；请由接班人登录后签字")
    if sheet.given_at is None:
        raise Invalid("交班人还没有签字；请先由交班人签字")
    with transaction.atomic(durable=True):
        moved = HandoverSheet.objects.filter(pk=sheet_id, taken_at__isnull=True).update(
            taken_at=now, taker_id=actor.officer_id, remark=remark.strip(), version=sheet.version + 1
        )
        if not moved:
            raise Conflict("已经有人接班，请刷新后查看")
        ledger.record("handover.taken", subject=sheet, actor=actor.label, at=now, remark=remark.strip())


def _require_desk(actor: Actor, place_id: UUID) -> None:
    place = places.by_id(place_id)
    reaches = policies.manages_town(actor, place_id, place.county_id) or place_id in actor.town_ids
    if not actor.can(Permission.AGENCIES_HANDOVER) or not reaches:
        raise Forbidden(NOT_YOURS)


def _sheet(sheet_id: UUID, actor: Actor) -> HandoverSheet:
    sheet = HandoverSheet.objects.filter(pk=sheet_id).first()
    if sheet is None:
        raise NotFound("没有找到这张交接班单")
    _require_desk(actor, sheet.place_id)
    return sheet
