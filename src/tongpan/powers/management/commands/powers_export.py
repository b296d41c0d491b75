"""``tongpan powers export FILE``: write matters or a district's power list, as `powers import` reads it back."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.kernel import clock
from tongpan.kernel.errors import Refusal
from tongpan.kernel.spreadsheet import write_csv, write_xlsx
from tongpan.places import queries as places
from tongpan.powers.domain.listfile import GRANT_COLUMNS, MATTER_COLUMNS
from tongpan.powers.queries.exporting import grant_lines, matter_lines
from tongpan.powers.queries.lists import ListFilter


class Command(BaseCommand):
    """Write a list to CSV or, by the file's name, to Excel."""

    help = "Export matters or a power list to CSV or Excel (by the file's name)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=["matters", "grants"], default="grants")
        parser.add_argument("--division", default="", help="code of the county (needed for grants)")
        parser.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-22 (default: today)")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, and say how many lines it has."""
        try:
            columns, rows = self._table(options["kind"], options["division"], options["on"] or clock.today())
            count = _write(options["file"], columns, rows)
        except (Refusal, OSError) as problem:
            raise CommandError(f"没有导出：{problem}") from problem
        if options["json"]:
            self.stdout.write(json.dumps({"rows": count, "file": str(options["file"])}, ensure_ascii=False))
        else:
            self.stdout.write(f"导出 {count} 行")

    def _table(self, kind: str, division: str, on: date) -> tuple[Sequence[str], Iterator[list[str]]]:
        if kind == "matters":
            return MATTER_COLUMNS, matter_lines()
        if not division:
            raise CommandError("请用 --division 指明区县，例如 --division 330802")
        return GRANT_COLUMNS, grant_lines(ListFilter(on, district_id=places.by_code(division).pk))


def _write(file: Path, columns: Sequence[str], rows: Iterator[list[str]]) -> int:
    lines = list(rows)
    if file.suffix.lower() == ".xlsx":
        file.write_bytes(write_xlsx(columns, lines))
    else:
        file.write_bytes(b"".join(write_csv(columns, lines)))
    return len(lines)
