"""``tongpan cases verify``: every case's rows, summary and limits against its ledger."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.cases.models import Case
from tongpan.cases.steps.agreeing import disagreements

TOLD = 20
"""how many cases are named on stderr"""


class Command(BaseCommand):
    """Read every case as a whole; slow, and harmless while people work."""

    help = (
        "Verify cases: what is kept of each in rows, summary and limits, against what its ledger tells. "
        "Exits with 1 if anything differs. Whether the ledger itself is whole is for `tongpan ledger verify`."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report."""
        looked, wrong = 0, {}
        for case in Case.objects.select_related("district").defer("district__geometry").order_by("pk").iterator():
            looked += 1
            if found := disagreements(case):
                wrong[case.number] = found
        for number, found in list(wrong.items())[:TOLD]:
            self.stderr.write(f"{number}: {'; '.join(found)}")
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not wrong, "cases": looked, "wrong": wrong}, ensure_ascii=False))
        if wrong:
            raise CommandError(f"{looked} 件案件中有 {len(wrong)} 件的留痕与现状不一致；请保留现场并联系维护人员")
        if not options["json"]:
            self.stdout.write(f"{looked} 件案件的事实、进展和期限与留痕一致")
