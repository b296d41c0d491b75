"""Publishing what another entered, and ending it on a day: the same for everything a county sets itself."""

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

    :raises Invalid: if the day lies before its first
    :raises NotFound: if there is none
    """
    row = rows.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound(f"没有{called}，请刷新后再办")
    if on < row.valid_from:
        raise Invalid("失效日期不能早于施行日期", fields={"on": "不能早于施行日期"})
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    return row
