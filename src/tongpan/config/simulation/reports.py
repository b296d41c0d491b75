"""What comes in: one report for a moment, in the demo's words, about the county's real villages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tongpan.config.demo import short_name, texts, where_in
from tongpan.config.simulation.clockwork import dice
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.report import Report, Where, Who
from tongpan.places import queries as places
from tongpan.places.models import Place

AGAIN = 0.04
"""of a hundred reports tell of what was told before"""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where reports come from."""

    county: Place
    system: str
    """under this name they are kept, so that a run finds its own again"""
    villages: Sequence[tuple[Place, Place]]
    """village and town"""


def sources_of(county: Place, system: str, towns: Sequence[Place]) -> Sources:
    """Return the villages of some towns as sources of reports."""
    pairs = [(village, town) for town in towns for village in places.villages_of(town)]
    return Sources(county, system, pairs)


def source_id(day: date, serial: int) -> str:
    """Return the outside number of a report, from which the day is read back."""
    return f"{day:%Y%m%d}-{serial:03d}"


def report_at(sources: Sources, key: str, moment: datetime, grid_worker: UUID | None) -> tuple[Report, Place]:
    """Return one report, and the town it is about."""
    thrown = dice(sources.system, key)
    group = thrown.choice(texts()["report"])
    village, town = thrown.choice(sources.villages)
    spot, text = thrown.choice(texts()["spots"]), thrown.choice(group["texts"])
    named = "{village}" in text or "{spot}" in text
    near = spot if "{village}" in text else f"{short_name(village.name)}{spot}"
    said = text.format(village=f"{town.name}{short_name(village.name)}", spot=near)
    if thrown.random() < AGAIN:
        said += "，已经反映过一次，还没解决"
    by_us = group["channel"] == "GRID"
    precise = named and (by_us or thrown.random() < 0.7)
    report = Report(
        district_id=sources.county.pk,
        text=said,
        channel=Channel.TIP_LINE if group["channel"] == "PUBLIC" else Channel(group["channel"]),
        where=where_in(village, spot, precise, thrown) if named else Where(),
        who=Who() if by_us else Who(name="演示反映人", phone=f"199{thrown.randrange(10**8):08d}"),
        reported_by=grid_worker if by_us else None,
        occurred_at=moment - timedelta(minutes=thrown.randint(5, 90)),
        source_system=sources.system,
        source_id=key,
    )
    return report, town
