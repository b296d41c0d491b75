"""What a district's demo lists are made from: its bodies, its towns, the matters that apply there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from tongpan.agencies.models import Agency
from tongpan.agencies.policies import Actor
from tongpan.places.models import Place
from tongpan.powers.actions.grants import record_grants, record_instrument
from tongpan.powers.domain.kinds import InstrumentKind
from tongpan.powers.models import Instrument, Matter, MatterVersion
from tongpan.powers.policies import system_actor
from tongpan.powers.steps import NewGrant

DEPARTMENT_OF = {
    "city_appearance": "urban",
    "market": "market",
    "planning": "land",
    "municipal": "urban",
    "landscaping": "urban",
    "ecology": "ecology",
    "emergency": "emergency",
    "fire": "fire",
    "transport": "transport",
    "agriculture": "agriculture",
    "water": "water",
    "labor": "labor",
    "land": "land",
    "construction": "construction",
    "culture": "culture",
    "health": "health",
    "food_drug": "food_drug",
    "property": "construction",
}
CHUNK = 2_000


@dataclass(slots=True)
class Stage:
    """One demo district."""

    county: Place
    at: datetime
    actor: Actor
    departments: dict[str, Agency]
    towns: dict[str, Agency]
    matters: list[Matter]
    starts: dict[str, date] = field(default_factory=dict)

    def department(self, matter: Matter) -> Agency | None:
        """Return the department that holds a matter by statute."""
        return self.departments.get(DEPARTMENT_OF.get(matter.domain, ""))

    def since(self, matter: Matter, day: date) -> date:
        """Return a day, or the day from which the matter's provisions are in force, whichever is later."""
        return max(day, self.starts.get(matter.code, day))

    def fit(self, *domains: str) -> list[Matter]:
        """Return the matters that suit towns, of some fields or of all."""
        return [item for item in self.matters if item.town_fit and (not domains or item.domain in domains)]

    def document(self, kind: InstrumentKind, title: str, number: str, issuer: str, on: date) -> Instrument:
        """Return an invented document, published on its day."""
        return record_instrument(
            kind=kind,
            title=f"{title}（演示）",
            number=number,
            issuer=f"{issuer}（演示）",
            issued_on=on,
            published_on=on,
            published_by_delegate_on=on if kind is InstrumentKind.DELEGATION else None,
            actor=self.actor,
            now=self.at,
            synthetic=True,
        )

    def write(self, grants: Iterable[NewGrant]) -> int:
        """Enter grants, some thousands a transaction."""
        count, chunk = 0, []
        for grant in grants:
            chunk.append(grant)
            if len(chunk) == CHUNK:
                count += self._enter(chunk)
                chunk = []
        return count + self._enter(chunk)

    def _enter(self, chunk: list[NewGrant]) -> int:
        if not chunk:
            return 0
        return len(record_grants(grants=chunk, district_id=self.county.pk, actor=self.actor, now=self.at))


def stage_of(county: Place, at: datetime) -> Stage | None:
    """Return a district's stage; None where it has no bodies yet."""
    agencies = list(Agency.objects.filter(district=county).select_related("town"))
    if not agencies:
        return None
    versions = MatterVersion.objects.filter(superseded_at=None, valid_to=None, valid_from__isnull=False)
    matters = Matter.objects.filter(withdrawn_on=None).order_by("code")
    return Stage(
        county=county,
        at=at,
        actor=system_actor("system:demo"),
        departments={agency.key: agency for agency in agencies if agency.key},
        towns={agency.town.name: agency for agency in agencies if agency.town is not None},
        matters=[matter for matter in matters if county.code.startswith(matter.area)],
        starts={code: day for code, day in versions.values_list("matter__code", "valid_from") if day is not None},
    )
