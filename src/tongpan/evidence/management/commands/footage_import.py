"""``tongpan footage import FOLDER|MANIFEST``: recordings from the dock, by its list in CSV, Excel or JSONL."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.actions import Report, import_footage
from tongpan.evidence.domain.manifest import COLUMNS
from tongpan.kernel import clock, spreadsheet
from tongpan.kernel.management.telling import refusals_told
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import Scope
from tongpan.places.queries import home_county

SHOWN: Final = 50
LISTS: Final = ("manifest.csv", "manifest.xlsx", "manifest.jsonl", "清单.csv", "清单.xlsx", "清单.jsonl")


class Command(BaseCommand):
    """Bring in recordings; a bad row is reported with line and reason and stops nothing."""

    help = (
        "Import recordings of the dock by its list. FOLDER holds one of "
        f"{', '.join(LISTS)}; files of the list lie beside it. Columns: "
        + "; ".join(f"{name} ({'/'.join(words)})" for name, words in COLUMNS.items())
        + ". A row without a file needs uri and digest: the recording stays at the dock. Files are read, never moved "
        "or changed. Brought again, the list goes on where it was cut short. No position is read from any column."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="FOLDER|MANIFEST", help="CSV (UTF-8 or GBK), Excel or JSONL")
        parser.add_argument("--division", default="", metavar="CODE", help="six digits of the county (default: ours)")
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and keep nothing")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what became of each row."""
        path = _list_of(options["source"])
        with refusals_told():
            county = home_county(options["division"])
        with refusals_told("没有导入："):
            report = import_footage(
                rows=spreadsheet.read_rows(path, path.name), folder=path.parent, district_id=county.pk,
                actor=_dock(county.pk), now=clock.now(), rehearsal=options["dry_run"],
            )  # fmt: skip
        self._tell(report, as_json=options["json"], rehearsal=options["dry_run"])

    def _tell(self, report: Report, *, as_json: bool, rehearsal: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_json() | {"dry_run": rehearsal}, ensure_ascii=False))
            return
        for bad in report.rejected[:SHOWN]:
            self.stderr.write(f"  第 {bad['line']} 行：{bad['reason']}")
        if len(report.rejected) > SHOWN:
            self.stderr.write(f"另有 {len(report.rejected) - SHOWN} 行没有导入，--json 可看全部")
        self.stdout.write(
            ("预演，没有保存：" if rehearsal else "")
            + f"收到 {report.received}，新登记 {report.created}，补上内容 {report.completed}，已有 {report.known}，"
            f"退回 {len(report.rejected)}"
        )


def _list_of(source: Path) -> Path:
    if source.is_dir():
        found = next((source / name for name in LISTS if (source / name).is_file()), None)
        if found is None:
            raise CommandError(f"{source} 里没有清单；请放入 {'、'.join(LISTS)} 之一")
        return found
    if not source.is_file():
        raise CommandError(f"没有文件 {source}，请核对路径")
    return source


def _dock(district_id: UUID) -> Actor:
    """Return the actor on whose behalf the dock's recordings of a county come in."""
    return Actor(
        officer_id=None, name="采集站", permissions=frozenset({Permission.EVIDENCE_KEEP}),
        scope=Scope(districts=frozenset({district_id})), district_id=district_id, label="system:dock",
    )  # fmt: skip
