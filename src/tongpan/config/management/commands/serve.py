"""``tongpan serve``: the site and its worker, started and stopped together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
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
from tongpan.kernel import orphans

WORKER = [sys.executable, "-m", "tongpan.config", "worker", "--nice", "5"]
"""it yields to whoever waits for a page"""
PATIENCE_SECONDS = 20
"""how long the worker may take to finish the piece of work in hand"""
MOST_ON_SQLITE = 2
"""SQLite has one writer: beside one that writes, one more process weighs words; further ones would only wait"""
THREADS = {"sqlite": 4, "postgresql": 2}
"""in each process; on SQLite those that wait for the writer are written together (`kernel.storing`)"""
PAUSE_SECONDS = 2
"""before a worker that died is started again"""


class Command(BaseCommand):
    """Serve the pages and the API by WSGI, with the background worker as a child process."""

    help = "Serve the site and run its worker. Stop with Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=env.text("TONGPAN_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.number("TONGPAN_PORT", 8000))
        parser.add_argument("--no-worker", action="store_true", help="serve only; the worker runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, start the worker, announce, serve until stopped."""
        host, port = options["host"], options["port"]
        call_command("check", verbosity=0)
        _must_be_free(host, port)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        signal.signal(signal.SIGTERM, _interrupt)
        orphans.name_as_parent()
        # Ctrl-C reaches the worker too, and ends both
        with contextlib.suppress(KeyboardInterrupt), contextlib.ExitStack() as running:
            if not options["no_worker"]:
                running.enter_context(_worker_beside())
            self._announce(host, port)
            sqlite = connection.vendor == "sqlite"
            connection.close()
            _server(host, port, sqlite=sqlite).serve()

    def _announce(self, host: str, port: int) -> None:
        self.stdout.write(f"\n通盘已启动：http://{host}:{port}/\n")
        if settings.TONGPAN_DEMO:
            accounts = agencies.demo_accounts()
            width = max((len(account.username) for account in accounts), default=0) + 2
            self.stdout.write(f"演示账号（密码都是 {agencies.DEMO_PASSWORD}）：")
            for account in accounts:
                self.stdout.write(f"  {account.username:<{width}}{account.role}　{account.name}")
            self.stdout.write("演示数据均为合成，不对应任何真实的人和事。按 Ctrl-C 停止。\n")
        self.stdout.flush()


def _server(host: str, port: int, *, sqlite: bool) -> Any:
    cores = os.cpu_count() or 2
    return Server(
        "tongpan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=env.number("TONGPAN_WEB_WORKERS", min(MOST_ON_SQLITE, cores) if sqlite else cores),
        blocking_threads=env.number("TONGPAN_WEB_THREADS", THREADS["sqlite" if sqlite else "postgresql"]),
        workers_kill_timeout=PATIENCE_SECONDS,
        log_access=False,
    )


def _must_be_free(host: str, port: int) -> None:
    """
    Try the port before anything is started.

    :raises CommandError: if somebody else listens there, or the address is not ours
    """
    if not 0 < port < 65536:
        raise CommandError(f"{port} 不是端口号；请用 1 到 65535 之间的数")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise CommandError(
            f"{host}:{port} 用不了（{error}）。可能已有程序占用这个端口；请先停掉它，或用 TONGPAN_PORT 换一个端口"
        ) from error


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    """Run the worker, and start it again if it dies; on leaving, let it finish what it has in hand."""
    stopping = threading.Event()
    children = [subprocess.Popen(WORKER)]

    def watch() -> None:
        while True:
            children[-1].wait()
            if stopping.wait(PAUSE_SECONDS):
                return
            children.append(subprocess.Popen(WORKER))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        stopping.set()
        children[-1].terminate()
        try:
            children[-1].wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            children[-1].kill()


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
