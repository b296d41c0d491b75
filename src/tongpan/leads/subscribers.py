"""What leads do when something has happened: index and counted cells follow. And what they offer to a place's page."""

from datetime import datetime
from uuid import UUID

from tongpan.kernel import search
from tongpan.kernel.outbox import subscribe, subscribe_together
from tongpan.leads.actions.uploads import go_on
from tongpan.leads.events import ImportWanted, LeadMoved, LeadsTakenIn
from tongpan.leads.models import Lead
from tongpan.leads.queries import place_profile
from tongpan.leads.steps import rollups
from tongpan.places.queries import profile

profile.register("leads", place_profile.figures)


@subscribe_together(LeadsTakenIn)
def index_new_leads(events: list[LeadsTakenIn], now: datetime) -> None:
    """Make new leads findable."""
    ids = [UUID(lead_id) for event in events for lead_id in event.lead_ids]
    names = ("id", "title", "text", "place_text", "collected_at", "district", "town")
    leads = Lead.objects.filter(pk__in=ids).only(*names)
    search.index_many(
        search.Document(
            "leads.lead",
            lead.pk,
            f"{lead.title} {lead.text} {lead.place_text}",
            lead.district_id,
            lead.town_id,
            lead.collected_at,
        )
        for lead in leads
    )


@subscribe_together(LeadsTakenIn)
def count_new_leads(events: list[LeadsTakenIn], now: datetime) -> None:
    """Add new leads to the counted cells."""
    rollups.fold([cell for event in events for cell in event.cells])


@subscribe_together(LeadMoved)
def count_move(events: list[LeadMoved], now: datetime) -> None:
    """Move leads from the cells of one state to those of the next."""
    rollups.fold([cell for event in events for cell in event.cells])


@subscribe(ImportWanted)
def go_on_importing(event: ImportWanted, now: datetime) -> None:
    """Import the next pieces of a large table; an interruption loses none and repeats none."""
    go_on(event, now)
