"""``tongpan powers catalogue``: load the catalogue of matters."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.kernel import clock
from tongpan.kernel.errors import Refusal
from tongpan.law.catalogue_check import read_catalogue
from tongpan.powers.actions.catalogue import load_catalogue
from tongpan.powers.catalogue import FOLDER
from tongpan.powers.policies import system_actor


class Command(BaseCommand):
    """Load the matters that ship with the platform, or those of another folder of the same form."""

    help = "Load the catalogue of matters; a second run changes nothing, a changed matter makes a new version."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder of *.toml (default: ours)")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was loaded."""
        try:
            matters = read_catalogue(options["folder"])
            loaded = load_catalogue(matters=matters, actor=system_actor("system:catalogue"), now=clock.now())
        except (Refusal, OSError, ValueError, KeyError) as problem:
            raise CommandError(f"目录没有载入：{problem}") from problem
        for code, reason in loaded.rejected:
            print(f"{code}：{reason}", file=sys.stderr)
        report = {
            "received": len(matters),
            "created": loaded.created,
            "changed": loaded.changed,
            "unchanged": loaded.unchanged,
            "rejected": [{"code": code, "reason": reason} for code, reason in loaded.rejected],
        }
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self.stdout.write(
                f"事项目录：新增 {loaded.created}，变更 {loaded.changed}，"
                f"未变 {loaded.unchanged}，拒绝 {len(loaded.rejected)}"
            )
