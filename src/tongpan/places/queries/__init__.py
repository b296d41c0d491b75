"""Reading places: by code and day, by point, by text."""

from tongpan.places.domain.gazetteer import PlaceGuess
from tongpan.places.queries.locating import Location, Locations, locate, locate_many
from tongpan.places.queries.names import find_in_text
from tongpan.places.queries.tree import (
    Ancestor,
    Branch,
    ancestry,
    by_code,
    by_external_code,
    by_id,
    children,
    counties,
    county_of,
    full_name,
    history,
    in_force_on,
    outline,
    place_tree,
    places_in,
    towns_of,
    villages_of,
)

__all__ = [
    "Ancestor",
    "Branch",
    "Location",
    "Locations",
    "PlaceGuess",
    "ancestry",
    "by_code",
    "by_external_code",
    "by_id",
    "children",
    "counties",
    "county_of",
    "find_in_text",
    "full_name",
    "history",
    "in_force_on",
    "locate",
    "locate_many",
    "outline",
    "place_tree",
    "places_in",
    "towns_of",
    "villages_of",
]
