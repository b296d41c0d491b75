"""A file that waits to be imported: its first rows, its columns, and how far its import is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tongpan.kernel import spreadsheet, storage
from tongpan.kernel.errors import Invalid
from tongpan.leads.domain.mapping import BadRow, guess_columns
from tongpan.leads.models import ImportRun

SHOWN = 5
SMALL = 2_000
"""rows that are imported while one waits"""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What can be seen of a file before it is imported."""

    columns: list[str]
    rows: list[tuple[int, list[str]]]
    guessed: dict[str, str]
    bad: list[tuple[int, str]]
    count: int
    """rows in the file, counted up to one more than are imported while one waits"""

    @property
    def small(self) -> bool:
        return self.count <= SMALL


def glimpse(digest: str, name: str) -> Glimpse:
    """
    Read the head of a stored file.

    :raises Invalid: if it is no table, or has no rows
    """
    columns: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    bad: list[tuple[int, str]] = []
    count = 0
    for line, row in islice(rows_of(digest, name), SMALL + 1):
        count += 1
        if isinstance(row, spreadsheet.BadRow):
            bad.append((line, row.reason))
            continue
        columns = columns or list(row)
        if len(rows) < SHOWN:
            rows.append((line, [str(row.get(column, ""))[:60] for column in columns]))
    if not columns:
        reason = bad[0][1] if bad else "文件里只有表头，没有内容"
        raise Invalid(f"{reason}，请检查后重新选择", fields={"file": f"{reason}，请检查后重新选择"})
    try:
        guessed = guess_columns(columns, {})
    except BadRow:
        guessed = {}
    return Glimpse(columns, rows, guessed, bad[:SHOWN], count)


def rows_of(digest: str, name: str) -> Iterator[tuple[int, Any]]:
    """Return the rows of a stored file."""
    with storage.open_file(digest) as file:
        yield from spreadsheet.read_rows(file, name)


def run_of(digest: str, system: str) -> ImportRun | None:
    """Return how far the import of a file is, or None before it began."""
    return ImportRun.objects.filter(file_digest=digest, source_system=system).first()


def rejected_rows(digest: str, name: str, run: ImportRun) -> Iterator[list[str]]:
    """Yield the rows that were not taken, as they stood, each with its line and the reason."""
    reasons = {item["line"]: item["reason"] for item in run.summary.get("rejected", [])}
    if not reasons:
        return
    last = max(reasons)
    for line, row in rows_of(digest, name):
        if line in reasons:
            yield [str(line), reasons[line], *(str(value) for value in row.values())]
        if line >= last:
            return
