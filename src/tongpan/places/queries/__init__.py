"""Reading places: by code and day, by point, by text."""

from tongpan.places.domain.gazetteer import PlaceGuess
from tongpan.places.queries.locating import Location, Locations, locate, locate_many
from tongpan.places.queries.names import find_in_text
from tongpan.places.queries.search import search
from tongpan.places.queries.shapes import Area, Cover, area_of, cover_of, map_data
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
    home_county,
    in_force_on,
    outline,
    place_tree,
    places_in,
    towns_of,
    villages_of,
    with_county,
)

__all__ = [
    "Ancestor",
    "Area",
    "Branch",
    "Cover",
    "Location",
    "Locations",
    "PlaceGuess",
    "ancestry",
    "area_of",
    "by_code",
    "by_external_code",
    "by_id",
    "children",
    "counties",
    "county_of",
    "cover_of",
    "find_in_text",
    "full_name",
    "history",
    "home_county",
    "in_force_on",
    "locate",
    "locate_many",
    "map_data",
    "outline",
    "place_tree",
    "places_in",
    "search",
    "towns_of",
    "villages_of",
    "with_county",
]
