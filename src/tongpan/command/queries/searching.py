"""One search box: leads by number or words, matters, places, teams; each within what the reader may see."""

from dataclasses import dataclass
from datetime import date

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Team
from tongpan.kernel.permissions import Permission
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters, listed, matters
from tongpan.leads.queries.matters import Choice
from tongpan.places import queries as places
from tongpan.places.models import Place

LEADS, OTHERS = 20, 8
MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What one search found."""

    words: str
    leads: list[Lead]
    matters: list[Choice]
    places: list[Place]
    teams: list[Team]

    @property
    def nothing(self) -> bool:
        """Whether nothing was found."""
        return not (self.leads or self.matters or self.places or self.teams)

    @property
    def exact(self) -> Lead | None:
        """The one lead whose number was typed."""
        typed = self.words.upper()
        return next((lead for lead in self.leads if lead.number.upper() == typed), None)


def search(actor: Actor, words: str, on: date) -> Found:
    """Return what the words find in the actor's scope; at most five queries, each bounded."""
    words = " ".join(words.replace("\x00", " ").split())[:MOST_LETTERS]
    if not words:
        return Found("", [], [], [], [])
    found = listed(actor, Filters(words=words), size=LEADS).page.items if actor.can(Permission.LEADS_VIEW) else []
    near = places.search(words if actor.district_id else "").filter(county_id=actor.district_id)
    teams = Team.objects.on(on).filter(district_id=actor.district_id, name__contains=words).select_related("agency")
    return Found(
        words=words,
        leads=list(found),
        matters=matters.find(actor.district_id, words, limit=OTHERS),
        places=list(near.order_by("code")[:OTHERS]),
        teams=list(teams.order_by("name")[:OTHERS]),
    )
