"""Finding what an imported line names: a body, a place, a matter, a document."""

from dataclasses import dataclass, field
from uuid import UUID

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.models import Agency
from tongpan.places.models import Place
from tongpan.powers.models import Instrument, Matter


@dataclass(slots=True)
class Lookups:
    """Everything an import of one district can name, read once."""

    district: Place
    bodies: dict[str, Agency] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    matters: dict[str, UUID] = field(default_factory=dict)
    matter_names: dict[str, list[str]] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)


def lookups_of(district: Place) -> Lookups:
    """Read what the lines of a district's list may name."""
    found = Lookups(district)
    area = [pk for pk in (district.pk, district.parent_id) if pk is not None]
    agencies = Agency.objects.filter(district_id=district.pk) | Agency.objects.filter(place_id__in=area)
    for agency in agencies.select_related("place"):
        for name in (agency.name, agency.short_name):
            if name:
                found.bodies.setdefault(name, agency)
    places = Place.objects.filter(county_id=district.pk, level__in=["COUNTY", "TOWN"])
    for place in [district, *places]:
        found.places.setdefault(place.code, place)
        found.places.setdefault(place.name, place)
    for code, pk, name in Matter.objects.filter(withdrawn_on__isnull=True).values_list("code", "pk", "name"):
        found.matters[code] = pk
        found.matter_names.setdefault(name, []).append(code)
    for instrument in Instrument.objects.all():
        found.instruments.setdefault(instrument.number or instrument.title, instrument)
    found.domains = {str(domain.label): domain.value for domain in Domain} | {item.value: item.value for item in Domain}
    return found
