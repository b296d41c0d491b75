"""Citing a row of the lists (引用职权): as a return or a transfer quotes it, and as it read on that day."""

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
    """One row as it may be quoted: whose power, in whose name, on what basis."""

    grant_id: UUID
    body_id: UUID
    body_name: str
    acts_as: str
    text: str
    in_force: bool
    defect: str = ""


def citable(matter_id: UUID, town_id: UUID, on: date) -> list[Cited]:
    """Return every row on a matter that covers a town, those in force first; a row taken back says so."""
    name = Matter.objects.filter(pk=matter_id).values_list("name", flat=True).first()
    if name is None:
        return []
    facts = facts_of(matter_id, town_id)
    negative = competence.negative_on(facts.negatives, on, None)
    rows = [_cited(held, name, on, negative) for held in competence.known(facts.held, None)]
    return sorted(rows, key=lambda row: (not row.in_force, row.body_name, str(row.grant_id)))


def citation_of(grant_id: UUID | None, matter_id: UUID | None, town_id: UUID | None, on: date) -> Cited | None:
    """
    Return a row as it may be quoted about a matter in a town, or None if it says nothing of them.

    Without a matter the row may be of any: whoever returns a lead may hold that it is another matter altogether.
    """
    if grant_id is None or town_id is None:
        return None
    found = Grant.objects.filter(pk=grant_id).values_list("matter_id", flat=True).first()
    if found is None or matter_id not in (None, found):
        return None
    return next((row for row in citable(found, town_id, on) if row.grant_id == grant_id), None)


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
