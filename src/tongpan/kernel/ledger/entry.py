"""
Entries: what is hashed, how it is sealed, and how it is written.

The canonical bytes of an entry are its stored columns as UTF-8 lines, in the order of `COLUMNS`, joined by line feeds;
no column may contain one, so the lines read back in one way only. The leaf hash is that of RFC 9162. Facts are sealed
under a key of the subject's own, with all the other columns as associated data: a row cannot be forged, moved or
altered by somebody who holds the database without the data keys.
"""

import base64
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, models

from tongpan.kernel import merkle, statements
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ledger.keys import KEY_BYTES, open_key, wrap_key, wrap_new_key
from tongpan.kernel.statements import Statement

FORMAT_VERSION = 1
COLUMNS = (
    "format_version", "algorithm", "subject_type", "subject_id", "seq", "action", "actor", "at", "nonce", "payload",
)  # fmt: skip
STORED = ",".join((*COLUMNS, "leaf_hash"))
KEY_COLUMNS = "subject_type, subject_id, key_id, wrapped, last_seq"
BATCH = 500


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """What an entry is about: the label of a model and the identifier of its row."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be recorded."""

    action: str
    subject: "models.Model | SubjectRef"
    actor: str | None
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


def ref_of(subject: "models.Model | SubjectRef") -> SubjectRef:
    """Return the reference of a subject: for a model row its label (``leads.lead``) and primary key."""
    if isinstance(subject, SubjectRef):
        return subject
    if not isinstance(subject.pk, UUID):
        raise TypeError(f"{subject._meta.label} has no UUID as primary key: give a SubjectRef")
    return SubjectRef(subject._meta.label_lower, subject.pk)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    raise TypeError(f"{type(value).__name__} cannot stand in the ledger")


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def facts_json(facts: Mapping[str, Any]) -> str:
    """Return facts as canonical JSON: sorted keys, no blanks, dates in ISO form, identifiers and decimals as text."""
    return _CANONICAL.encode(facts)


def stamp(at: datetime) -> str:
    """Return a moment as it is stored and hashed."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(SHANGHAI).isoformat(timespec="microseconds")


def header_of(row: Sequence[Any]) -> bytes:
    """Return the associated data of a row: every canonical line but the payload."""
    return "\n".join(map(str, row[:9])).encode()


def leaf_of(row: Sequence[Any]) -> bytes:
    """Return the canonical bytes of a row whose columns stand in the order of `COLUMNS`."""
    return "\n".join(map(str, row)).encode()


def write(entries: Iterable[Entry]) -> None:
    """Write entries in the caller's transaction: two statements, or two for each batch."""
    for statement in written(entries):
        statements.run(statement.sql, statement.values)


def written(entries: Iterable[Entry]) -> Iterator[Statement]:
    """
    Take the numbers of entries in the caller's transaction, and give the statements that store them.

    Whoever takes them must run them before the transaction ends (`statements.run_together`).
    """
    _must_be_in_transaction()
    queue = iter(entries)
    while batch := list(itertools.islice(queue, BATCH)):
        counts = _counts(batch)
        yield _insert(_rows(batch, counts, _advance(counts)))


def begun(entries: Iterable[Entry]) -> Iterator[Statement]:
    """
    Give the statements that store the first entries of new subjects, with their keys.

    They are run in the transaction that makes the subjects (`statements.run_together`). Nothing is asked: the numbers
    begin at one. A subject that has entries already makes the statements fail.
    """
    queue = iter(entries)
    while batch := list(itertools.islice(queue, BATCH)):
        keys, rows = first_rows(batch)
        marks = ",".join(["(%s,%s,%s,%s,%s)"] * len(keys))
        values = [value for key in keys for value in key]
        yield Statement(f"INSERT INTO kernel_subject_key ({KEY_COLUMNS}) VALUES {marks}", values)
        yield _insert(rows)


def first_rows(batch: Sequence[Entry]) -> tuple[list[tuple[Any, ...]], list[list[Any]]]:
    """
    Return the rows of new subjects' keys and of their first entries, in the order of `KEY_COLUMNS` and of `STORED`.

    For `begun`, and for filling an empty ledger by COPY. All entries of a subject must stand in the batch.
    """
    counts = _counts(batch)
    keys: dict[SubjectRef, tuple[int, bytes]] = {}
    stored: list[tuple[Any, ...]] = []
    for ref, count in counts.items():
        key = os.urandom(KEY_BYTES)
        keys[ref] = (count, key)
        stored.append((ref.type, ref.id.hex, *wrap_key(ref.type, ref.id, key), count))
    return stored, _rows(batch, counts, keys)


def _must_be_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written in the transaction of what it records")


def _counts(batch: Sequence[Entry]) -> dict[SubjectRef, int]:
    counts: dict[SubjectRef, int] = {}
    for entry in batch:
        ref = ref_of(entry.subject)
        counts[ref] = counts.get(ref, 0) + 1
    return counts


def _rows(
    batch: Sequence[Entry], counts: Mapping[SubjectRef, int], keys: Mapping[SubjectRef, tuple[int, bytes]]
) -> list[list[Any]]:
    """Return the rows of a batch in the order of `STORED`."""
    algorithm = getattr(settings, "TONGPAN_LEDGER_ALGORITHM", "sha256")
    h = merkle.digest(algorithm)
    next_seq = {ref: last - counts[ref] for ref, (last, _) in keys.items()}
    rows: list[list[Any]] = []
    for entry in batch:
        ref = ref_of(entry.subject)
        next_seq[ref] += 1
        row = _sealed_row(ref, next_seq[ref], entry, algorithm, keys[ref][1])
        rows.append([*row, merkle.leaf_hash(leaf_of(row), h).hex()])
    return rows


def _insert(rows: Sequence[Sequence[Any]]) -> Statement:
    marks = ",".join(["(" + ",".join(["%s"] * 11) + ")"] * len(rows))
    return Statement(
        f"INSERT INTO kernel_ledger_entry ({STORED}) VALUES {marks}", [value for row in rows for value in row]
    )


def _sealed_row(ref: SubjectRef, seq: int, entry: Entry, algorithm: str, key: bytes) -> list[Any]:
    nonce = os.urandom(16)
    row: list[Any] = [
        FORMAT_VERSION, algorithm, ref.type, ref.id.hex, seq,
        entry.action, entry.actor or "", stamp(entry.at), nonce.hex(),
    ]  # fmt: skip
    if any("\n" in str(value) for value in row):
        raise ValueError("action, actor and subject type are single lines")
    sealed = AESGCM(key).encrypt(nonce[:12], facts_json(entry.facts).encode(), header_of(row))
    row.append(base64.b64encode(sealed).decode())
    return row


def _advance(counts: Mapping[SubjectRef, int]) -> dict[SubjectRef, tuple[int, bytes]]:
    """Take the next numbers of each subject, making a key for a new one, in one statement; sorted against deadlocks."""
    values: list[Any] = []
    for ref in sorted(counts, key=lambda ref: (ref.type, ref.id)):
        values += [ref.type, ref.id.hex, *wrap_new_key(ref.type, ref.id), counts[ref]]
    marks = ",".join(["(%s,%s,%s,%s,%s)"] * len(counts))
    rows = statements.ask(
        f"INSERT INTO kernel_subject_key ({KEY_COLUMNS}) VALUES {marks} ON CONFLICT (subject_type, subject_id) "
        "DO UPDATE SET last_seq = kernel_subject_key.last_seq + excluded.last_seq "
        "RETURNING subject_type, subject_id, key_id, wrapped, last_seq",
        values,
    )
    found = {}
    for subject_type, subject_id, key_id, wrapped, last_seq in rows:
        ref = SubjectRef(subject_type, subject_id if isinstance(subject_id, UUID) else UUID(subject_id))
        if not wrapped:
            raise Conflict("该对象的留痕密钥已到期销毁，不能再记录。请新建对象后办理")
        found[ref] = (last_seq, open_key(subject_type, ref.id, key_id, wrapped))
    return found


def open_payload(row: Sequence[Any], key: bytes) -> dict[str, Any]:
    """Return the facts of a row whose columns stand in the order of `COLUMNS`; raises if anything was altered."""
    sealed = base64.b64decode(row[9])
    facts: dict[str, Any] = json.loads(AESGCM(key).decrypt(bytes.fromhex(row[8])[:12], sealed, header_of(row)))
    return facts
