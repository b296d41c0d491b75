"""Find places by name or code."""

from django.db.models import Q, QuerySet

from tongpan.places.models import Place


def search(words: str) -> QuerySet[Place]:
    """Return the places whose code begins with the words, or whose name holds every one of them."""
    parts = words.split()
    found = Place.objects.filter(valid_to__isnull=True).defer("geometry").select_related("county", "town")
    if not parts:
        return found.none()
    if len(parts) == 1 and parts[0].isascii() and parts[0].isdigit():
        return found.filter(code__gte=parts[0], code__lt=parts[0] + ":")  # ":" follows "9": an index range
    condition = Q()
    for part in parts[:5]:
        condition &= Q(name__contains=part[:30])
    return found.filter(condition)
