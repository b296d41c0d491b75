"""Which lines of the list may be quoted about a matter in a town (引用职权): for whoever returns or hands over work."""

from datetime import date
from uuid import UUID

from tongpan.powers.domain import competence
from tongpan.powers.queries.competence import Cited, citation_of
from tongpan.powers.queries.facts import facts_of


def citable(matter_id: UUID, town_id: UUID, on: date) -> list[Cited]:
    """Return every line on a matter that reaches a town, those in force first; a line taken back says so."""
    held = competence.known(facts_of(matter_id, town_id).held, None)
    rows = (citation_of(row.grant_id, matter_id, town_id, on) for row in held)
    return sorted((row for row in rows if row), key=lambda row: (not row.in_force, row.body_name, str(row.grant_id)))
