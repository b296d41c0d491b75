"""One pass over the chain: leaves, links, tree and heads, in a tight loop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tongpan.kernel import merkle
from tongpan.kernel.ledger.entry import COLUMNS
from tongpan.kernel.ledger.heads import Head
from tongpan.kernel.ledger.sequencer import GENESIS

SEPARATORS = len(COLUMNS) - 1
MOST_FAULTS = 1000


@dataclass(slots=True)
class Fault:
    """One finding, with where it is as far as that can be known."""

    kind: str
    position: int | None
    entry_id: int | None
    subject: str
    detail: str


@dataclass(slots=True)
class ChainWalk:
    """The state of the pass, and what it found."""

    algorithm: str
    size: int
    entries: int = 0
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True
    """whether every leaf so far is known, so that roots can be compared"""

    _stored: dict[str, tuple[int, Fault]] = field(default_factory=dict)
    _found: dict[str, Fault] = field(default_factory=dict)
    _inside: Iterator[Head] = field(default_factory=lambda: iter(()))
    _outside: Iterator[Head] = field(default_factory=lambda: iter(()))
    _head: Head | None = None
    _kept: Head | None = None
    _last_good: int = 0
    _head_before: int = 0
    _ledger_id: str = ""

    def run(self, rows: Iterator[tuple[Any, ...]], inside: Iterator[Head], outside: Iterator[Head]) -> None:
        """Walk the chain. `inside` are the heads of the database, `outside` those kept elsewhere, both by size."""
        h = merkle.digest(self.algorithm)
        digests = {name: merkle.digest(name) for name in merkle.ALGORITHMS}
        self._inside, self._outside = inside, outside
        self._head, self._kept = next(inside, None), next(outside, None)
        tree = merkle.Frontier(h)
        push = tree.push
        stop = self._next_stop()
        chain, position, count = GENESIS, 0, 0
        for at, entry_id, link_leaf, link_chain, entry_leaf, version, algorithm, *columns in rows:
            position += 1
            if at != position:
                self._gap(position, at)
                position, chain = at, b""
            text = f"{version}\n{algorithm}\n" + "\n".join(map(str, columns))
            leaf_bytes = text.encode()
            digest_of = digests.get(algorithm)
            leaf = digest_of(b"\0" + leaf_bytes) if digest_of is not None else b""
            count += 1
            if leaf.hex() != link_leaf or entry_leaf != link_leaf or leaf_bytes.count(b"\n") != SEPARATORS:
                self._leaf_fault(position, entry_id, link_leaf, entry_leaf, leaf.hex(), columns)
                leaf = _bytes(link_leaf)
            if chain:
                chain = h(chain + leaf)
                if chain.hex() != link_chain:
                    self._add("chain", position, entry_id, columns, "the chain hash is not that of the entries before")
                    chain = _bytes(link_chain)
            else:
                chain = _bytes(link_chain)
            push(leaf)
            if position == stop:
                self._compare(position, tree, chain)
                stop = self._next_stop()
        self.entries = count
        self._end(position)

    def _add(self, kind: str, position: int | None, entry_id: int | None, columns: list[Any], detail: str) -> Fault:
        subject = f"{columns[0]} {columns[1]} #{columns[2]}" if columns and columns[0] is not None else ""
        fault = Fault(kind, position, entry_id, subject, detail)
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        return fault

    def _gap(self, expected: int, found: int) -> None:
        self.whole = False
        if found > expected:
            which = f"place {expected}" if found == expected + 1 else f"places {expected} to {found - 1}"
            self._add("removed", expected, None, [], f"{which} of the chain: missing")
        else:
            self._add("inserted", found, None, [], "the place stands in the chain twice")

    def _leaf_fault(
        self, position: int, entry_id: int, link_leaf: str, entry_leaf: str | None, found: str, columns: list[Any]
    ) -> None:
        if entry_leaf is None:
            self._add("removed", position, entry_id, [], "the entry that has this place is gone")
            return
        fault = self._add(
            "changed", position, entry_id, columns, "the stored columns do not give the hash of this place"
        )
        # two faults that hold each other's leaf are a swap
        self._found[found] = fault
        self._stored[link_leaf] = (position, fault)
        for leaf, one in list(self._found.items()):
            other = self._stored.get(leaf)
            if other is not None and other[1] is not one:
                one.kind = other[1].kind = "reordered"
                one.detail = f"the entry belongs to place {other[0]}"

    def _next_stop(self) -> int:
        sizes = [head.size for head in (self._head, self._kept) if head is not None]
        return min(sizes, default=-1)

    def _compare(self, position: int, tree: merkle.Frontier, chain: bytes) -> None:
        root, chain_hex = tree.root().hex() if self.whole else "", chain.hex()
        while self._head is not None and self._head.size <= position:
            self._check_inside(self._head, root, chain_hex)
            self._head = next(self._inside, None)
        while self._kept is not None and self._kept.size <= position:
            self._check_outside(self._kept, root, chain_hex)
            self._kept = next(self._outside, None)

    def _check_inside(self, head: Head, root: str, chain_hex: str) -> None:
        self._ledger_id = self._ledger_id or head.ledger_id
        before, self._head_before = self._head_before, head.size
        if head.previous_size != before:
            self._add("head", head.size, None, [], f"the head before is of size {before}, not {head.previous_size}")
        if head.sign() != head.signature:
            self._add("head", head.size, None, [], "the head's signature is not ours: it was written by somebody else")
        if head.ledger_id != self._ledger_id or head.algorithm != self.algorithm:
            self._add("head", head.size, None, [], "the head belongs to another ledger")
        if (root and head.root != root) or head.chain_hash != chain_hex:
            self._add("head", head.size, None, [], "the entries do not give the root or chain of this head")

    def _check_outside(self, head: Head, root: str, chain_hex: str) -> None:
        if (root and head.root != root) or head.chain_hash != chain_hex:
            where = f"entries {self._last_good + 1} to {head.size}"
            detail = f"{where} are not those of the head exported at {head.at}: the ledger was rewritten"
            self._add("rewritten", self._last_good + 1, None, [], detail)
        else:
            self._last_good = head.size

    def _end(self, position: int) -> None:
        """Judge what the end of the chain lacks, or has too much."""
        if position < self.size:
            detail = f"the newest head is of size {self.size}, but the places end at {position}"
            self._add("truncated", position + 1, None, [], detail)
        lost = [head.size for head in (self._kept, *self._outside) if head is not None and head.size > position]
        if lost:
            self._add(
                "truncated", position + 1, None, [], f"an exported head is of size {max(lost)}; the end is cut off"
            )


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
