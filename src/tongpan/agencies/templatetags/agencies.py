"""Small readers for the pages of this feature."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.rotation import week_of

register = template.Library()


@register.filter
def field_names(codes: list[str]) -> str:
    """市场监管、食品药品."""
    return labels(tuple(codes))


@register.filter
def item(mapping: Mapping[Any, str], key: Any) -> str:
    """Return one value of a mapping, or nothing."""
    return mapping.get(key, "")


@register.filter
def monday(on: date) -> date:
    """Return the Monday of a day's week."""
    return week_of(on)
