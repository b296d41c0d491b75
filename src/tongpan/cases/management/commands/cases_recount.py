"""``tongpan cases recount``: count limits and flags of every case anew from its facts."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from tongpan.cases.actions import recount_all
from tongpan.kernel import clock


class Command(BaseCommand):
    """Count anew what lists and boards read; tells how many cases changed."""

    help = "Count the limits and flags of every case again from its facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recount."""
        done = recount_all(now=clock.now())
        said = f"看了 {done.seen} 件案件，{done.changed} 件的期限有变化，{done.failed} 件算不出"
        self.stdout.write(json.dumps(asdict(done)) if options["json"] else said)
