"""文号: the number of a decision, and its paper."""

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.cases.models import Case, DecisionPaper, DecisionSeries
from tongpan.kernel.crypto import seal
from tongpan.law.procedure import Target

SPOT: Final = "SPOT"
"""当场处罚决定书"""
SIGNS: Final = {SPOT: "当罚"}


def next_number(body_id: UUID, kind: str, year: int) -> int:
    """
    Return the next number of an organ's series, in the caller's transaction.

    It is counted in the very transaction that uses it: what is rolled back leaves no gap. Two decisions of one organ
    wait for each other; those of different organs do not (ADR-0047).
    """
    assert transaction.get_connection().in_atomic_block
    key: dict[str, Any] = {"body_id": body_id, "kind": kind, "year": year}
    DecisionSeries.objects.bulk_create([DecisionSeries(**key)], ignore_conflicts=True)
    series = DecisionSeries.objects.select_for_update().get(**key)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def number_text(mark: str, kind: str, year: int, n: int) -> str:
    """Return a number as it stands on paper: 航埠执当罚〔2026〕12号."""
    return f"{mark}{SIGNS[kind]}〔{year}〕{n}号"


def issue(
    case: Case, target: Target, kind: str, year: int, n: int, *, number: str, content: dict[str, Any], at: datetime
) -> DecisionPaper:
    """Keep the paper of a decision as it goes out; it names the party, so it is sealed."""
    return DecisionPaper.objects.create(
        case=case, party=target.party, cause=target.cause, body_id=case.body_id, kind=kind, year=year, n=n,
        number=number, content_sealed=seal(json.dumps(content, ensure_ascii=False)), issued_at=at,
    )  # fmt: skip
