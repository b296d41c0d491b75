"""The numbers of each subject: 1, 2, 3 … up to what its counter says; and entries that have no place."""

from typing import Any
from uuid import UUID

from django.db import connection

from tongpan.kernel.ledger.chain import Fault
from tongpan.kernel.ledger.entry import COLUMNS
from tongpan.kernel.ledger.sequencer import fault_of

MOST = 100

NUMBERS = """
SELECT n.subject_type, n.subject_id, n.entries, n.low, n.high, n.different, k.last_seq
FROM (SELECT subject_type, subject_id, COUNT(*) AS entries, MIN(seq) AS low, MAX(seq) AS high,
             COUNT(DISTINCT seq) AS different
      FROM kernel_ledger_entry GROUP BY subject_type, subject_id) n
LEFT JOIN kernel_subject_key k ON k.subject_type = n.subject_type AND k.subject_id = n.subject_id
WHERE k.last_seq IS NULL OR n.low <> 1 OR n.high <> n.entries OR n.different <> n.entries OR k.last_seq <> n.entries
LIMIT %s
"""

BARE_KEYS = """
SELECT k.subject_type, k.subject_id, k.last_seq FROM kernel_subject_key k
WHERE NOT EXISTS (SELECT 1 FROM kernel_ledger_entry e
                  WHERE e.subject_type = k.subject_type AND e.subject_id = k.subject_id)
LIMIT %s
"""

UNSEALED = f"""
SELECT e.id, e.leaf_hash, {",".join(f"e.{name}" for name in COLUMNS)}, k.key_id, k.wrapped
FROM kernel_ledger_entry e LEFT JOIN kernel_subject_key k
     ON k.subject_type = e.subject_type AND k.subject_id = e.subject_id
WHERE NOT EXISTS (SELECT 1 FROM kernel_ledger_link l WHERE l.entry_id = e.id)
ORDER BY e.id LIMIT %s
"""

HEADLESS = """
SELECT position, entry_id, (SELECT MAX(size) FROM kernel_ledger_head) FROM kernel_ledger_link
WHERE position > COALESCE((SELECT MAX(size) FROM kernel_ledger_head), 0) ORDER BY position LIMIT %s
"""

TWICE = (
    "SELECT entry_id, COUNT(*), MIN(position) FROM kernel_ledger_link GROUP BY entry_id HAVING COUNT(*) > 1 LIMIT %s"
)


def _ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [MOST])
        return list(cursor.fetchall())


def _name(subject_type: str, subject_id: Any) -> str:
    return f"{subject_type} {subject_id.hex if isinstance(subject_id, UUID) else subject_id}"


def faults() -> list[Fault]:
    """Return what is wrong with numbers, keys, and entries outside the chain."""
    found = []
    for subject_type, subject_id, entries, low, high, different, last in _ask(NUMBERS):
        detail = f"{entries} entries, {different} numbers from {low} to {high}; the counter says {last}"
        kind = "removed" if last is not None and entries < last else "inserted"
        found.append(Fault(kind, None, None, _name(subject_type, subject_id), detail))
    for subject_type, subject_id, last in _ask(BARE_KEYS):
        detail = f"the counter says {last}; no entry is left"
        found.append(Fault("removed", None, None, _name(subject_type, subject_id), detail))
    for entry_id, leaf_hash, *columns, key_id, wrapped in _ask(UNSEALED):
        kind = fault_of(leaf_hash, columns, key_id, wrapped)
        if kind:
            detail = "an entry without a place that was not written by this system, or altered before it got one"
            found.append(Fault(kind, None, entry_id, f"{_name(columns[2], columns[3])} #{columns[4]}", detail))
    for position, entry_id, size in _ask(HEADLESS)[:1]:
        found.append(Fault("head", position, entry_id, "", f"the places go beyond the newest head ({size or 'none'})"))
    for entry_id, times, position in _ask(TWICE):
        found.append(Fault("inserted", position, entry_id, "", f"the entry has {times} places"))
    return found
