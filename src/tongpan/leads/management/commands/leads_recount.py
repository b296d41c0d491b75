"""``tongpan leads recount``: count every roll-up cell anew from the leads themselves."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tongpan.leads.actions.recounting import recount_cells


class Command(BaseCommand):
    """Recount the cells of the overviews; tells how many were wrong."""

    help = "Recount the roll-up cells from the leads and mend what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recount."""
        mended = recount_cells()
        self.stdout.write(json.dumps({"mended": mended}) if options["json"] else f"改正 {mended} 个统计单元")
