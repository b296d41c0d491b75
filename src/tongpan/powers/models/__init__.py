"""Tables of the power lists."""

from tongpan.powers.models.benchmark import Benchmark, LadderRule
from tongpan.powers.models.crime import CrimeThreshold
from tongpan.powers.models.grant import BoundaryDecision, Classing, DomainTransfer, Grant, Recall
from tongpan.powers.models.handling import HandlingRule
from tongpan.powers.models.instrument import Instrument
from tongpan.powers.models.matter import CatalogueRow, Matter, MatterOwner, MatterVersion, Provision
from tongpan.powers.models.proposal import (
    Assessment,
    ItemAnswer,
    ItemScore,
    ListProposal,
    Opinion,
    ProposalItem,
)
from tongpan.powers.models.reviewclass import ReviewClassRule
from tongpan.powers.models.staffing import StaffingFollowUp
from tongpan.powers.models.stamp import ListStamp

__all__ = [
    "Assessment",
    "Benchmark",
    "BoundaryDecision",
    "CatalogueRow",
    "Classing",
    "CrimeThreshold",
    "DomainTransfer",
    "Grant",
    "HandlingRule",
    "Instrument",
    "ItemAnswer",
    "ItemScore",
    "LadderRule",
    "ListProposal",
    "ListStamp",
    "Matter",
    "MatterOwner",
    "MatterVersion",
    "Opinion",
    "ProposalItem",
    "Provision",
    "Recall",
    "ReviewClassRule",
    "StaffingFollowUp",
]
