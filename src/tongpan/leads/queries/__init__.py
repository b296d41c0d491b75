"""What is read of leads."""

from tongpan.leads.queries.detail import Detail, Progress, by_number, detail_for, lead_for, progress_of, replay
from tongpan.leads.queries.lists import Filters, Listed, listed, narrowed, open_of_team, waiting_at_desk
from tongpan.leads.queries.overview import Overview, overview, standing_by_place

__all__ = [
    "Detail",
    "Filters",
    "Listed",
    "Overview",
    "Progress",
    "by_number",
    "detail_for",
    "lead_for",
    "listed",
    "narrowed",
    "open_of_team",
    "overview",
    "progress_of",
    "replay",
    "standing_by_place",
    "waiting_at_desk",
]
