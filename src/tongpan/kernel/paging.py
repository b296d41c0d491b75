"""Keyset paging: the next page begins after the last row seen, however many came in meanwhile."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from tongpan.kernel.errors import Invalid

M = TypeVar("M", bound=Model)
MOST = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows of one page, and the token of the next one, if there is one."""

    items: list[M]
    next: str | None


def keyset(queryset: QuerySet[M], *, order: tuple[str, ...], after: str | None, size: int) -> Page[M]:
    """
    Return one page in the given order (``("-received_at", "-id")``; the last column unique, none nullable): one query.

    :raises Invalid: if `after` is not a token that this function gave for this order
    """
    return keyset_of_any([queryset], order=order, after=after, size=size)


def keyset_of_any(querysets: Sequence[QuerySet[M]], *, order: tuple[str, ...], after: str | None, size: int) -> Page[M]:
    """
    Return one page of the rows that stand in any of several querysets of one model: one query for each.

    :raises Invalid: if `after` is not a token that this function gave for this order
    """
    size = max(1, min(size, MOST))
    found: dict[Any, M] = {}
    for queryset in querysets:
        if after:
            queryset = queryset.filter(_beyond(queryset, order, _values(queryset, order, after)))
        for row in queryset.order_by(*order)[: size + 1]:
            found.setdefault(row.pk, row)
    rows = list(found.values())
    if len(querysets) > 1:
        for column in reversed(order):
            rows.sort(key=partial(_read, path=_name(column)), reverse=column.startswith("-"))
    token = _token(rows[size - 1], order) if len(rows) > size else None
    return Page(rows[:size], token)


def _name(column: str) -> str:
    return column.lstrip("-")


def _beyond(queryset: QuerySet[M], order: tuple[str, ...], values: list[Any]) -> Q:
    """(a, b) > (x, y) spelled out, each column in its own direction, with a plain bound on the first for the index."""
    condition, equal = Q(pk__in=[]), Q()
    for column, value in zip(order, values, strict=True):
        beyond = "lt" if column.startswith("-") else "gt"
        condition |= equal & Q(**{f"{_name(column)}__{beyond}": value})
        equal &= Q(**{_name(column): value})
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{_name(order[0])}__{bound}": values[0]}) & condition


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def _read(row: Model, path: str) -> Any:
    value: Any = row
    for part in path.split("__"):
        value = getattr(value, part)
    return value


def _value(row: Model, path: str) -> Any:
    return _plain(_read(row, path))


def _token(row: Model, order: tuple[str, ...]) -> str:
    raw = json.dumps([_value(row, _name(column)) for column in order], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _values(queryset: QuerySet[M], order: tuple[str, ...], after: str) -> list[Any]:
    try:
        raw = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(raw, list) or len(raw) != len(order) or any(not isinstance(v, str | int) for v in raw):
            raise ValueError
        return [
            _field(queryset.model, _name(column)).to_python(value) for column, value in zip(order, raw, strict=True)
        ]
    except (ValueError, TypeError, OverflowError, binascii.Error, UnicodeDecodeError, ValidationError):
        raise Invalid("翻页参数不对，请回到第一页重新查看", code="paging.after") from None


def _field(model: type[Model], path: str) -> Any:
    *parts, last = path.split("__")
    for part in parts:
        model = model._meta.get_field(part).related_model  # type: ignore[assignment]
    return model._meta.pk if last == "pk" else model._meta.get_field(last)
