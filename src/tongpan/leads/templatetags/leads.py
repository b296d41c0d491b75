"""Filters that lead pages need beyond the frame's."""

from django import template

from tongpan.kernel import crypto
from tongpan.leads.queries.around import short_village

register = template.Library()


@register.filter
def village(value: object) -> str:
    """严村村委会 → 严村: a village as people call it."""
    return short_village(str(value or ""))


@register.filter
def mask_text(value: object) -> str:
    """Hide telephone and identity numbers in what somebody wrote."""
    return crypto.mask_personal(str(value or ""))
