"""``tongpan health``: can the site work, and if not, why."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tongpan.kernel import clock
from tongpan.kernel import health as kernel_health


class Command(BaseCommand):
    """Print the health report; exit code 1 when something is wrong."""

    help = "Print the health report: database, worker, outbox, ledger, disk. Exit code 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report."""
        report = kernel_health.report(clock.now())
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, default=str))
        else:
            for name, value in report.items():
                self.stdout.write(f"{name}: {value}")
        if not report["ok"]:
            sys.exit(1)
