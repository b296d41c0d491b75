"""证据: what was gathered, with its files, whether it can be used, and what is missing; and what is with us."""

from collections.abc import Mapping
from typing import Any, Final

from tongpan.cases import policies
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.scenes import Span, scenes_of
from tongpan.cases.queries.beside import has
from tongpan.cases.steps.gathering import record_of, verdict_on
from tongpan.cases.views.judging import chip_of, judged
from tongpan.cases.views.looking import Look
from tongpan.cases.views.taping import untaped
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.media import shown_as
from tongpan.evidence.models import EvidenceItem
from tongpan.law.facts import Evidence, apart

MOST_ROWS: Final = 20
"""on the page of the case: what lacks something first, then the newest; the rest has a page of its own"""
MOST_THUMBS: Final = 4
WAITS: Final = "evidence.unverified"
WENT: Final = {"label": "已随分案", "tone": "muted", "icon": "arrows-split"}
"""of a charge that went into a case of its own, where the piece is used now"""


def panel(look: Look) -> Mapping[str, Any]:
    """Return the evidence of the case and the property that is with us."""
    record, rows = record_of(look.case), look.facts.evidence
    spans = evidence.footage_of(record) if look.facts.measures or look.facts.enforcements else ()
    linked, explained = _linked(look)
    shown = rows_shown(look, MOST_ROWS)
    return {
        "evidence": shown,
        "evidence_count": len(rows),
        "evidence_more": max(0, len(rows) - len(shown)),
        "opens_files": policies.may_open_files(look.actor, look.roles),
        "property_left": evidence.left_of(record),
        "untaped": untaped(look.facts, spans, linked, explained),
        "scenes": len(scenes_of(look.facts)),
        "filmed": len(linked),
    }


def _linked(look: Look) -> tuple[dict[str, list[Span]], dict[str, dict[str, str]]]:
    """Return the spans that are linked to each scene, and what was explained of it; nothing of most cases."""
    if not has(look.case, "footage", "unfilmed"):
        return {}, {}
    record = record_of(look.case)
    linked: dict[str, list[Span]] = {}
    for link in evidence.links_of(record):
        linked.setdefault(link.scene, []).append((link.from_at, link.until_at))
    explained: dict[str, dict[str, str]] = {}
    for (scene, kind), note in evidence.unfilmed_of(record).items():
        explained.setdefault(scene, {})[kind] = note.why
    return linked, explained


def rows_shown(look: Look, most: int | None) -> list[dict[str, Any]]:
    """Return the evidence of a case as it is listed: all of it, or what asks for attention first."""
    placed = list(enumerate(look.facts.evidence))
    wanted = placed if most is None else _chosen(look, most)
    refs = None if most is None else [row.id for _, row in wanted]
    items = evidence.items_of(record_of(look.case), refs)
    known = {row.id for _, row in wanted}
    wanted += [(place, row) for place, row in placed if row.id in items and row.id not in known]
    found, hiding, gone = [], look.hiding, apart(look.facts)
    for place, row in sorted(wanted, key=lambda pair: pair[0]):
        item = items.get(row.id)
        state = judged(row, item, look.facts, look.now)
        title = item.title if item is not None else look.known.details.get(("evidence", place), {}).get("title", row.id)
        chip = WENT if (row.party, row.cause) in gone else chip_of(state)
        shown = {"row": row, "title": hiding.label(title), "item": item, "judged": state, "chip": chip}
        found.append(shown | _files(item, hiding))
    return found


def _chosen(look: Look, most: int) -> list[tuple[int, Evidence]]:
    lacking: list[tuple[int, Evidence]] = []
    rest: list[tuple[int, Evidence]] = []
    for place, row in enumerate(look.facts.evidence):
        codes = {breach.code for breach in verdict_on(row, look.facts, look.now)}
        (lacking if codes - {WAITS} else rest).append((place, row))
    left = most - len(lacking)
    return [*lacking, *rest[-left:]] if left > 0 else lacking[:most]


def _files(item: EvidenceItem | None, hiding: Hiding) -> dict[str, Any]:
    files = list(item.files.all()) if item is not None else []
    originals = [one for one in files if one.derived_from_id is None]
    shown = {one.derived_from_id: one for one in files if one.derived_from_id is not None}
    thumbs = [
        {"file": shown.get(one.pk, one), "kind": shown_as(one.media_type), "name": hiding.label(one.name)}
        for one in originals[:MOST_THUMBS]
    ]
    return {"files": len(originals), "thumbs": thumbs, "more": max(0, len(originals) - MOST_THUMBS)}
