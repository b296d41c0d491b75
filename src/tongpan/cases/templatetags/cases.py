"""What people wrote, in templates, as the one who looks may read it."""

from django import template

from tongpan.cases.domain.hiding import Hiding

register = template.Library()


@register.filter
def hidden(text: str, hiding: Hiding) -> str:
    """Return a text with the names of parties masked for those with no part in the case."""
    return hiding.label(text)
