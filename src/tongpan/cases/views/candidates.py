"""Who may be chosen for a post, as the choices of a control: those at hand, then the county's pool, marked."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from tongpan.cases import queries
from tongpan.cases.forms.staffing import Groups
from tongpan.cases.queries import Candidate
from tongpan.law.facts.words import Role

NEAR = "本镇街和区级"
POOL = "全区人员库（其他镇街的，请先与对方商定）"


def groups_of(
    role: Role,
    *,
    district_id: UUID,
    town_id: UUID | None,
    on: date,
    domain: str = "",
    organs: Collection[UUID] = (),
    without: Iterable[UUID] = (),
) -> Groups:
    """Return the choices in their groups; a group of nobody is left out."""
    left_out = set(without)
    found = queries.candidates(role, district_id=district_id, town_id=town_id, on=on, domain=domain, organs=organs)
    found = [one for one in found if one.officer_id not in left_out]
    groups = ((NEAR, [one for one in found if one.near]), (POOL, [one for one in found if not one.near]))
    return [(name, [_choice(one) for one in people]) for name, people in groups if people]


def _choice(one: Candidate) -> tuple[str, str]:
    return str(one.officer_id), f"{one.name}（{one.about}）"
