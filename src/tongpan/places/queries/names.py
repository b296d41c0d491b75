"""Which place a text names: the county's gazetteer, kept until its places change."""

from collections import OrderedDict
from uuid import UUID

from tongpan.places.domain.codes import Level
from tongpan.places.domain.gazetteer import Gazetteer, Named, PlaceGuess
from tongpan.places.models import Place
from tongpan.places.queries.stamps import county_edition

_KEEP_COUNTIES = 128
_kept: OrderedDict[UUID, tuple[UUID | None, Gazetteer]] = OrderedDict()


def find_in_text(text: str, county_id: UUID | None) -> PlaceGuess | None:
    """Return the town and village that a text names within one county, or None where it names none."""
    return gazetteer(county_id).find(text) if county_id else None


def gazetteer(county_id: UUID) -> Gazetteer:
    """Return the names of one county's towns and villages."""
    token = county_edition(county_id)
    kept = _kept.get(county_id)
    if kept is None or token is None or kept[0] != token:
        kept = _kept[county_id] = (token, Gazetteer(_named(county_id)))
        while len(_kept) > _KEEP_COUNTIES:
            _kept.popitem(last=False)
    return kept[1]


def _named(county_id: UUID) -> list[Named]:
    rows = Place.objects.filter(
        county_id=county_id, level__in=[Level.TOWN, Level.VILLAGE], valid_to__isnull=True, town_id__isnull=False
    ).values_list("id", "name", "town_id", "level")
    return [Named(place_id, name, town_id, level == Level.TOWN) for place_id, name, town_id, level in rows]
