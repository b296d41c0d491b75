"""``tongpan powers import FILE``: bring in matters, a district's power list, or a level's catalogue."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.kernel import clock
from tongpan.kernel.errors import Refusal
from tongpan.kernel.spreadsheet import read_rows
from tongpan.places import queries as places
from tongpan.powers.actions.importing import ImportReport, import_catalogue_rows, import_grants, import_matters
from tongpan.powers.policies import system_actor


class Command(BaseCommand):
    """Read a CSV (UTF-8 or GBK), Excel or JSONL file; a bad line is reported and stops nothing."""

    help = "Import matters or a power list from CSV, Excel or JSONL. A bad line is reported with column and reason."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=["matters", "grants", "catalogue"], default="grants")
        parser.add_argument("--division", default="", help="code of the county whose list it is (needed for grants)")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what was imported."""
        try:
            report = self._import(options["file"], options["kind"], options["division"])
        except (Refusal, OSError) as problem:
            raise CommandError(f"没有导入：{problem}") from problem
        for item in [*report.rejected, *report.warnings]:
            print(item, file=sys.stderr)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write(
                f"收到 {report.received} 行：新增 {report.created}，变更 {report.changed}，"
                f"未变 {report.unchanged}，拒绝 {len(report.rejected)}，提醒 {len(report.warnings)}"
            )

    def _import(self, file: Path, kind: str, division: str) -> ImportReport:
        actor, now = system_actor("system:import"), clock.now()
        if not file.is_file():
            raise CommandError(f"没有找到文件：{file}")
        rows = read_rows(file, file.name)
        if kind == "matters":
            return import_matters(rows=rows, actor=actor, now=now)
        if kind == "catalogue":
            return import_catalogue_rows(rows=rows, actor=actor, now=now)
        if not division:
            raise CommandError("请用 --division 指明是哪个区县的清单，例如 --division 330802")
        return import_grants(rows=rows, district=places.by_code(division), actor=actor, now=now)
