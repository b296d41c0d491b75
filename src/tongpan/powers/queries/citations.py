"""Which lines of the list may be quoted about a matter in a town (引用职权): for whoever returns or hands over work."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongpan.powers.domain import competence
from tongpan.powers.domain.competence import acting_name, basis_text, defect_of
from tongpan.powers.domain.holding import Held, Negative
from tongpan.powers.models import Grant, Matter
from tongpan.powers.queries.facts import facts_of


@dataclass(frozen=True, slots=True)
class Cited:
    """One line as it may be quoted: whose power, in whose name, on what basis, and whether it stands on the day."""

    grant_id: UUID
    body_id: UUID
    body_name: str
    acts_as: str
    text: str
    in_force: bool
    defect: str = ""


def citable(matter_id: UUID, town_id: UUID, on: date) -> list[Cited]:
    """Return every line on a matter that reaches a town, those in force first; a line taken back says so."""
    name = Matter.objects.filter(pk=matter_id).values_list("name", flat=True).first()
    if name is None:
        return []
    facts = facts_of(matter_id, town_id)
    negative = competence.negative_on(facts.negatives, on, None)
    rows = [_cited(held, name, on, negative) for held in competence.known(facts.held, None)]
    return sorted(rows, key=lambda row: (not row.in_force, row.body_name, str(row.grant_id)))


def citation_of(grant_id: UUID | None, matter_id: UUID | None, town_id: UUID | None, on: date) -> Cited | None:
    """
    Return a line of the list as it is quoted; None if it says nothing of the matter or does not reach the town.

    Without a matter it may be of any. A recall or a correction gives the line another row; the line is followed.
    """
    if grant_id is None or town_id is None:
        return None
    kept = Grant.objects.filter(pk=grant_id).values_list("matter_id", "line").first()
    if kept is None or matter_id not in (None, kept[0]):
        return None
    rows = competence.known(facts_of(kept[0], town_id).held, None)
    current = next((held.grant_id for held in rows if held.line == kept[1]), None)
    return next((row for row in citable(kept[0], town_id, on) if row.grant_id == current), None)


def _cited(held: Held, matter: str, on: date, negative: Negative | None) -> Cited:
    defect = defect_of(held, on, negative)
    text = f"{held.body.name}：{matter}（{held.power.label}，{held.mode.label}）；{basis_text(held)}"
    if defect is not None:
        text += f"；{defect.text}"
    return Cited(
        grant_id=held.grant_id,
        body_id=held.body.id,
        body_name=held.body.name,
        acts_as=acting_name(held),
        text=text,
        in_force=defect is None,
        defect=defect.text if defect else "",
    )
