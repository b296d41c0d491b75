"""当场处罚草稿: kept while it is typed, confirmed by the second officer, thrown away."""

from datetime import datetime, timedelta
from json import dumps
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.spot import Spot, untold, write
from tongpan.cases.models import SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.cases.steps import spotphotos, storing
from tongpan.kernel.crypto import seal
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.law.penalty.punishment import heavier_points
from tongpan.law.procedure.adapting import punishment_of
from tongpan.law.refusal import LawRefused

UNDECIDED_KEPT: Final = timedelta(days=3)
DECIDED_KEPT: Final = timedelta(days=30)


def keep_spot(*, token: UUID, spot: Spot, actor: Actor, now: datetime) -> SpotDraft:
    """
    Keep what an officer has typed so far, under a token that the officer's page has made.

    What the party was told is forgotten where it is no longer what stands here, or where the penalty grew heavier: it
    must be told anew (APL 44, 62).

    :raises Forbidden: if the actor handles no cases
    :raises Conflict: if it is decided already
    :raises Invalid: if the second officer is nobody of ours, or what was typed is no penalty (a fine of nothing)
    :raises NotFound: if the token is somebody else's
    """
    policies.require_officer(actor)
    with transaction.atomic(durable=True):
        draft = draft_of(token, actor, now)
        if draft.case_id is not None:
            raise Conflict("这一件已经办结，不能再改；请从“当场处罚”重新开始", code="case.spot.decided")
        try:
            kept = settled(spot)
        except LawRefused as refused:
            raise storing.invalid(refused) from refused
        if kept.second_id is not None and not agencies.officers_in([kept.second_id]):
            raise Invalid("另一名执法人员不在册，请重新选择", fields={"second": "请重新选择"})
        SpotDraft.objects.filter(pk=draft.pk).update(
            content_sealed=seal(dumps(write(kept), ensure_ascii=False)),
            label=kept.matter_name[:200],
            second_id=kept.second_id,
            touched_at=now,
            version=draft.version + 1,
            **_unconfirmed(draft, kept),
        )
        draft.refresh_from_db()
        return draft


def settled(spot: Spot) -> Spot:
    """Return it with the telling undone where the party was told something else, or something lighter."""
    if spot.told_at is None:
        return spot
    proposed, told = spot.proposed, spot.told
    now, then = (punishment_of(each) if each is not None else None for each in (proposed, told))
    heavier = now is not None and then is not None and bool(heavier_points(now, then))
    return untold(spot) if not spot.told_still or heavier or now is None else spot


def _unconfirmed(draft: SpotDraft, spot: Spot) -> dict[str, Any]:
    """What was confirmed is confirmed no more when it has changed."""
    if draft.confirmed_digest == spot.whole:
        return {}
    return {"confirmed_at": None, "confirmed_how": "", "confirmed_digest": ""}


def drop_spot(*, token: UUID, actor: Actor) -> None:
    """
    Throw an own draft away; nothing was decided.

    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        draft = spots.draft_for(actor, token)
        spotphotos.forget(draft)
        SpotDraft.objects.filter(pk=draft.pk, case__isnull=True).delete()


def confirm_spot(*, token: UUID, actor: Actor, now: datetime, digest: str) -> SpotDraft:
    """
    Confirm as the second officer, in the own session, what was looked at.

    :raises Conflict: if it has changed since
    :raises Forbidden: if the actor handles no cases
    :raises NotFound: if one is not named in it
    """
    policies.require_officer(actor)
    with transaction.atomic(durable=True):
        draft = spots.draft_to_confirm(actor, token)
        if spots.spot_of(draft).whole != digest:
            raise Conflict("他刚刚改了内容；请看过新的内容再确认", code="case.spot.changed")
        confirm(draft, digest, "SESSION", now)
        return draft


def confirm(draft: SpotDraft, digest: str, how: str, now: datetime) -> None:
    """Keep that the second officer confirmed what bears a digest, in the caller's transaction."""
    moved = SpotDraft.objects.filter(pk=draft.pk, case__isnull=True).update(
        confirmed_at=now, confirmed_how=how, confirmed_digest=digest
    )
    if not moved:
        raise Conflict("这一件已经办结", code="case.spot.decided")
    draft.confirmed_at, draft.confirmed_how, draft.confirmed_digest = now, how, digest


def prune_spots(*, now: datetime) -> int:
    """Delete drafts that were left, and the tokens of what was decided long ago; return how many."""
    with transaction.atomic(durable=True):
        left = SpotDraft.objects.filter(case__isnull=True, touched_at__lt=now - UNDECIDED_KEPT)
        done = SpotDraft.objects.filter(case__isnull=False, touched_at__lt=now - DECIDED_KEPT)
        return left.delete()[0] + done.delete()[0]


def draft_of(token: UUID, actor: Actor, now: datetime) -> SpotDraft:
    """Return the draft of a token, made if there is none; in the caller's transaction."""
    assert actor.officer_id is not None
    blank = SpotDraft(id=token, officer_id=actor.officer_id, made_at=now, touched_at=now)
    SpotDraft.objects.bulk_create([blank], ignore_conflicts=True)
    draft = locked(token)
    if draft.officer_id != actor.officer_id:
        raise NotFound(spots.NO_DRAFT)
    return draft


def locked(token: UUID) -> SpotDraft:
    """
    Return a draft, locked where the database can lock rows; in the caller's transaction.

    :raises NotFound: if there is none
    """
    found = SpotDraft.objects.select_for_update().filter(pk=token).first()  # not joined: who waited sees no new case
    if found is None:
        raise NotFound(spots.NO_DRAFT)
    return found
