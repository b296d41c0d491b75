"""
Verification: read the whole ledger from its stored columns and say what is not as it was.

One pass over the chain recomputes every leaf, every link and the tree at every head; then the numbers of each subject,
the entries without a place, and the heads kept outside the database are compared. After a fault the pass goes on from
what is stored, so that one fault is reported once, where it is.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from tongpan.kernel.ledger import subjects
from tongpan.kernel.ledger.chain import ChainWalk, Fault
from tongpan.kernel.ledger.entry import COLUMNS
from tongpan.kernel.ledger.heads import Head, current_head, head_of, heads_file, read_heads
from tongpan.kernel.ledger.sequencer import seal_all
from tongpan.kernel.models import LedgerHead

MOST_PROBLEMS = 100
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was: what, and where."""

    kind: str
    position: int | None
    entry_id: int | None
    subject: str
    detail: str


@dataclass(slots=True)
class Report:
    """What `verify` found."""

    entries: int = 0
    sealed: int = 0
    compared: int = 0
    """how many heads from outside the database belong to this ledger and were compared"""
    ledger_id: str = ""
    root: str = ""
    chain: str = ""
    problems: list[Problem] = field(default_factory=list)
    """at most the first hundred"""

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "ok": self.ok,
            "entries": self.entries,
            "sealed": self.sealed,
            "compared": self.compared,
            "ledger_id": self.ledger_id,
            "root": self.root,
            "chain": self.chain,
            "problems": [asdict(problem) for problem in self.problems],
        }


def verify(against: str | Path | None = None, *, seal: bool = True) -> Report:
    """
    Seal what waits, then check everything; also against the heads outside the database and those in `against`.

    :raises ValueError: if `against` does not hold a head
    """
    wanted = list(read_heads(against)) if against is not None else []
    report = Report(sealed=seal_all() if seal else 0)
    faults: list[Fault] = []
    kept = _kept_heads(faults)  # read before the head: what is in the file was committed by then
    head = current_head()
    if head is not None:
        report.ledger_id, report.root, report.chain = head.ledger_id, head.root, head.chain_hash
    outside = _comparable(head, wanted, kept, faults)
    report.compared = len(outside)
    size = head.size if head is not None else 0
    walk = ChainWalk(head.algorithm if head is not None else "sha256", size)
    with ExitStack() as stack:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            stack.enter_context(transaction.atomic())  # a streaming cursor needs one
        walk.run(_rows(size), _inside_heads(size), iter(outside))
        report.entries = walk.entries
        faults += walk.faults
        faults += subjects.faults()
    faults.sort(key=lambda fault: (fault.position is None, fault.position or 0))
    report.problems = [Problem(f.kind, f.position, f.entry_id, f.subject, f.detail) for f in faults[:MOST_PROBLEMS]]
    return report


def _rows(size: int) -> Iterator[tuple[Any, ...]]:
    """Stream the chain in order, each place with its entry, in one statement: a snapshot on both databases."""
    subject = "replace(e.subject_id::text, '-', '')" if connection.vendor == "postgresql" else "e.subject_id"
    columns = ",".join(subject if name == "subject_id" else f"e.{name}" for name in COLUMNS)
    sql = (
        f"SELECT l.position, l.entry_id, l.leaf_hash, l.chain_hash, e.leaf_hash, {columns} FROM kernel_ledger_link l "
        f"LEFT JOIN kernel_ledger_entry e ON e.id = l.entry_id WHERE l.position <= {int(size)} ORDER BY l.position"
    )
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor == "postgresql":
        # the next rows are fetched while these are hashed
        with raw.cursor("ledger_verify") as cursor, ThreadPoolExecutor(1) as ahead:
            cursor.execute(sql)
            coming = ahead.submit(cursor.fetchmany, CHUNK)
            while rows := coming.result():
                coming = ahead.submit(cursor.fetchmany, CHUNK)
                yield from rows
        return
    plain = raw.cursor()
    try:
        plain.execute(sql)
        while rows := plain.fetchmany(CHUNK):
            yield from rows
    finally:
        plain.close()


def _inside_heads(size: int) -> Iterator[Head]:
    for row in LedgerHead.objects.filter(size__lte=size).order_by("size").iterator(chunk_size=1000):
        yield head_of(row)


def _kept_heads(faults: list[Fault]) -> list[Head]:
    """Return the heads of the file beside the database."""
    path = heads_file()
    if not path.exists():
        return []
    try:
        return list(read_heads(path))
    except ValueError as error:
        faults.append(Fault("heads_file", None, None, "", f"{path.name}: {error}"))
        return []


def _comparable(head: Head | None, wanted: list[Head], kept: list[Head], faults: list[Fault]) -> list[Head]:
    """Return the heads from outside that belong to this ledger, by size. Those asked for must belong to it."""
    ours = head.ledger_id if head is not None else ""
    for stranger in wanted:
        if head is None:
            detail = f"the head given is of size {stranger.size}; nothing is left"
            faults.append(Fault("truncated", 1, None, "", detail))
        elif stranger.ledger_id != ours:
            detail = f"the head given belongs to ledger {stranger.ledger_id}, this one is {ours}"
            faults.append(Fault("other_ledger", None, None, "", detail))
    return sorted((one for one in [*wanted, *kept] if one.ledger_id == ours), key=lambda one: one.size)
