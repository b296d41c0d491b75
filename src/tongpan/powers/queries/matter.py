"""One matter's page: provisions, holders, owners, history."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tongpan.agencies.domain.fields import labels
from tongpan.law.statutes import statutes
from tongpan.powers.models import BoundaryDecision, Classing, Grant, Matter, MatterOwner, MatterVersion, Provision
from tongpan.powers.queries.facts import lineage_of

HISTORY = 200


@dataclass(frozen=True, slots=True)
class MatterView:
    """What a matter's page shows for one county on one day."""

    matter: Matter
    version: MatterVersion | None
    violated: list[Provision]
    penalties: list[Provision]
    holders: list[Grant]
    owners: list[MatterOwner]
    classing: Classing | None
    boundaries: list[BoundaryDecision]
    cautions: list[str]
    """what is not sure of the bases: a doubtful version, dates that no text states"""

    @property
    def domain_label(self) -> str:
        """The matter's field in Chinese."""
        return labels([self.matter.domain])


def matter_view(matter: Matter, district_id: UUID | None, on: date) -> MatterView:
    """Return a matter as it stands in a county on a day."""
    version = version_on(matter.pk, on)
    provisions = list(version.provisions.all()) if version else []
    return MatterView(
        matter,
        version,
        [item for item in provisions if item.role == Provision.VIOLATED],
        [item for item in provisions if item.role == Provision.PENALTY],
        _holders(matter, district_id, on),
        owners_of(matter.pk, district_id, on),
        class_of(matter.pk, district_id, on),
        _boundaries(matter, district_id),
        _cautions(provisions),
    )


def _cautions(provisions: list[Provision]) -> list[str]:
    table = statutes()
    cited = dict.fromkeys(item.statute for item in provisions)
    return [table[title].caution for title in cited if title in table and table[title].caution]


def version_on(matter_id: UUID, on: date) -> MatterVersion | None:
    """Return the wording of a matter on a day."""
    rows = MatterVersion.objects.filter(matter_id=matter_id, superseded_at__isnull=True).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    )
    return rows.prefetch_related("provisions").order_by("-number").first()


def _area(district_id: UUID) -> Q:
    return Q(territory__county_id=district_id) | Q(territory_id__in=lineage_of(district_id))


def _current(on: date) -> Q:
    return Q(superseded_at__isnull=True, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _holders(matter: Matter, district_id: UUID | None, on: date) -> list[Grant]:
    rows = Grant.objects.filter(_current(on), matter=matter)
    if district_id is not None:
        rows = rows.filter(_area(district_id))
    rows = rows.select_related("body", "territory", "principal", "grantor", "instrument")
    return list(rows.order_by("power", "territory__code", "body__name"))


def owners_of(matter_id: UUID, district_id: UUID | None, on: date) -> list[MatterOwner]:
    """Return who supervises and who approves a matter in a county; a transfer of penalties never changes it (M069)."""
    rows = MatterOwner.objects.filter(_current(on), matter_id=matter_id)
    if district_id is not None:
        rows = rows.filter(_area(district_id))
    return list(rows.select_related("body", "territory").order_by("role", "body__name"))


def class_of(matter_id: UUID, district_id: UUID | None, on: date) -> Classing | None:
    """Return how a county classes a matter: must, may, must not be handed down; None where it does not say."""
    rows = Classing.objects.filter(_current(on), matter_id=matter_id)
    if district_id is not None:
        rows = rows.filter(territory_id__in=lineage_of(district_id))
    return rows.select_related("instrument", "territory").order_by("-territory__level", "-valid_from").first()


def _boundaries(matter: Matter, district_id: UUID | None) -> list[BoundaryDecision]:
    rows = BoundaryDecision.objects.filter(matter=matter)
    if district_id is not None:
        rows = rows.filter(district_id=district_id)
    return list(rows.select_related("holder", "town").defer("town__geometry").order_by("-decided_on"))


def history(matter_id: UUID, district_id: UUID | None) -> list[Grant]:
    """Return every row ever recorded of a matter's grants in a county, the newest record first."""
    rows = Grant.objects.filter(matter_id=matter_id)
    if district_id is not None:
        rows = rows.filter(_area(district_id))
    rows = rows.select_related("body", "territory", "instrument", "recall__instrument")
    return list(rows.order_by("-recorded_at", "-id")[:HISTORY])


def negative_list(district_id: UUID | None, on: date) -> list[Classing]:
    """Return the negative list of a county on a day (M065)."""
    rows = Classing.objects.filter(_current(on), grant_class="MUST_NOT")
    if district_id is not None:
        rows = rows.filter(territory_id__in=lineage_of(district_id))
    return list(rows.select_related("matter", "instrument", "territory").order_by("reason", "matter__code"))


def classings(district_id: UUID | None, on: date) -> list[Classing]:
    """Return every classing of a county on a day, must, may and must not (M064)."""
    rows = Classing.objects.filter(_current(on))
    if district_id is not None:
        rows = rows.filter(territory_id__in=lineage_of(district_id))
    return list(rows.select_related("matter", "instrument", "territory").order_by("grant_class", "matter__code"))
