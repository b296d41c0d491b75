"""Run the background worker: messages, periodic jobs, the ledger's sequencer."""

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tongpan.kernel import orphans
from tongpan.kernel.outbox.worker import Worker


class Command(BaseCommand):
    help = "Run the background worker. It stops after the piece of work in hand on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work until nothing waits, then end")
        parser.add_argument("--nice", type=int, default=0, help="yield so much to other processes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        if options["nice"] and hasattr(os, "nice"):
            os.nice(options["nice"])
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        orphans.end_with_parent()
        self.stderr.write(f"{worker.name}: working")
        worker.run(once=options["once"])
        self.stderr.write(f"{worker.name}: stopped; {worker.delivered} messages, {worker.sealed} ledger entries sealed")
