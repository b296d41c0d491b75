"""``tongpan demo load``: the synthetic demo county, from an empty database to a working day."""

import json
import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from tongpan.config import demo
from tongpan.kernel import clock
from tongpan.kernel.models import User


class Command(BaseCommand):
    """Load places, bodies, lists and a fortnight of leads. A second run adds nothing."""

    help = (
        "Load the demo: four real districts with all towns and villages, synthetic bodies, people, lists and leads. "
        "Creates the database if it is absent. A second run adds nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
        parser.add_argument("--leads", type=int, default=240, help="how many synthetic leads (default 240)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each part, telling progress on stderr."""
        started = time.monotonic()
        call_command("migrate", verbosity=0, interactive=False)
        if _has_own_data():
            raise CommandError("库里已有非演示账号，演示数据不能混入正式库；请换一个 TONGPAN_DATABASE_URL")
        try:
            counts = demo.load(now=clock.now(), leads=options["leads"], tell=self._tell)
            self._tell("检索、统计与通知 …")
            with _quiet_notices():
                call_command("worker", once=True, stdout=StringIO(), stderr=StringIO())
        except DatabaseError as error:
            raise CommandError(f"演示数据没有装完：{error}；改正后可重新运行，不会重复") from error
        result = counts | {"seconds": round(time.monotonic() - started, 1), "database": connection.vendor}
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stdout.write("演示数据已就绪：" + "，".join(f"{name} {n}" for name, n in result.items()))

    def _tell(self, text: str) -> None:
        self.stderr.write(text)


@contextmanager
def _quiet_notices() -> Iterator[None]:
    """Keep a fortnight of made-up notices out of the log: nobody is waiting for them."""
    log = logging.getLogger("tongpan.notify")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _has_own_data() -> bool:
    return User.objects.exclude(username__in=demo.usernames()).exists()
