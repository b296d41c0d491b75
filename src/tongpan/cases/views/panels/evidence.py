"""证据: what was gathered, with its files, whether it can be used, and what is missing; and what is with us."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases import policies
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.judging import chip_of, judged
from tongpan.cases.views.looking import Look
from tongpan.cases.views.taping import untaped
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.media import shown_as
from tongpan.evidence.models import EvidenceItem

MOST_SHOWN = 4


def panel(look: Look) -> Mapping[str, Any]:
    """Return the evidence of the case and the property that is with us."""
    record = record_of(look.case)
    items = evidence.items_of(record)
    details = look.known.details
    rows = []
    for place, row in enumerate(look.facts.evidence):
        item = items.get(row.id)
        found = judged(row, item, look.facts, look.now)
        title = item.title if item is not None else details.get(("evidence", place), {}).get("title", row.id)
        rows.append({"row": row, "title": title, "item": item, "judged": found, "chip": chip_of(found)} | _files(item))
    return {
        "evidence": rows,
        "opens_files": policies.may_open_files(look.actor, look.roles),
        "property_left": evidence.left_of(record),
        "untaped": untaped(look.facts, items.values()),
    }


def _files(item: EvidenceItem | None) -> dict[str, Any]:
    files = list(item.files.all()) if item is not None else []
    originals = [one for one in files if one.derived_from_id is None]
    shown = {one.derived_from_id: one for one in files if one.derived_from_id is not None}
    thumbs = [
        {"file": shown.get(one.pk, one), "kind": shown_as(one.media_type), "name": one.name}
        for one in originals[:MOST_SHOWN]
    ]
    return {"files": len(originals), "thumbs": thumbs, "more": max(0, len(originals) - MOST_SHOWN)}
