"""Matters to choose from: by a few letters, and those an officer uses most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.leads.models import Lead
from tongpan.powers import queries as powers
from tongpan.powers.queries import MatterRow

FOUND, OFTEN_USED, LOOKED_AT = 12, 6, 300
_DOMAINS = {domain.value: str(domain.label) for domain in Domain}


@dataclass(frozen=True, slots=True)
class Choice:
    """One matter on a list to choose from."""

    id: UUID
    name: str
    domain: str
    code: str = ""
    hint: str = ""


def choice(row: MatterRow, hint: str = "") -> Choice:
    """Return a matter as a list shows it."""
    return Choice(row.id, row.name, _DOMAINS.get(row.domain, ""), row.code, hint)


def find(district_id: UUID | None, words: str, *, limit: int = FOUND) -> list[Choice]:
    """Return the matters whose name, keywords or plain phrases hold the words; the name counts most."""
    parts = words.lower().split()
    if not parts:
        return []
    scored = []
    for row in powers.matter_rows(district_id):
        name = row.name.lower()
        said = " ".join([name, _DOMAINS.get(row.domain, ""), row.code.lower(), *row.keywords, *row.plain]).lower()
        if all(part in said for part in parts):
            scored.append((-sum(part in name for part in parts), not row.town_fit, len(name), row.code, row))
    return _told_apart([item[-1] for item in sorted(scored, key=lambda item: item[:-1])[:limit]])


def _told_apart(rows: list[MatterRow]) -> list[Choice]:
    """Return matters as choices; those that share a name show their codes."""
    names = Counter(row.name for row in rows)
    return [choice(row, row.code if names[row.name] > 1 else "") for row in rows]


def by_domain(district_id: UUID | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every matter under its field, for a select that needs no script."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for row in powers.matter_rows(district_id):
        grouped.setdefault(_DOMAINS.get(row.domain, "其他"), []).append((str(row.id), row.name))
    return list(grouped.items())


def named(district_id: UUID | None, ids: Iterable[UUID]) -> dict[UUID, Choice]:
    """Return matters by id."""
    wanted = set(ids)
    return {row.id: choice(row) for row in powers.matter_rows(district_id) if row.id in wanted}


def names_by_code(district_id: UUID | None) -> dict[str, str]:
    """Return the name of every code."""
    return {row.code: row.name for row in powers.matter_rows(district_id)}


def by_code(district_id: UUID | None, codes: Iterable[str]) -> list[Choice]:
    """Return the matters of some codes, in their order."""
    rows = {row.code: row for row in powers.matter_rows(district_id)}
    return _told_apart([rows[code] for code in codes if code in rows])


def often_used(actor: Actor, *, limit: int = OFTEN_USED) -> list[Choice]:
    """Return the matters an officer settles most often, filled up with those fit for summary handling in a town."""
    own = Lead.objects.filter(reported_by_id=actor.officer_id, matter__isnull=False).order_by("-id")
    counted = Counter(own.values_list("matter_id", flat=True)[:LOOKED_AT])
    rows = {row.id: row for row in powers.matter_rows(actor.district_id)}
    chosen = [rows[key] for key, _ in counted.most_common(limit) if key in rows]
    fit = [row for row in rows.values() if row.town_fit and row not in chosen]
    fit.sort(key=lambda row: row.domain != Domain.CITY_APPEARANCE)  # the street first, the order of codes within
    return [choice(row) for row in [*chosen, *fit][:limit]]
