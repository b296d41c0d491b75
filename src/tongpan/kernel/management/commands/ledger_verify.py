"""Verify the whole ledger."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.kernel import ledger


class Command(BaseCommand):
    help = (
        "Verify the whole ledger: seal what waits, recompute every hash, number and head, and compare with the heads "
        "kept outside the database. Exits with 1 if anything was altered, removed, inserted, reordered or cut off."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--against", metavar="HEAD", help="a file with exported heads, or one head as JSON")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report."""
        began = time.perf_counter()
        try:
            report = ledger.verify(options["against"])
        except (ValueError, OSError) as error:
            raise CommandError(f"--against: {error}") from error
        seconds = time.perf_counter() - began
        self.stderr.write(f"{report.entries} entries in {seconds:.1f} s; {report.sealed} sealed just now")
        self.stderr.write(f"compared with {report.compared} heads kept outside the database")
        for problem in report.problems:
            where = f"place {problem.position}" if problem.position is not None else "no place"
            entry = f", entry {problem.entry_id}" if problem.entry_id is not None else ""
            self.stderr.write(f"{problem.kind}: {where}{entry} {problem.subject}: {problem.detail}")
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        if not report.ok:
            first = report.problems[0]
            where = f"place {first.position}" if first.position is not None else first.subject or "outside the chain"
            raise CommandError(f"the ledger is not as it was written; first: {first.kind}, {where}")
        if report.ledger_id:
            ledger.export_head()
        if not options["json"]:
            self.stdout.write(f"ok: {report.entries} entries, root {report.root or '-'}")
