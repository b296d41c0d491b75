"""``tongpan leads import FILE``: leads from CSV, Excel or JSONL, in any encoding people send."""

import hashlib
import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.kernel import clock, spreadsheet
from tongpan.kernel.errors import Refusal
from tongpan.kernel.management.telling import refusals_told
from tongpan.leads.actions.imports import Job, Summary, import_leads
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.mapping import FIELDS, BadRow
from tongpan.places.queries import home_county

CHANNELS = {channel.value.lower().replace("_", "-"): channel for channel in Channel}


class Command(BaseCommand):
    """Import leads; a bad row is reported with line and reason and stops nothing."""

    help = (
        "Import leads. Each row is stored and routed like any other report. Rows already here (by external_id) are "
        "counted as duplicates; an interrupted import of the same file goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV (UTF-8 or GBK), Excel or JSONL")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"which column feeds a field; fields: {', '.join(FIELDS)}",
        )
        parser.add_argument("--division", default="", metavar="CODE", help="six digits of the county (default: ours)")
        parser.add_argument("--channel", default="hotline", choices=sorted(CHANNELS), help="where the leads came from")
        parser.add_argument("--system", default="", help="name of the source system (default: the channel)")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, telling progress on stderr."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有文件 {path}，请核对路径")
        channel = CHANNELS[options["channel"]]
        with refusals_told():
            county = home_county(options["division"])
        job = Job(
            district_id=county.pk,
            channel=channel,
            system=(options["system"] or options["channel"])[:40],
            columns=_columns(options["map"]),
            file_digest=_digest(path),
            actor="system:import",
        )
        started, summary = time.monotonic(), Summary()
        try:
            for summary in import_leads(rows=spreadsheet.read_rows(path, path.name), job=job, now=clock.now()):
                speed = summary.received / max(time.monotonic() - started, 0.001)
                self.stderr.write(f"已处理 {summary.received} 行（每秒 {speed:.0f} 行）")
        except (BadRow, Refusal) as reason:
            raise CommandError(str(reason)) from reason
        self._tell(summary, as_json=options["json"])

    def _tell(self, summary: Summary, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(summary.as_json(), ensure_ascii=False))
            return
        self.stdout.write(
            f"收到 {summary.received}，新建 {summary.created}（已分流 {summary.routed}，待研判 {summary.triage}，"
            f"地点待补 {summary.place_pending}），已有 {summary.duplicates}，疑似重复 {summary.suggested}，"
            f"退回 {len(summary.rejected)}"
        )
        for bad in summary.rejected[:50]:
            self.stderr.write(f"  第 {bad['line']} 行：{bad['reason']}")


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, found, column = pair.partition("=")
        if not found or not column:
            raise CommandError(f"--map {pair}：请写成 字段=列名，例如 --map text=留言详情")
        columns[field.strip()] = column.strip()
    return columns


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
