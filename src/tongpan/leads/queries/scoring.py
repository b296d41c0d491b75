"""The scorer of each county, built from its matters and corrected history, kept in the process until either changes."""

import time
from dataclasses import dataclass
from uuid import UUID

from tongpan.leads.domain.scorer import Correction, MatterProfile, MatterScorer, Scorer
from tongpan.leads.models import RouteCorrection
from tongpan.powers import queries as powers
from tongpan.powers.queries import MatterRow

KEEP_SECONDS = 2.0
"""how long a built scorer is used before the stamp of its sources is asked for again"""
LEARN_EVERY_SECONDS = 60.0
"""corrections are learned from in batches: building takes a moment, and none of them is urgent"""
LEARN_FROM = 2_000
"""the newest corrections that are learned from"""


@dataclass(slots=True)
class _Kept:
    catalogue: object
    newest_correction: int | None
    built_at: float
    asked_at: float
    scorer: MatterScorer
    by_code: dict[str, MatterRow]
    by_id: dict[UUID, MatterRow]


_kept: dict[UUID, _Kept] = {}
_untaught: dict[UUID, tuple[object, MatterScorer]] = {}
"""by county: the scorer of a catalogue, before any correction; what is learned changes often, the catalogue seldom"""


def scorer_for(district_id: UUID) -> Scorer:
    """Return the scorer of a county."""
    return _current(district_id).scorer


def matter_by_code(district_id: UUID, code: str) -> MatterRow:
    """Return the matter of a code that the scorer of this county answered with."""
    return _current(district_id).by_code[code]


def matter_by_id(district_id: UUID, matter_id: UUID) -> MatterRow:
    """
    Return a matter in force in this county.

    :raises NotFound: if there is none
    """
    row = _current(district_id).by_id.get(matter_id)
    return row if row is not None else powers.matter_row(matter_id)


def forget() -> None:
    """Build anew at the next question (between tests)."""
    _kept.clear()
    _untaught.clear()


def learn_anew() -> None:
    """Take in at the next question what was corrected since."""
    _kept.clear()


def _current(district_id: UUID) -> _Kept:
    kept = _kept.get(district_id)
    if kept is not None and time.monotonic() - kept.asked_at < KEEP_SECONDS:
        return kept
    if kept is None or not _still_good(kept):
        kept = _kept[district_id] = _build(district_id)
    kept.asked_at = time.monotonic()
    return kept


def _still_good(kept: _Kept) -> bool:
    if kept.catalogue != powers.catalogue_stamp():
        return False
    if time.monotonic() - kept.built_at < LEARN_EVERY_SECONDS:
        return True
    return kept.newest_correction == _newest_correction()


def _build(district_id: UUID) -> _Kept:
    catalogue, newest = powers.catalogue_stamp(), _newest_correction()
    rows = powers.matter_rows(district_id)
    known = _untaught.get(district_id)
    if known is None or known[0] != catalogue:
        profiles = [MatterProfile(row.code, row.name, row.domain, row.keywords, tuple(row.plain)) for row in rows]
        known = _untaught[district_id] = (catalogue, MatterScorer(profiles))
    return _Kept(
        catalogue=catalogue,
        newest_correction=newest,
        built_at=time.monotonic(),
        asked_at=0.0,
        scorer=known[1].taught(_corrections(district_id)),
        by_code={row.code: row for row in rows},
        by_id={row.id: row for row in rows},
    )


def _newest_correction() -> int | None:
    return RouteCorrection.objects.order_by("-id").values_list("id", flat=True).first()


def _corrections(district_id: UUID) -> list[Correction]:
    rows = (
        RouteCorrection.objects.filter(lead__district_id=district_id, chosen__isnull=False)
        .order_by("-id")
        .values_list("lead__title", "lead__text", "chosen__code")[:LEARN_FROM]
    )
    return [Correction(f"{title} {text}", code) for title, text, code in rows]
