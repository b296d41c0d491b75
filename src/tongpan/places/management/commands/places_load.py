"""``tongpan places load``: division codes, from one county to the whole country."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.kernel.clock import now
from tongpan.kernel.ids import uuid7
from tongpan.places.actions import load_list
from tongpan.places.domain.codes import Level
from tongpan.places.management.reading import list_rows
from tongpan.places.steps import Listing, Tally

FILES = {
    "provinces": Level.PROVINCE,
    "cities": Level.CITY,
    "areas": Level.COUNTY,
    "streets": Level.TOWN,
    "villages": Level.VILLAGE,
}


class Command(BaseCommand):
    """Load lists of divisions (CSV, gzipped CSV or Excel with the columns code and name)."""

    help = (
        "Load division codes: 2, 4, 6, 9 and 12 digits. Loading again creates nothing and goes on where a broken-off "
        "load stopped. A name that differs is a renaming and needs --valid-from. Bad rows are told and stop nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, level in FILES.items():
            parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"list of level {level.value}")
        parser.add_argument("--dir", type=Path, metavar="DIR", help="folder with provinces.csv … villages.csv[.gz]")
        parser.add_argument("--instrument", default="统计用区划代码和城乡划分代码", help="the paper the list rests on")
        parser.add_argument(
            "--valid-from", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day of the codes"
        )
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each list, from the province down."""
        files = self._files(options)
        results: dict[str, Any] = {}
        for name, path in files.items():
            listing = Listing(uuid7(), options["instrument"], FILES[name], options["valid_from"], now())
            tally = load_list(list_rows(path), listing=listing, told=partial(self._tell, name))
            results[name] = _summary(tally)
        if options["json"]:
            self.stdout.write(json.dumps(results, ensure_ascii=False))
            return
        for name, result in results.items():
            self.stdout.write(
                f"{name}: 读入 {result['read']}，新建 {result['created']}，更名 {result['renamed']}，"
                f"未变 {result['unchanged']}，退回 {result['rejected_count']}"
            )
            for reason in result["rejected"][:20]:
                self.stderr.write(f"  {name} 第 {reason['line']} 行：{reason['reason']}")

    def _files(self, options: dict[str, Any]) -> dict[str, Path]:
        files = {name: options[name] for name in FILES if options[name]}
        folder: Path | None = options["dir"]
        if folder is not None:
            if not folder.is_dir():
                raise CommandError(f"没有文件夹 {folder}，请核对路径")
            for name in FILES:
                found = next((p for s in (".csv", ".csv.gz", ".xlsx") if (p := folder / f"{name}{s}").is_file()), None)
                if found and name not in files:
                    files[name] = found
        if not files:
            raise CommandError("没有可导入的清单：请用 --dir 指明文件夹，或用 --provinces、--villages 等逐个指明文件")
        return {name: files[name] for name in FILES if name in files}

    def _tell(self, name: str, tally: Tally) -> None:
        if tally.read % 20_000 == 0:
            self.stderr.write(f"{name}: {tally.read} 行")


def _summary(tally: Tally) -> dict[str, Any]:
    facts = asdict(tally)
    facts["rejected_count"] = facts["rejected"]
    facts["rejected"] = facts.pop("reasons")
    return facts
