"""
The board of limits among 100,000 open cases: what a page costs at every level, and in how many statements.

``python -m bench.cases_board [--cases 100000] [--runs 50] [--json]``, on SQLite and, where it answers, on PostgreSQL.
`processor_ms` is the median of this process's own work; the rest is the database's, and what a busy machine takes.
All cases lie in one district of the demo; older ones that are closed lie among them. Every question is put in turn,
round after round: through the query functions (page, rows and counts together), and as a page over HTTP (in process).
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.machine import databases, fresh, machine, median, percentile, tongpan

BOARD_MS, PAGE_MS = 100, 200
FEW = 500
WHO = {
    "officer, own": ("duiyuan", "MINE"),
    "head, own": ("duizhang", "MINE"),
    "team": ("duiyuan", "TEAM"),
    "town": ("fuze", "TOWN"),
    "district": ("quzong", "DISTRICT"),
}
CHOSEN: dict[str, dict[str, str]] = {
    "": {},
    ", overdue": {"group": "OVERDUE"},
    ", later": {"group": "LATER"},
    ", awaiting": {"group": "WAITING"},
    ", over": {"group": "ENDED"},
    ", duties": {"kind": "MUST_BY"},
    ", frequent rule": {"rule": "DL-09"},
    ", rare rule": {"rule": "DL-22"},
    ", one field": {"domain": "city_appearance"},
    ", field without any": {"domain": "fire"},
}
"""filters are put to the widest level; to the others the whole list"""
LISTS = ("OVERDUE", "NOT_FILED", "RETURNED", "ON_SPOT")

Case = tuple[str, int, Callable[[], object]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--inner", action="store_true", help="measure in the database of the environment")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.inner:
        print(json.dumps(inner(options), ensure_ascii=False))
        return
    found: dict[str, Any] = {"machine": machine(), "cases": options.cases}
    for kind in databases():
        with fresh(kind) as environment:
            tongpan(environment, "demo", "load", "--leads", "0", "--json")
            command = [sys.executable, "-m", "bench.cases_board", "--inner", "--cases", str(options.cases)]
            done = subprocess.run(
                [*command, "--runs", str(options.runs)], env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(done.stderr[-2000:])
            found[kind] = json.loads(done.stdout.strip().splitlines()[-1])
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for kind in databases():
        print(kind, {name: value for name, value in found[kind].items() if name != "questions"})
        for name, figures in found[kind]["questions"].items():
            print(f"  {name:<40}{figures}")


def inner(options: argparse.Namespace) -> dict[str, Any]:
    """Count statements among a few cases, fill up, count again, and take the times."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tongpan.config.settings.base"
    import django

    django.setup()
    from django.db import connection

    from bench import cases_data

    few = min(FEW, options.cases // 2)
    cases_data.fill(few, random.Random(1))
    statements = {name: counted(run) for name, _, run in questions()}
    began = time.monotonic()
    limits = cases_data.fill(options.cases - few, random.Random(2))
    filled = time.monotonic() - began
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    asked = questions()
    times: dict[str, list[float]] = {name: [] for name, _, _ in asked}
    worked: dict[str, list[float]] = {name: [] for name, _, _ in asked}
    for _, _, run in asked:
        run()
    for _ in range(options.runs):
        for name, _, run in asked:
            start, before = time.perf_counter(), time.process_time()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
            worked[name].append((time.process_time() - before) * 1000)
    return {
        "limits": limits,
        "seconds_to_fill": round(filled, 1),
        "questions": {
            name: {
                "median_ms": round(median(times[name]), 1),
                "p95_ms": round(percentile(times[name], 0.95), 1),
                "processor_ms": round(median(worked[name]), 1),
                "limit_ms": limit,
                "statements": counted(run),
                "statements_among_few": statements[name],
            }
            for name, limit, run in asked
        },
    }


def questions() -> list[Case]:
    """Return every question with its limit."""
    from tongpan.agencies.queries import actor_of_username
    from tongpan.cases.domain.board import Reach
    from tongpan.cases.domain.looks import Roll
    from tongpan.cases.queries import limits, supervision
    from tongpan.cases.queries.limits import BoardFilters
    from tongpan.kernel import clock

    today, found = clock.today(), []

    def board(username: str, level: str, chosen: dict[str, Any]) -> Callable[[], object]:
        actor = actor_of_username(username, today)
        filters = BoardFilters(reach=Reach(level), **chosen)

        def run() -> object:
            page = limits.board(actor, filters, today)
            return limits.shown(page.items, today), limits.counts(actor, filters, today)

        return run

    for who, (username, level) in WHO.items():
        for name, chosen in CHOSEN.items() if level == "DISTRICT" else [("", {})]:
            found.append((f"{who}{name}", BOARD_MS, board(username, level, chosen)))
    found.append(("district, page 20", BOARD_MS, deep("quzong", 20)))
    sun, now = actor_of_username("sifa", today), clock.now()
    for which in LISTS:
        found.append((f"list {which}", BOARD_MS, lambda which=which: supervision.roll(sun, Roll(which), now)))
    found += [(f"page {level.lower()}", PAGE_MS, page(username, level)) for username, level in set(WHO.values())]
    return found


def deep(username: str, number: int) -> Callable[[], object]:
    """Return the question for one page far down the district's list."""
    from tongpan.agencies.queries import actor_of_username
    from tongpan.cases.domain.board import Reach
    from tongpan.cases.queries import limits
    from tongpan.kernel import clock

    today = clock.today()
    actor = actor_of_username(username, today)
    filters, after = limits.BoardFilters(reach=Reach.DISTRICT), None
    for _ in range(number - 1):
        after = limits.board(actor, filters, today, after=after).next or after
    return lambda: limits.board(actor, filters, today, after=after)


def page(username: str, level: str) -> Callable[[], object]:
    """Return the board as a page, asked for through all of the site but the network."""
    from django.test import Client

    from tongpan.kernel.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))

    def run() -> object:
        answer = client.get(f"/cases/limits/?reach={level}")
        assert answer.status_code == 200, answer.status_code
        return answer

    return run


def counted(run: Callable[[], object]) -> int:
    """Return how many statements a question costs in a warm process."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    run()
    with CaptureQueriesContext(connection) as seen:
        run()
    return len(seen)


if __name__ == "__main__":
    main()
