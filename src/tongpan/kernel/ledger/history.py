"""Reading the ledger: the history of one subject, and the end of a history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from tongpan.kernel.errors import Conflict, NotFound
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger.entry import COLUMNS, Entry, SubjectRef, open_payload, ref_of, write
from tongpan.kernel.ledger.keys import open_key
from tongpan.kernel.models import SubjectKey

ERASURES = "kernel.erasure"


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One entry, opened. `facts` is None when the subject's key was destroyed."""

    seq: int
    action: str
    at: datetime
    actor: str
    facts: dict[str, Any] | None


def history(subject: models.Model | SubjectRef, *, newest: int | None = None) -> list[HistoryItem]:
    """
    Return everything recorded of a subject, oldest first, opened; two queries.

    With `newest` only so many of the last entries are read and opened; the number of the first tells what lies before.
    """
    ref = ref_of(subject)
    limit = "" if newest is None else f" LIMIT {newest:d}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {','.join(COLUMNS)} FROM kernel_ledger_entry WHERE subject_type=%s AND subject_id=%s "
            f"ORDER BY seq DESC{limit}",
            [ref.type, ref.id.hex],
        )
        rows = [canonical(row) for row in reversed(cursor.fetchall())]
    if not rows:
        return []
    held = SubjectKey.objects.filter(subject_type=ref.type, subject_id=ref.id).first()
    key = open_key(ref.type, ref.id, held.key_id, held.wrapped) if held is not None and held.wrapped else None
    return [
        HistoryItem(
            seq=row[4],
            action=row[5],
            at=datetime.fromisoformat(row[7]),
            actor=row[6],
            facts=open_payload(row, key) if key is not None else None,
        )
        for row in rows
    ]


def canonical(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row with its identifier in the form that is hashed, whatever the database gives."""
    subject_id = row[3]
    return (*row[:3], subject_id.hex, *row[4:]) if isinstance(subject_id, UUID) else row


def forget_subject(
    subject: models.Model | SubjectRef, *, reason: str, basis: str, actor: str | None, at: datetime
) -> None:
    """
    Destroy a subject's key: its facts can never be read again, and every hash stays as it was.

    The erasure itself is recorded under a subject of its own, so that it stays readable.

    :raises NotFound: if nothing was recorded of the subject
    :raises Conflict: if the key is already destroyed, or entries are still waiting for their place in the chain
    """
    ref = ref_of(subject)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM kernel_ledger_entry e WHERE subject_type=%s AND subject_id=%s "
            "AND NOT EXISTS (SELECT 1 FROM kernel_ledger_link l WHERE l.entry_id = e.id)",
            [ref.type, ref.id.hex],
        )
        (waiting,) = cursor.fetchone()
    if waiting:
        raise Conflict("该对象还有留痕记录等待入链，请稍后再销毁密钥")
    held = SubjectKey.objects.filter(subject_type=ref.type, subject_id=ref.id)
    if not held.filter(destroyed_at=None).update(wrapped="", destroyed_at=at):
        raise Conflict("该对象的留痕密钥已经销毁") if held.exists() else NotFound("没有这个对象的留痕记录")
    facts = {"subject_type": ref.type, "subject_id": ref.id, "reason": reason, "basis": basis}
    write([Entry("ledger.subject_forgotten", SubjectRef(ERASURES, uuid7()), actor, at, facts)])
