"""Filters that lead pages need beyond the frame's."""

from django import template

from tongpan.kernel import crypto

register = template.Library()


@register.filter
def mask_text(value: object) -> str:
    """Hide telephone and identity numbers in what somebody wrote."""
    return crypto.mask_personal(str(value or ""))
