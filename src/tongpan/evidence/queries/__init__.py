"""What there is of evidence and property. Whose record it is, and who may see it, is for the feature above."""

from tongpan.evidence.queries.footage import (
    Shot,
    kept_footage,
    link_of,
    links_of,
    recorded_on,
    recording_for,
    recordings_of,
    retention_on,
    shot,
    shots,
    unfilmed_of,
)
from tongpan.evidence.queries.items import (
    file_of,
    footage_of,
    item_of,
    items_of,
    latest_checks,
    pictures_of,
    shown_of,
    support_open,
)
from tongpan.evidence.queries.property import keeper_list, left_of, moves_of, property_of

__all__ = [
    "Shot",
    "file_of",
    "footage_of",
    "item_of",
    "items_of",
    "keeper_list",
    "kept_footage",
    "latest_checks",
    "left_of",
    "link_of",
    "links_of",
    "moves_of",
    "pictures_of",
    "property_of",
    "recorded_on",
    "recording_for",
    "recordings_of",
    "retention_on",
    "shot",
    "shots",
    "shown_of",
    "support_open",
    "unfilmed_of",
]
