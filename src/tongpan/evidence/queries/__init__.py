"""What there is of evidence and property. Whose record it is, and who may see it, is for the feature above."""

from tongpan.evidence.queries.items import (
    file_of,
    footage_of,
    item_of,
    items_of,
    latest_checks,
    pictures_of,
    support_open,
)
from tongpan.evidence.queries.property import keeper_list, left_of, moves_of, property_of

__all__ = [
    "file_of",
    "footage_of",
    "item_of",
    "items_of",
    "keeper_list",
    "latest_checks",
    "left_of",
    "moves_of",
    "pictures_of",
    "property_of",
    "support_open",
]
