"""Print the newest head of the ledger, to be kept elsewhere."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.kernel import ledger


class Command(BaseCommand):
    help = (
        "Seal what waits and print the newest head of the ledger. Keep it where the owner of the database has no hand: "
        "`tongpan ledger verify --against FILE` later shows whether anything before it was rewritten or cut off."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, export, print."""
        ledger.seal_all()
        head = ledger.export_head()
        if head is None:
            raise CommandError("the ledger is empty: nothing has been recorded yet")
        if options["json"]:
            self.stdout.write(json.dumps(head.as_json(), sort_keys=True))
        else:
            for name, value in head.as_json().items():
                self.stdout.write(f"{name}: {value}")
