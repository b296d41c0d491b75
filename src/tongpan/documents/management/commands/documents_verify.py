"""``tongpan documents verify``: every document in force: its bytes, digests and signature."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.documents.domain.choices import State
from tongpan.documents.models import Document
from tongpan.documents.steps.verifying import disagreements

TOLD = 20
"""how many documents are named on stderr"""


class Command(BaseCommand):
    """Read every document in force; slow, and harmless while people work."""

    help = (
        "Verify documents in force: that each file is there, is byte for byte what was issued, and that an electronic "
        "seal over it holds. Exits with 1 if anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report."""
        looked, wrong = 0, {}
        rows = Document.objects.filter(state=State.ISSUED).defer("content_sealed").order_by("pk")
        for document in rows.iterator():
            looked += 1
            if found := disagreements(document):
                wrong[str(document.pk)] = {"document": str(document), "wrong": found}
        for each in list(wrong.values())[:TOLD]:
            self.stderr.write(f"{each['document']}: {'; '.join(each['wrong'])}")
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not wrong, "documents": looked, "wrong": wrong}, ensure_ascii=False))
        if wrong:
            raise CommandError(f"{looked} 份生效的文书中有 {len(wrong)} 份与签发时不一致；请保留现场并联系维护人员")
        if not options["json"]:
            self.stdout.write(f"{looked} 份生效的文书与签发时一致，电子签章有效")
