"""Show messages that wait or failed, and put failed ones back."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.kernel import clock
from tongpan.kernel.models import ScheduledJob
from tongpan.kernel.outbox import status


class Command(BaseCommand):
    help = "Show messages that wait or failed and periodic jobs; --retry puts failed messages back into the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", metavar="ID|all", help="try a failed message (or all of them) again")
        parser.add_argument("--limit", type=int, default=20, help="how many failed messages to show (20)")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Retry if asked, then show."""
        retried = self._retry(options["retry"])
        failed = [
            {"id": row.pk, "name": row.name, "attempts": row.attempts, "error": row.last_error.strip()}
            for row in status.failed()[: options["limit"]]
        ]
        jobs = list(ScheduledJob.objects.order_by("name").values("name", "next_run_at", "failures", "last_error"))
        counts = status.counts()
        for one in failed:
            self.stderr.write(f"#{one['id']} {one['name']} ({one['attempts']} attempts)\n{one['error']}")
        for job in jobs:
            self.stderr.write(f"{job['name']}: next {job['next_run_at']:%Y-%m-%d %H:%M:%S}, {job['failures']} failures")
        if options["json"]:
            found = {"counts": counts, "retried": retried, "failed": failed, "jobs": jobs}
            self.stdout.write(json.dumps(found, ensure_ascii=False, default=str))
        else:
            self.stdout.write(", ".join(f"{name} {n}" for name, n in counts.items()))

    def _retry(self, which: str | None) -> int:
        if which is None:
            return 0
        if which == "all":
            return status.retry_all(now=clock.now())
        if not which.isdigit() or not status.retry(int(which), now=clock.now()):
            raise CommandError(f"no failed message has the number {which}")
        return 1
