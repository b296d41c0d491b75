"""The matters in force, as the scorer of leads reads them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from tongpan.kernel.errors import NotFound
from tongpan.powers.models import Matter, Provision
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.memory import memory


@dataclass(frozen=True, slots=True)
class MatterProfile:
    """What a matter is called and how people speak of it."""

    id: UUID
    code: str
    name: str
    domain: str
    keywords: tuple[str, ...]
    plain: str
    town_fit: bool
    summary_fit: bool
    gists: tuple[str, ...] = ()

    @property
    def profile(self) -> "MatterProfile":
        """The row itself: what the scorer reads."""
        return self


MatterRow = MatterProfile


def matter_profiles(district_id: UUID | None = None) -> list[MatterProfile]:
    """
    Return the matters in force that apply in a county; held in memory until the lists change.

    A matter of a province or city applies inside its area only (`Matter.area` is the head of the area's code).
    """
    kept = memory()
    found = kept.profiles.get(district_id)
    if found is None:
        found = kept.profiles[district_id] = _read(_code(district_id))
    return list(found)


matter_rows = matter_profiles


def matter_row(matter_id: UUID) -> MatterProfile:
    """
    Return one matter.

    :raises NotFound: if there is none
    """
    matter = Matter.objects.filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("没有找到这个事项，请从事项清单中重新选择", code="powers.matter.unknown")
    return _profile(matter, ())


def _code(district_id: UUID | None) -> str | None:
    if district_id is None:
        return None
    lineage = lineage_of(district_id)
    place = Matter._meta.apps.get_model("places", "Place").objects.filter(pk=lineage[0]).values_list("code", flat=True)
    return str(place.first() or "")


def _read(area: str | None) -> tuple[MatterProfile, ...]:
    gists: dict[UUID, list[str]] = defaultdict(list)
    rows = Provision.objects.filter(version__valid_to__isnull=True).exclude(gist="")
    for matter_id, gist in rows.order_by("order").values_list("version__matter_id", "gist"):
        gists[matter_id].append(gist)
    matters = Matter.objects.filter(withdrawn_on__isnull=True).order_by("code")
    return tuple(
        _profile(matter, tuple(gists[matter.pk]))
        for matter in matters
        if area is None or area.startswith(matter.area.rstrip("0") if matter.area else "")
    )


def _profile(matter: Matter, gists: tuple[str, ...]) -> MatterProfile:
    return MatterProfile(
        matter.pk,
        matter.code,
        matter.name,
        matter.domain,
        tuple(matter.keywords),
        matter.plain,
        matter.town_fit,
        matter.summary_fit,
        gists,
    )
