"""What other features may ask of the lists: who may act, and which matters there are."""

from tongpan.powers.domain.boundary import Boundary
from tongpan.powers.domain.competence import Competence, Holder, NoCompetence, Why
from tongpan.powers.domain.finerange import MatterFines
from tongpan.powers.domain.handling import HandlingAdvice
from tongpan.powers.domain.holding import Body
from tongpan.powers.domain.kinds import InHand, Mode, Power
from tongpan.powers.queries.benchmarks import benchmarks_on, discretion_of, fines_of, ladder_on
from tongpan.powers.queries.boundaries import boundary_on
from tongpan.powers.queries.citations import Cited, citable, citation_of
from tongpan.powers.queries.competence import may_act, require_on_list, who_may
from tongpan.powers.queries.crime import crime_standards, matters_with_standard
from tongpan.powers.queries.handling import handling_advice, handling_classes, handling_in_force
from tongpan.powers.queries.held import Right, held_by
from tongpan.powers.queries.memory import catalogue_stamp
from tongpan.powers.queries.penal import FineTerm, PenalTerms, matters_on_the_spot, penal_terms
from tongpan.powers.queries.profiles import (
    MatterProfile,
    MatterRow,
    matter_by_code,
    matter_profiles,
    matter_row,
    matter_rows,
)
from tongpan.powers.queries.reviewclasses import own_review_classes
from tongpan.powers.queries.scripts import script, scripted

__all__ = [
    "Body",
    "Boundary",
    "Cited",
    "Competence",
    "FineTerm",
    "HandlingAdvice",
    "Holder",
    "InHand",
    "MatterFines",
    "MatterProfile",
    "MatterRow",
    "Mode",
    "NoCompetence",
    "PenalTerms",
    "Power",
    "Right",
    "Why",
    "benchmarks_on",
    "boundary_on",
    "catalogue_stamp",
    "citable",
    "citation_of",
    "crime_standards",
    "discretion_of",
    "fines_of",
    "handling_advice",
    "handling_classes",
    "handling_in_force",
    "held_by",
    "ladder_on",
    "matter_by_code",
    "matter_profiles",
    "matter_row",
    "matter_rows",
    "matters_on_the_spot",
    "matters_with_standard",
    "may_act",
    "own_review_classes",
    "penal_terms",
    "require_on_list",
    "script",
    "scripted",
    "who_may",
]
