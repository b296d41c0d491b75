"""
Heads: the tree's size, root and chain at one moment, signed, and kept outside the database too.

Somebody who owns the database can recompute every hash in it, but neither the signature (its key is not there) nor the
lines of ``heads.jsonl``, which should be copied to another machine.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tongpan.kernel.crypto import keyed_digest
from tongpan.kernel.models import LedgerHead

EXPORT_EVERY_SECONDS = 10
FILE_NAME = "heads.jsonl"
_last_export = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """One head, as it is printed and exported."""

    ledger_id: str
    size: int
    previous_size: int
    root: str
    chain_hash: str
    algorithm: str
    at: str
    signature: str = ""

    def canonical(self) -> bytes:
        """Return what is signed."""
        return "\n".join(
            ["tongpan ledger head 1", self.ledger_id, str(self.size), str(self.previous_size), self.root,
             self.chain_hash, self.algorithm, self.at]
        ).encode()  # fmt: skip

    def sign(self) -> str:
        """Return the signature that belongs to this head."""
        return keyed_digest(self.canonical())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def head_of(row: LedgerHead) -> Head:
    """Return the head that a row holds."""
    return Head(
        ledger_id=row.ledger_id,
        size=row.size,
        previous_size=row.previous_size,
        root=row.root,
        chain_hash=row.chain_hash,
        algorithm=row.algorithm,
        at=row.at,
        signature=row.signature,
    )


def current_head() -> Head | None:
    """Return the newest head, or None while nothing is sealed."""
    row = LedgerHead.objects.order_by("-size").first()
    return head_of(row) if row is not None else None


def heads_file() -> Path:
    """Return where heads are kept outside the database."""
    return Path(settings.TONGPAN_HEADS_DIR) / FILE_NAME


def export_head(head: Head | None = None) -> Head | None:
    """Append the newest head to the file outside the database, and make sure it is on the disk."""
    global _last_export
    head = head or current_head()
    if head is None:
        return None
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(head.as_json(), sort_keys=True) + "\n"
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not _ends_with(path, line.encode()):
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
    _last_export = time.monotonic()
    return head


def export_if_due() -> None:
    """Export the newest head unless that was done within the last seconds."""
    if time.monotonic() - _last_export >= EXPORT_EVERY_SECONDS:
        export_head()


def _ends_with(path: Path, line: bytes) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(line)))
        return file.read() == line


def read_heads(source: str | Path) -> Iterator[Head]:
    """
    Yield the heads of a file (one JSON object, or one on each line) or of a JSON text.

    :raises ValueError: if that is not a head
    """
    text = str(source).strip()
    lines = [text] if text.startswith("{") else Path(source).read_text(encoding="utf-8").splitlines()
    if len(lines) > 1 and lines[0].strip() == "{":
        lines = ["".join(lines)]
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _parse(line, number)


def _parse(line: str, number: int) -> Head:
    try:
        raw = json.loads(line)
        return Head(
            ledger_id=str(raw["ledger_id"]),
            size=int(raw["size"]),
            previous_size=int(raw.get("previous_size", 0)),
            root=str(raw["root"]),
            chain_hash=str(raw["chain_hash"]),
            algorithm=str(raw["algorithm"]),
            at=str(raw.get("at", "")),
            signature=str(raw.get("signature", "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"line {number} is not a ledger head: {error}") from error
