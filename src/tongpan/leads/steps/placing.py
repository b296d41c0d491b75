"""Where a report lies (地点): from a point, from what was chosen, or from the words."""

from dataclasses import dataclass
from uuid import UUID

from tongpan.leads.domain.report import Report, Where
from tongpan.leads.domain.text import anonymised_place
from tongpan.leads.models import Lead
from tongpan.places import queries as places
from tongpan.places.domain.coordinates import Datum, to_wgs84


@dataclass(frozen=True, slots=True)
class Placed:
    """A place as far as it is known, and how we know it (shown to the dispatcher)."""

    district_id: UUID
    town_id: UUID | None = None
    village_id: UUID | None = None
    grid_id: UUID | None = None
    lon: float | None = None
    lat: float | None = None
    how: str = ""

    @classmethod
    def of(cls, lead: Lead) -> "Placed":
        """Return the place a lead already has."""
        how = str(lead.route.get("place", ""))
        return cls(lead.district_id, lead.town_id, lead.village_id, lead.grid_id, lead.lon, lead.lat, how)


def place(report: Report) -> Placed:
    """Return the place of a report: a point wins, then what a person chose, then what the words name."""
    where = report.where
    if where.lon is not None and where.lat is not None:
        return _by_point(report, where.lon, where.lat)
    if where.town_id is not None:
        return Placed(report.district_id, where.town_id, where.village_id, where.grid_id, how="上报时选定")
    return _by_words(report)


def place_again(lead: Lead, where: Where) -> Placed:
    """Return the place a person gave a lead afterwards: their choice of town wins, their point refines it."""
    if where.lon is None or where.lat is None:
        if where.town_id is None:
            return Placed.of(lead)
        return Placed(
            lead.district_id, where.town_id, where.village_id, where.grid_id, lead.lon, lead.lat, "值守人员补充地点"
        )
    lon, lat = to_wgs84(where.lon, where.lat, where.datum)
    found = places.locate(lon, lat)
    if found is not None and found.county_id == lead.district_id and where.town_id in {None, found.town_id}:
        return Placed(found.county_id, found.town_id, found.village_id, found.grid_id, lon, lat, "值守人员在图上标定")
    town_id = where.town_id or lead.town_id
    return Placed(
        lead.district_id, town_id, where.village_id, where.grid_id, lon, lat, "值守人员补充，坐标不在所选镇街内"
    )


def _by_point(report: Report, original_lon: float, original_lat: float) -> Placed:
    where = report.where
    lon, lat = to_wgs84(original_lon, original_lat, where.datum)
    found = places.locate(lon, lat)
    if found is not None and found.county_id == report.district_id:
        return Placed(found.county_id, found.town_id, found.village_id, found.grid_id, lon, lat, "按坐标落入网格")
    named = _chosen_or_words(report, where)
    how = "坐标在本区所有网格之外" if found is None else "坐标落在外区"
    how += f"，{named.how}" if named.town_id else "，请核对地点"
    return Placed(report.district_id, named.town_id, named.village_id, named.grid_id, lon, lat, how)


def _chosen_or_words(report: Report, where: Where) -> Placed:
    if where.town_id is not None:
        return Placed(report.district_id, where.town_id, where.village_id, where.grid_id, how="按上报时选定的镇街")
    return _by_words(report)


def _by_words(report: Report) -> Placed:
    words = f"{report.where.text} {report.title} {report.text}"
    guess = places.find_in_text(words, report.district_id)
    if guess is None:
        how = "来件地名已匿名化，无法定位" if anonymised_place(words) else "来件没有写明镇街"
        return Placed(report.district_id, how=how)
    quoted = "、".join(f"“{word}”" for word in guess.words)
    return Placed(report.district_id, guess.town_id, guess.village_id, guess.grid_id, how=f"按来件中的{quoted}认定")


def datum_of(report: Report) -> str:
    """Return the datum to keep beside the original coordinates, empty where there are none."""
    return Datum(report.where.datum).value if report.where.lon is not None else ""
