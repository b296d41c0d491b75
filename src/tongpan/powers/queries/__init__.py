"""What other features may ask of the lists: who may act, and which matters there are."""

from tongpan.powers.domain.boundary import Boundary
from tongpan.powers.domain.competence import Competence, Holder, NoCompetence, Why
from tongpan.powers.domain.holding import Body
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.powers.queries.boundaries import boundary_on
from tongpan.powers.queries.citations import Cited, citable, citation_of
from tongpan.powers.queries.competence import may_act, require_on_list, who_may
from tongpan.powers.queries.held import Right, held_by
from tongpan.powers.queries.memory import catalogue_stamp
from tongpan.powers.queries.profiles import (
    MatterProfile,
    MatterRow,
    matter_by_code,
    matter_profiles,
    matter_row,
    matter_rows,
)

__all__ = [
    "Body",
    "Boundary",
    "Cited",
    "Competence",
    "Holder",
    "MatterProfile",
    "MatterRow",
    "Mode",
    "NoCompetence",
    "Power",
    "Right",
    "Why",
    "boundary_on",
    "catalogue_stamp",
    "citable",
    "citation_of",
    "held_by",
    "matter_by_code",
    "matter_profiles",
    "matter_row",
    "matter_rows",
    "may_act",
    "require_on_list",
    "who_may",
]
