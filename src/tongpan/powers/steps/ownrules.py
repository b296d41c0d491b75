"""Publishing what another entered, ending it on a day, taking it back: the same for all that a county sets itself."""

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.policies import Actor
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.powers.models.ownrule import OwnRule

Row = TypeVar("Row", bound=OwnRule)


def refuse_own(row: OwnRule, actor: Actor) -> None:
    """
    Hold apart who enters and who publishes.

    :raises Forbidden: if the actor entered it
    """
    if row.entered_by == actor.label:
        raise Forbidden("录入的人不能自己核对公布；请由另一名清单管理员或者合法性审核员办理")


def confirm(
    rows: QuerySet[Row], rule_id: UUID, *, called: str, twice: Conflict, actor: Actor, now: datetime
) -> Row:  # fmt: skip
    """
    Publish one of the rows that another entered. `called` is what a row is to its reader (这一条).

    :raises Forbidden: if the actor entered it
    :raises Conflict: `twice`, if somebody else was faster
    :raises NotFound: if there is none that waits
    """
    row = rows.filter(pk=rule_id, confirmed_at=None).first()
    if row is None:
        raise NotFound(f"没有等待公布的{called}，请刷新后再办")
    refuse_own(row, actor)
    if not rows.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=now, confirmed_by=actor.label):
        raise twice
    row.refresh_from_db()
    return row


def end(rows: QuerySet[Row], rule_id: UUID, on: date, *, called: str) -> Row:
    """
    End one of the rows from a day on.

    :raises Conflict: if it still waits to be published, or ended by that day
    :raises Invalid: if the day lies before its first
    :raises NotFound: if there is none
    """
    row = rows.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound(f"没有{called}，请刷新后再办")
    if row.confirmed_at is None:
        raise Conflict(f"{called}还没有公布，不用终止；录入有误的，由录入人撤回", code="ownrule.waits")
    if row.valid_to is not None and row.valid_to <= on:
        raise Conflict(f"{called}自{row.valid_to:%Y-%m-%d}起已经失效，不能再改；请刷新", code="ownrule.ended")
    if on < row.valid_from:
        way = f"{called}自{row.valid_from:%Y-%m-%d}起施行，还没有开始；不再施行的，写明理由，在施行以前撤回"
        raise Invalid(way, fields={"on": "不能早于施行日期；施行以前请撤回"})
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    return row


def withdraw(rows: QuerySet[Row], rule_id: UUID, *, on: date, reason: str, called: str, actor: Actor) -> Row:
    """
    Take back one of the rows; the caller keeps on record what it said, and why.

    One that still waits to be published is taken back by who entered it; one that was published and has not begun on
    the day `on`, with a reason, by whoever may publish and did not enter it: nothing was judged by it yet.

    :raises Forbidden: if it waits and another entered it, or was published and the actor entered it
    :raises Conflict: if it has begun: then it is ended
    :raises Invalid: if it was published and no reason is given
    :raises NotFound: if there is none
    """
    row = rows.filter(pk=rule_id).first()
    if row is None:
        raise NotFound(f"没有{called}，请刷新后再办")
    if row.confirmed_at is not None:
        return _withdraw_published(rows, row, on=on, reason=reason, called=called, actor=actor)
    if row.entered_by != actor.label:
        raise Forbidden(f"{called}由录入的人撤回；已经公布的，请终止")
    if not rows.filter(pk=row.pk, confirmed_at=None).delete()[0]:
        raise Conflict(f"{called}已经公布，不能撤回；请从某一天起终止", code="ownrule.published")
    return row


def _withdraw_published(rows: QuerySet[Row], row: Row, *, on: date, reason: str, called: str, actor: Actor) -> Row:
    if on >= row.valid_from:
        raise Conflict(f"{called}已经公布并且施行，不能撤回；请从某一天起终止", code="ownrule.published")
    if row.entered_by == actor.label:
        raise Forbidden(f"{called}已经公布，由录入人以外的清单管理员或者合法性审核员撤回")
    if not reason.strip():
        text = f"{called}已经公布，施行以前撤回要写明理由"
        raise Invalid(text, fields={"reason": text})
    if not rows.filter(pk=row.pk, confirmed_at=row.confirmed_at).delete()[0]:
        raise Conflict(f"{called}刚刚被他人改动，请刷新后再办", code="ownrule.published")
    return row
