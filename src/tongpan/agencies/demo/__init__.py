"""
The demo's bodies, teams and people: the structure of the published reports, with invented people.

Every body, team and person made here is marked synthetic; telephone numbers are of a range that reaches nobody. The
figures that the reports give (56 = 26 + 30, 49 with 18 before) come out of dated appointments, not of typed counts.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongpan.agencies.demo import districts, people, rosters
from tongpan.agencies.demo.crew import Crew
from tongpan.agencies.models import Agency
from tongpan.kernel import clock, ledger
from tongpan.places.models import Place

DISTRICTS = ("330802", "140106", "320281", "370102")
"""The demo county first: its accounts head every list."""


def load(counties: Sequence[str] = DISTRICTS, *, at: datetime | None = None) -> dict[str, int]:
    """
    Load the cast of some demo districts whose places are there; return how many of each were made.

    Loading again creates nothing but the rosters of weeks that have come since.

    :raises ValueError: if a code is not one of the four districts
    """
    unknown = sorted(set(counties) - set(DISTRICTS))
    if unknown:
        raise ValueError(f"no demo cast for {', '.join(unknown)}; there are {', '.join(DISTRICTS)}")
    moment = at or clock.now()
    made = {"agencies": 0, "teams": 0, "officers": 0, "shifts": 0}
    for code in [code for code in DISTRICTS if code in counties]:
        county = Place.objects.filter(code=code).defer("geometry").first()
        if county is None:
            continue
        if not Agency.objects.filter(district=county, synthetic=True).exists():
            for name, number in _load_district(county, moment).items():
                made[name] += number
        made["shifts"] += rosters.load(county, moment)
    return made


@transaction.atomic
def _load_district(county: Place, moment: datetime) -> dict[str, int]:
    towns = list(Place.objects.filter(county=county, level="TOWN").defer("geometry").order_by("code"))
    crew = Crew(county)
    bodies = districts.bodies(county, towns)
    districts.teams(county, towns, bodies)
    people.fill(crew, towns, bodies)
    crew.save()
    people.contacts(crew)
    ledger.record(
        "demo.cast_loaded", subject=bodies.government, actor="system:demo", at=moment, officers=len(crew.officers)
    )
    return {"agencies": bodies.count, "teams": len(bodies.teams), "officers": len(crew.officers)}
