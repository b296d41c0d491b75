"""``tongpan places import-grids``: grids with or without outlines."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.kernel.clock import now
from tongpan.kernel.ids import uuid7
from tongpan.places.actions import load_list
from tongpan.places.domain.codes import Level
from tongpan.places.domain.coordinates import Datum
from tongpan.places.management.reading import grid_rows, list_rows
from tongpan.places.steps import Listing, Row

_GEOJSON = {".geojson", ".json", ".jsonl", ".geojsonl", ".ndjson"}


class Command(BaseCommand):
    """Load grids (15 digits, micro-grids 18) from GeoJSON, CSV or Excel."""

    help = (
        "Load grids from GeoJSON (outlines) or from CSV/Excel (code and name, perhaps a point; no outline). The datum "
        "is the source's. A known grid with another outline is redrawn from --valid-from on. Bad rows stop nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--datum", choices=[item.value for item in Datum], default=Datum.WGS84.value)
        parser.add_argument("--source", default="", help="where the grids come from; stands in their history")
        parser.add_argument("--valid-from", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--code", default="code", metavar="PROPERTY", help="GeoJSON property that holds the code")
        parser.add_argument("--name", default="name", metavar="PROPERTY", help="GeoJSON property that holds the name")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有文件 {path}，请核对路径")
        listing = Listing(uuid7(), options["source"] or path.name, Level.GRID, options["valid_from"], now())
        tally = load_list(
            self._rows(path, Datum(options["datum"]), options), listing=listing, chunk=500,
            told=lambda so_far: self.stderr.write(f"{so_far.read} 个网格"),
        )  # fmt: skip
        facts = asdict(tally)
        reasons = facts.pop("reasons")
        if options["json"]:
            self.stdout.write(
                json.dumps({**facts, "rejected_count": tally.rejected, "rejected": reasons}, ensure_ascii=False)
            )
            return
        self.stdout.write(
            f"读入 {tally.read}，新建 {tally.created}，重划 {tally.redrawn}，更名 {tally.renamed}，"
            f"未变 {tally.unchanged}，退回 {tally.rejected}"
        )
        for reason in reasons[:20]:
            self.stderr.write(f"  第 {reason['line']} 行：{reason['reason']}")

    def _rows(self, path: Path, datum: Datum, options: dict[str, Any]) -> Iterator[Row]:
        if path.suffix.lower() in _GEOJSON:
            return grid_rows(path, datum, options["code"], options["name"])
        return list_rows(path, datum)
