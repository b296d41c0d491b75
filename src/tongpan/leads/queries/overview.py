"""Overviews (概览): from counted cells alone, so that a million leads cost what a thousand do."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Sum

from tongpan.leads.domain.choices import OPEN, Channel, Outcome, Status
from tongpan.leads.domain.counting import ALWAYS
from tongpan.leads.models import Rollup


@dataclass(frozen=True, slots=True)
class Overview:
    """A place's figures: what stands now, and what came in over a span of days."""

    place_id: UUID
    since: date
    until: date
    by_status: dict[str, int]
    by_day: list[tuple[date, int]]
    by_channel: dict[str, int]
    by_domain: dict[str, int]
    by_outcome: dict[str, int]

    @property
    def open(self) -> int:
        return sum(n for status, n in self.by_status.items() if status in OPEN)

    @property
    def received(self) -> int:
        return sum(n for _, n in self.by_day)

    @property
    def ended(self) -> int:
        return sum(self.by_outcome.values())

    @property
    def disposed_share(self) -> float | None:
        """线索处置率 (M108): ended ÷ received in the span; None where nothing was received."""
        return self.ended / self.received if self.received else None

    @property
    def nobody_competent(self) -> int:
        """How often nobody was competent (M102), to be reported upward."""
        return self.by_outcome.get(Outcome.NO_COMPETENT_BODY, 0)


def overview(place_id: UUID, since: date, until: date) -> Overview:
    """Return the figures of a county or town; two queries, whatever the number of leads."""
    standing = Rollup.objects.filter(place_id=place_id, measure="status", day=ALWAYS)
    by_status = {key: n for key, n in standing.values_list("key", "n") if n}
    days: defaultdict[date, int] = defaultdict(int)
    sums: dict[str, defaultdict[str, int]] = {name: defaultdict(int) for name in ("channel", "domain", "outcome")}
    cells = Rollup.objects.filter(place_id=place_id, day__range=(since, until)).exclude(measure="status")
    for measure, key, day, n in cells.values_list("measure", "key", "day", "n"):
        if measure == "received":
            days[day] += n
        elif measure in sums:
            sums[measure][key] += n
    span = [since + timedelta(days=i) for i in range((until - since).days + 1)]
    return Overview(
        place_id=place_id,
        since=since,
        until=until,
        by_status=_ordered(by_status, [status.value for status in Status]),
        by_day=[(day, days[day]) for day in span],
        by_channel=_ordered(sums["channel"], [channel.value for channel in Channel]),
        by_domain=dict(sorted(sums["domain"].items(), key=lambda item: -item[1])),
        by_outcome=_ordered(sums["outcome"], [outcome.value for outcome in Outcome]),
    )


def standing_by_place(place_ids: list[UUID]) -> dict[UUID, dict[str, int]]:
    """Return for each place how many leads stand in each status; one query."""
    found: dict[UUID, dict[str, int]] = {place: {} for place in place_ids}
    cells = Rollup.objects.filter(place_id__in=place_ids, measure="status", day=ALWAYS)
    for place, key, n in cells.values_list("place_id", "key").annotate(total=Sum("n")):
        found[place][key] = n
    return found


def _ordered(counts: dict[str, int], order: list[str]) -> dict[str, int]:
    return {key: counts[key] for key in order if counts.get(key)}
