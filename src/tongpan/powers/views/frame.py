"""What every page of the lists needs: the actor's district, its towns and bodies, and the day asked for."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest

from tongpan.agencies.models import Agency
from tongpan.agencies.policies import Actor
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, Invalid, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.places import queries as places
from tongpan.places.models import Place


def reader(request: HttpRequest) -> Actor:
    """
    Return who asks, if they may read the lists.

    :raises Forbidden: otherwise
    """
    actor = acting(request)
    if not actor.can(Permission.POWERS_VIEW):
        raise Forbidden("您的岗位没有查看清单的权限；对外公布的清单请看“公布的清单”页面")
    return actor


def district_of(actor: Actor) -> Place:
    """
    Return the actor's district.

    :raises NotFound: if the account has none
    """
    if actor.district_id is None:
        raise NotFound("您的账号还没有登记所在区县；请联系系统管理员")
    return places.by_id(actor.district_id)


def day(request: HttpRequest, name: str = "on") -> date:
    """
    Return the day a page is asked for, today unless told.

    :raises Invalid: if it is no date
    """
    text = request.GET.get(name, "")
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError as error:
        raise Invalid("日期应写成 2026-11-23 的样子；请重新选择", fields={name: "日期不对"}) from error


def towns(district: Place) -> list[tuple[str, str]]:
    """Return a district's towns as choices."""
    return [(str(town.pk), town.name) for town in places.towns_of(district)]


def bodies(district: Place, *, only: frozenset[UUID] | None = None) -> list[tuple[str, str]]:
    """Return a district's bodies as choices, or those of them named."""
    rows = Agency.objects.on(clock.today()).filter(district_id=district.pk).order_by("kind", "name")
    if only is not None:
        rows = rows.filter(pk__in=only)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def uuid_or_none(text: str) -> UUID | None:
    """Return an identifier from a form, or None when the field was empty."""
    return UUID(text) if text else None
