"""The duty roster: drafted by the system for a week, changed by people."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Duty
from tongpan.agencies.domain.rotation import DAYS, draft_week, week_of
from tongpan.agencies.models import DutyShift, Officer
from tongpan.agencies.queries.conflicts import shift_in_the_way
from tongpan.agencies.queries.duty import past_shifts, roster_pools, week_bounds
from tongpan.agencies.queries.registry import body_of_town
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.places import queries as places
from tongpan.places.models import Place

NOT_YOURS = "只能编排本镇街（队伍）的值班表；请由镇街调度员或队长办理"


def draft_roster(*, place_id: UUID, monday: date, actor: Actor, now: datetime) -> list[DutyShift]:
    """
    Draft a week's roster by fair rotation; drafted shifts of that week are replaced, those set by people stay.

    :raises Forbidden: if the actor does not draw up this roster
    :raises Invalid: if nobody can stand duty
    """
    place = _place(place_id, actor)
    monday = week_of(monday)
    pools = roster_pools(place_id, monday)
    if not any(pool.people for pool in pools):
        raise Invalid(f"{place.name}还没有可以排班的人员；请先登记人员和任职")
    start, end = week_bounds(monday)
    body = body_of_town(place_id, monday)
    with transaction.atomic(durable=True):
        if body is not None:
            type(body).objects.select_for_update().get(pk=body.pk)
        week = DutyShift.objects.filter(place_id=place_id, starts_at__gte=start, starts_at__lt=end)
        week.filter(drafted=True, starts_at__gt=now).delete()
        kept = list(week)
        busy = {(shift.officer_id, shift.starts_at) for shift in kept}
        filled = {(shift.starts_at, shift.duty) for shift in kept}
        slots = draft_week(monday, pools, past_shifts(place_id, start))
        shifts = DutyShift.objects.bulk_create(
            DutyShift(
                place=place,
                officer_id=slot.officer_id,
                duty=slot.duty,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                drafted=True,
            )
            for slot in slots
            if slot.starts_at > now
            and (slot.starts_at, slot.duty) not in filled
            and (slot.officer_id, slot.starts_at) not in busy
            and shift_in_the_way(slot.officer_id, slot.starts_at, slot.ends_at) is None
        )
        if body is not None:
            ledger.record(
                "roster.drafted", subject=body, actor=actor.label, at=now, monday=str(monday), shifts=len(shifts)
            )
    return shifts


def change_shift(
    *,
    shift_id: UUID,
    officer_id: UUID,
    duty: Duty,
    actor: Actor,
    now: datetime,
    note: str = "",
    version: int | None = None,
) -> DutyShift:
    """
    Put another person, or another duty, on a shift.

    :raises Forbidden: if the actor does not draw up this roster
    :raises Conflict: if the person stands elsewhere then, or somebody changed the shift first
    """
    shift = DutyShift.objects.filter(pk=shift_id).select_related("officer").first()
    if shift is None:
        raise NotFound("没有找到这个班次")
    place = _place(shift.place_id, actor)
    officer = Officer.objects.filter(pk=officer_id, district_id=place.county_id).first()
    if officer is None:
        raise NotFound("没有找到这名人员")
    if clash := shift_in_the_way(officer_id, shift.starts_at, shift.ends_at, but=shift.pk):
        raise Conflict(f"{officer.name}在{clash.starts_at:%m-%d %H:%M}已有班次，不能重复排班；请换一个人")
    with transaction.atomic(durable=True):
        moved = DutyShift.objects.filter(pk=shift.pk, version=shift.version if version is None else version).update(
            officer=officer, duty=duty, note=note, drafted=False, version=shift.version + 1
        )
        if not moved:
            raise Conflict("他人刚刚调整了这个班次，请刷新后再排")
        _record(
            place,
            "roster.changed",
            actor,
            now,
            shift=str(shift.pk),
            before=str(shift.officer_id),
            after=str(officer_id),
        )
    shift.refresh_from_db()
    return shift


def add_shift(
    *, place_id: UUID, officer_id: UUID, duty: Duty, starts_at: datetime, ends_at: datetime, actor: Actor, now: datetime
) -> DutyShift:
    """
    Put one more person on duty.

    :raises Conflict: if the person stands elsewhere then
    """
    place = _place(place_id, actor)
    if not starts_at < ends_at <= starts_at + timedelta(days=DAYS):
        raise Invalid("班次的结束时间应晚于开始时间", fields={"ends_at": "请重新填写"})
    officer = Officer.objects.filter(pk=officer_id, district_id=place.county_id).first()
    if officer is None:
        raise NotFound("没有找到这名人员")
    if shift_in_the_way(officer_id, starts_at, ends_at):
        raise Conflict(f"{officer.name}在这段时间已有班次；请换一个人")
    with transaction.atomic(durable=True):
        shift = DutyShift.objects.create(place=place, officer=officer, duty=duty, starts_at=starts_at, ends_at=ends_at)
        _record(place, "roster.added", actor, now, shift=str(shift.pk), officer=str(officer_id), duty=str(duty))
    return shift


def remove_shift(*, shift_id: UUID, actor: Actor, now: datetime) -> None:
    """
    Take a shift off the roster; one that has begun stays on record.

    :raises Conflict: if it has begun
    """
    shift = DutyShift.objects.filter(pk=shift_id).first()
    if shift is None:
        raise NotFound("没有找到这个班次")
    place = _place(shift.place_id, actor)
    with transaction.atomic(durable=True):
        if not DutyShift.objects.filter(pk=shift.pk, starts_at__gt=now).delete()[0]:
            raise Conflict("班次已经开始，不能删除；如有换班，请用“调整”")
        _record(place, "roster.removed", actor, now, shift=str(shift.pk), officer=str(shift.officer_id))


def _place(place_id: UUID, actor: Actor) -> Place:
    place = places.by_id(place_id)
    if not policies.may_draw_roster(actor, place_id, place.county_id):
        raise Forbidden(NOT_YOURS)
    return place


def _record(place: Place, action: str, actor: Actor, now: datetime, **facts: str) -> None:
    body = body_of_town(place.pk, date_of(now))
    if body is not None:
        ledger.record(action, subject=body, actor=actor.label, at=now, **facts)
