"""Hearing the towns (M207): the same for whoever appoints or promotes, on a page, by the API or from a file."""

from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.personnel import LEADING, WAY
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer, PersonnelAction
from tongpan.agencies.queries.personnel import carried_out, concerned_towns
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict


def require_heard(officer: Officer, post: Post, now: datetime) -> PersonnelAction | None:
    """
    Return the plan on which the towns were heard, where a posted person is appointed to a leading post; else None.

    :raises Conflict: if one of the towns was not heard
    """
    assert transaction.get_connection().in_atomic_block
    if post not in LEADING:
        return None
    towns = concerned_towns(officer.pk, date_of(now))
    if not towns:
        return None
    found = carried_out(officer.pk, post.value, towns)
    if found is None:
        names = "、".join(town.name for town in towns)
        text = f"{officer.name}派驻在{names}，任{post.label}要先听取街镇意见：{WAY}"
        raise Conflict(text, code="personnel.opinion.missing", fields={"post": text})
    return found


def refuse_unheard_rank(officer: Officer, column: str, now: datetime) -> None:
    """
    Refuse to write rank or title of a posted person as a correction: the towns are heard on it.

    :raises Conflict: if the person is posted to a town
    """
    assert transaction.get_connection().in_atomic_block
    if concerned_towns(officer.pk, date_of(now)):
        text = f"{officer.name}派驻在镇街，职务、职级、职称的变动要先听取街镇意见：{WAY}"
        raise Conflict(text, code="personnel.opinion.missing", fields={column: text})
