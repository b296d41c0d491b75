"""``tongpan serve``: the site and its worker, started and stopped together."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from granian.constants import Interfaces
from granian.server import Server

from tongpan.agencies import queries as agencies
from tongpan.config import env


class Command(BaseCommand):
    """Serve the pages and the API by WSGI, with the background worker as a child process."""

    help = "Serve the site and run its worker. Stop with Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=env.text("TONGPAN_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.number("TONGPAN_PORT", 8000))
        parser.add_argument("--no-worker", action="store_true", help="serve only; the worker runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, announce, start the worker, serve until stopped."""
        call_command("check", verbosity=0)
        sqlite = connection.vendor == "sqlite"
        worker = None if options["no_worker"] else subprocess.Popen([sys.executable, "-m", "tongpan.config", "worker"])
        self._announce(options["host"], options["port"])
        connection.close()
        server = Server(
            "tongpan.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            # SQLite has one writer: more processes only queue behind each other
            workers=1 if sqlite else env.number("TONGPAN_WEB_WORKERS", os.cpu_count() or 2),
            blocking_threads=2 if sqlite else 4,
            log_access=False,
        )
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            server.serve()
        except OSError as error:
            raise CommandError(f"端口 {options['port']} 用不了（{error}）；可用 TONGPAN_PORT 换一个") from error
        finally:
            if worker is not None:
                worker.terminate()
                worker.wait(timeout=20)

    def _announce(self, host: str, port: int) -> None:
        self.stdout.write(f"\n通盘已启动：http://{host}:{port}/\n")
        if not settings.TONGPAN_DEMO:
            return
        accounts = agencies.demo_accounts()
        self.stdout.write(f"演示账号（密码都是 {agencies.DEMO_PASSWORD}）：")
        for account in accounts:
            self.stdout.write(f"  {account.username:<12}{account.role}　{account.name}")
        self.stdout.write("演示数据均为合成，不对应任何真实的人和事。按 Ctrl-C 停止。\n")
        self.stdout.flush()


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
