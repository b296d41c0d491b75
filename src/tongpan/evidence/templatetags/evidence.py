"""Quantities and sizes in templates."""

from decimal import Decimal

from django import template

from tongpan.evidence.domain.showing import plain, size_text

register = template.Library()


@register.filter
def quantity(value: Decimal) -> str:
    """2.500 → 2.5."""
    return plain(value)


@register.filter
def size(value: int) -> str:
    """3355443 → 3.2 MB."""
    return size_text(value)
