"""
The sequencer: gives waiting entries their places in the chain and the tree. One at a time, whoever runs it.

An entry is sealed only if its stored columns give its leaf hash and its payload opens under its subject's key with the
other columns as associated data. What fails stays outside the chain, where `verify` finds it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection, transaction

from tongpan.kernel import clock, merkle
from tongpan.kernel.ledger.entry import COLUMNS, leaf_of, open_payload, stamp
from tongpan.kernel.ledger.heads import Head
from tongpan.kernel.ledger.history import canonical
from tongpan.kernel.ledger.keys import open_key
from tongpan.kernel.models import LedgerHead

LIMIT = 5000
KEYS_AT_ONCE = 500
WINDOW = 5000
"""On PostgreSQL identifiers may commit out of order; the quick look goes back this far, the full one to the start."""

LOCK_KEY = 0x746F6E67_6C656467
GENESIS = bytes(merkle.HASH_BYTES)

logger = logging.getLogger(__name__)


def _postgres() -> bool:
    return connection.vendor == "postgresql"


def _newest_sealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(entry_id), 0) FROM kernel_ledger_link")
        return int(cursor.fetchone()[0])


def _waiting_clause(full: bool, late: bool = True) -> str:
    """
    Return the condition under which entries have no place yet, or an empty text when none is known to wait.

    On PostgreSQL the bounds are numbers, for the planner, and a stretch before the newest place is counted in both
    tables: the counts almost always agree. Asking which entries are missing compares the stretches row by row.
    """
    if full:
        return "NOT EXISTS (SELECT 1 FROM kernel_ledger_link l WHERE l.entry_id = e.id)"
    if not _postgres():
        return "e.id > (SELECT COALESCE(MAX(entry_id), 0) FROM kernel_ledger_link)"
    newest = _newest_sealed()
    if not late:
        return f"e.id > {newest}"
    stretch = [newest - WINDOW, newest]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM kernel_ledger_entry WHERE id > %s AND id <= %s) - "
            "(SELECT COUNT(*) FROM kernel_ledger_link WHERE entry_id > %s AND entry_id <= %s), "
            "COALESCE((SELECT MAX(id) FROM kernel_ledger_entry), 0) > %s",
            [*stretch, *stretch, newest],
        )
        uneven, newer = cursor.fetchone()
        missed = _late_ones(cursor, stretch) if uneven else []
    if missed:
        return f"(e.id > {newest} OR e.id IN ({','.join(map(str, missed))}))"
    return f"e.id > {newest}" if newer else ""


def _late_ones(cursor: Any, stretch: Sequence[int]) -> list[int]:
    """Return the entries of a stretch that committed after their neighbours had been sealed."""
    cursor.execute(
        "SELECT id FROM kernel_ledger_entry WHERE id > %s AND id <= %s EXCEPT "
        "SELECT entry_id FROM kernel_ledger_link WHERE entry_id > %s AND entry_id <= %s",
        [*stretch, *stretch],
    )
    return [row[0] for row in cursor.fetchall()]


def pending_count(full: bool = False) -> int:
    """Return how many entries wait for their place."""
    clause = _waiting_clause(full)
    if not clause:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM kernel_ledger_entry e WHERE {clause}")
        return int(cursor.fetchone()[0])


def _anything_waits(full: bool, late: bool) -> bool:
    clause = _waiting_clause(full, late)
    if not clause or (_postgres() and late and not full):
        return bool(clause)  # it was looked up on the way
    return _exists(clause)


def _exists(clause: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM kernel_ledger_entry e WHERE {clause})")
        return bool(cursor.fetchone()[0])


def anything_new() -> bool:
    """Tell whether an entry is newer than the newest one sealed: two index look-ups, blind to late commits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE((SELECT MAX(id) FROM kernel_ledger_entry), 0) "
            "> COALESCE((SELECT MAX(entry_id) FROM kernel_ledger_link), 0)"
        )
        return bool(cursor.fetchone()[0])


def seal_all() -> int:
    """
    Seal everything that waits, however old, and wait for another sequencer if one runs; return how many.

    One pass by number, a stretch at a time: to look for all that waits again after each batch would read all that is
    sealed each time. What was committed behind the pass meanwhile is found by a last look over everything.
    """
    total = after = 0
    while (upto := _end_of_stretch(after)) is not None:
        clause = (
            f"e.id > {after} AND e.id <= {upto} AND NOT EXISTS (SELECT 1 FROM kernel_ledger_link l "
            f"WHERE l.entry_id = e.id AND l.entry_id > {after} AND l.entry_id <= {upto})"
        )
        total += _seal_where(clause)
        after = upto
    while sealed := _seal_where(_waiting_clause(full=True)):
        total += sealed
    return total


def _seal_where(clause: str) -> int:
    if not _exists(clause):
        return 0
    with transaction.atomic():
        _lock(wait=True)
        return _seal(clause, LIMIT)


def _end_of_stretch(after: int) -> int | None:
    """Return the number of the last of the next entries that fit into one batch; None when there are none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(id) FROM (SELECT id FROM kernel_ledger_entry WHERE id > %s ORDER BY id LIMIT %s) stretch",
            [after, LIMIT],
        )
        found: int | None = cursor.fetchone()[0]
        return found


def seal_pending(limit: int = LIMIT, *, full: bool = False, late: bool = True) -> int:
    """
    Seal up to `limit` waiting entries and return how many; a single read when nothing waits.

    Without `late` only what is newer than the newest place is looked for: the worker looks back once a second.
    """
    if not _anything_waits(full, late):
        return 0
    with transaction.atomic():
        if not _lock(wait=False):
            return 0
        clause = _waiting_clause(full, late)  # asked again under the lock: another sequencer may have been quicker
        return _seal(clause, limit) if clause else 0


def _seal(clause: str, limit: int) -> int:
    """Give the entries under a condition their places, under the lock; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, e.leaf_hash, {','.join(f'e.{name}' for name in COLUMNS)} "
            f"FROM kernel_ledger_entry e WHERE {clause} ORDER BY e.id LIMIT %s",
            [limit],
        )
        rows = cursor.fetchall()
    keys = _keys_of({(row[4], row[5]) for row in rows})
    return _append([(*row, *keys.get((row[4], row[5]), (None, None))) for row in rows])


def _keys_of(subjects: Iterable[tuple[str, Any]]) -> dict[tuple[str, Any], tuple[str, str]]:
    """Return the wrapped keys of subjects, by their primary key: a join would read every key there is."""
    by_type: dict[str, list[Any]] = defaultdict(list)
    for subject_type, subject_id in subjects:
        by_type[subject_type].append(subject_id)
    found = {}
    with connection.cursor() as cursor:
        for subject_type, ids in by_type.items():
            for start in range(0, len(ids), KEYS_AT_ONCE):
                part = ids[start : start + KEYS_AT_ONCE]
                cursor.execute(
                    "SELECT subject_type, subject_id, key_id, wrapped FROM kernel_subject_key "
                    f"WHERE subject_type = %s AND subject_id IN ({','.join(['%s'] * len(part))})",
                    [subject_type, *part],
                )
                found.update({(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()})
    return found


def _lock(wait: bool) -> bool:
    """Take the sequencer's lock until the end of the transaction. On SQLite a transaction is the lock."""
    if not _postgres():
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_KEY])
        return bool(cursor.fetchone()[0])


def fault_of(leaf_hash: str, row: Sequence[Any], key_id: str | None, wrapped: str | None) -> str:
    """Return what is wrong with an unsealed entry (its columns in the order of `COLUMNS`), or an empty text."""
    row = canonical(tuple(row))
    leaf = leaf_of(row)
    if leaf.count(b"\n") != len(COLUMNS) - 1 or row[1] not in merkle.ALGORITHMS:
        return "changed"
    if merkle.leaf_hash(leaf, merkle.digest(row[1])).hex() != leaf_hash:
        return "changed"
    if key_id is None or wrapped is None:
        return "inserted"
    if not wrapped:
        return ""
    try:
        open_payload(row, open_key(row[2], UUID(row[3]), key_id, wrapped))
    except (InvalidTag, ValueError):
        return "inserted"
    return ""


def _append(rows: Sequence[tuple[Any, ...]]) -> int:
    last = LedgerHead.objects.order_by("-size").first()
    algorithm = last.algorithm if last else getattr(settings, "TONGPAN_LEDGER_ALGORITHM", "sha256")
    h = merkle.digest(algorithm)
    nodes = [bytes.fromhex(node) for node in last.frontier.split(",") if node] if last else []
    tree = merkle.Frontier(h, last.size if last else 0, nodes)
    chain = bytes.fromhex(last.chain_hash) if last else GENESIS
    links: list[tuple[int, int, str, str]] = []
    for entry_id, leaf_hash, *columns, key_id, wrapped in rows:
        fault = fault_of(leaf_hash, columns, key_id, wrapped)
        if fault:
            logger.error("ledger entry %s is not as it was written (%s): it gets no place", entry_id, fault)
            continue
        leaf = bytes.fromhex(leaf_hash)
        chain = h(chain + leaf)
        tree.push(leaf)
        links.append((tree.size, entry_id, leaf_hash, chain.hex()))
    if not links:
        return 0
    _write_links(links)
    _write_head(last, tree, chain, algorithm)
    return len(links)


def _write_links(links: Sequence[tuple[int, int, str, str]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(links), 1000):
            batch = links[start : start + 1000]
            marks = ",".join(["(%s,%s,%s,%s)"] * len(batch))
            cursor.execute(
                f"INSERT INTO kernel_ledger_link (position, entry_id, leaf_hash, chain_hash) VALUES {marks}",
                [value for link in batch for value in link],
            )


def _write_head(last: LedgerHead | None, tree: merkle.Frontier, chain: bytes, algorithm: str) -> None:
    head = Head(
        ledger_id=last.ledger_id if last else uuid4().hex,
        size=tree.size,
        previous_size=last.size if last else 0,
        root=tree.root().hex(),
        chain_hash=chain.hex(),
        algorithm=algorithm,
        at=stamp(clock.now()),
    )
    LedgerHead.objects.create(
        size=head.size,
        ledger_id=head.ledger_id,
        algorithm=head.algorithm,
        root=head.root,
        chain_hash=head.chain_hash,
        at=head.at,
        previous_size=head.previous_size,
        frontier=",".join(node.hex() for node in tree.nodes),
        signature=head.sign(),
    )
