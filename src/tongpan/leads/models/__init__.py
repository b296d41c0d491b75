"""Tables of leads."""

from tongpan.leads.models.lead import Lead
from tongpan.leads.models.people import ExternalNumber, Reporter
from tongpan.leads.models.related import (
    Attachment,
    ChannelRule,
    DuplicateHint,
    ImportRun,
    Rollup,
    RouteCorrection,
    SimilarityBand,
)

__all__ = [
    "Attachment",
    "ChannelRule",
    "DuplicateHint",
    "ExternalNumber",
    "ImportRun",
    "Lead",
    "Reporter",
    "Rollup",
    "RouteCorrection",
    "SimilarityBand",
]
