"""The matters in force, as the scorer of leads reads them."""

from dataclasses import dataclass
from uuid import UUID

from tongpan.kernel.errors import NotFound
from tongpan.places.models import Place
from tongpan.powers.models import Matter
from tongpan.powers.queries.memory import memory


@dataclass(frozen=True, slots=True)
class MatterProfile:
    """What a matter is called and how people speak of it."""

    id: UUID
    code: str
    name: str
    domain: str
    keywords: tuple[str, ...]
    plain: tuple[str, ...]
    town_fit: bool
    summary_fit: bool
    area: str = ""
    industry: str = ""

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
    return profile_of(matter)


def matter_by_code(code: str) -> MatterProfile:
    """
    Return one matter.

    :raises NotFound: if there is none of that code
    """
    matter = Matter.objects.filter(code=code).first()
    if matter is None:
        raise NotFound(f"目录中没有编码为“{code}”的事项，请核对编码", code="powers.matter.unknown")
    return profile_of(matter)


def _code(district_id: UUID | None) -> str | None:
    if district_id is None:
        return None
    return Place.objects.filter(pk=district_id).values_list("code", flat=True).first() or ""


def _read(area: str | None) -> tuple[MatterProfile, ...]:
    matters = Matter.objects.filter(withdrawn_on__isnull=True).order_by("code")
    return tuple(profile_of(matter) for matter in matters if area is None or area.startswith(matter.area))


def profile_of(matter: Matter) -> MatterProfile:
    """Return a matter as others read it."""
    return MatterProfile(
        matter.pk,
        matter.code,
        matter.name,
        matter.domain,
        tuple(matter.keywords),
        tuple(matter.plain),
        matter.town_fit,
        matter.summary_fit,
        matter.area,
        matter.industry,
    )
