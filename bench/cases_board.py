"""
The board of limits among 100,000 open cases: what a page costs at every level, and in how many statements.

``python -m bench.cases_board [--cases 100000] [--runs 30] [--json]``, on SQLite and, where it answers, on PostgreSQL.
The first run of a day makes the cases (`bench.cases_store`), later ones find them. Every question is put in turn, round
after round: through the query functions (page, rows and counts together), and as a page over HTTP (in process).
`processor_ms` is the median of this process's own work; the rest is the database's, and what a busy machine takes.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from bench.cases_store import stored, told
from bench.machine import databases, machine, median, percentile

BOARD_MS: Final = 100
PAGE_MS: Final = 200
FEW: Final = 500
BUREAU: Final = ""
"""the head of the bureau with most cases, who has no account"""
WHO: Final = {
    "officer, own": ("duiyuan", "MINE"),
    "head, own": ("fuze", "MINE"),
    "reviewer, own": ("fazhi", "MINE"),
    "team": ("duiyuan", "TEAM"),
    "leader's team": ("duizhang", "TEAM"),
    "town": ("fuze", "TOWN"),
    "bureau": (BUREAU, "BODY"),
    "district": ("quzong", "DISTRICT"),
}
CHOSEN: Final[dict[str, dict[str, str]]] = {
    "": {},
    ", overdue": {"group": "OVERDUE"},
    ", later": {"group": "LATER"},
    ", awaiting": {"group": "WAITING"},
    ", over": {"group": "ENDED"},
    ", duties": {"kind": "MUST_BY"},
    ", frequent rule": {"rule": "DL-09"},
    ", rare rule": {"rule": "DL-19"},
    ", rule that never runs": {"rule": "DL-35"},
    ", one field": {"domain": "city_appearance"},
    ", field without any": {"domain": "labor"},
    ", rule in a field": {"rule": "DL-09", "domain": "water"},
    ", rule in no field": {"rule": "DL-09", "domain": "labor"},
    ", field awaiting": {"domain": "water", "group": "WAITING"},
}
"""every filter at every level"""
DEEP: Final = 20
LISTS: Final = ("OVERDUE", "NOT_FILED", "RETURNED", "ON_SPOT")

Case = tuple[str, int, Callable[[], object]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--inner", action="store_true", help="measure in the database of the environment")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.inner:
        print(json.dumps(inner(options.runs), ensure_ascii=False))
        return
    found: dict[str, Any] = {"machine": machine(), "cases": options.cases, "made": told(options.cases)}
    few = min(FEW, options.cases // 2)
    for kind in databases():
        small, large = measured(kind, few, 0), measured(kind, options.cases, options.runs)
        for name, figures in large["questions"].items():
            other = small["questions"][name]
            # where nothing is found, nothing is read beside it
            figures["statements_among_few"] = other["statements"] if other["found"] == figures["found"] else None
        found[kind] = large
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    print({name: value for name, value in found.items() if name not in databases()})
    for kind in databases():
        print(f"{kind}: {'median':>36}{'p95':>9}{'processor':>11}{'limit':>7}  statements, among few")
        for name, figures in found[kind]["questions"].items():
            print(
                f"  {name:<34}{figures['median_ms']:>9}{figures['p95_ms']:>9}{figures['processor_ms']:>11}"
                f"{figures['limit_ms']:>7}  {figures['statements']}, {figures['statements_among_few']}"
            )


def measured(kind: str, cases: int, runs: int) -> dict[str, Any]:
    """Return the figures of one database."""
    with stored(kind, cases) as environment:
        command = [sys.executable, "-m", "bench.cases_board", "--inner", "--runs", str(runs)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def inner(runs: int) -> dict[str, Any]:
    """Count the statements of every question, and take the times."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tongpan.config.settings.base"
    import django

    django.setup()
    from django.conf import settings

    asked = list(questions())
    times: dict[str, list[float]] = {name: [] for name, _, _ in asked}
    worked: dict[str, list[float]] = {name: [] for name, _, _ in asked}
    trusted, settings.TONGPAN_STAMP_SECONDS = settings.TONGPAN_STAMP_SECONDS, 3600  # whether a second is over or not
    statements = {name: counted(run) for name, _, run in asked}
    settings.TONGPAN_STAMP_SECONDS = trusted
    for _ in range(max(1, runs)):
        for name, _, run in asked:
            start, before = time.perf_counter(), time.process_time()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
            worked[name].append((time.process_time() - before) * 1000)
    return {
        "load_after": round(os.getloadavg()[0], 2),
        "questions": {
            name: {
                "median_ms": round(median(times[name]), 1),
                "p95_ms": round(percentile(times[name], 0.95), 1),
                "processor_ms": round(median(worked[name]), 1),
                "limit_ms": limit,
                "statements": statements[name][0],
                "found": statements[name][1],
            }
            for name, limit, _ in asked
        },
    }


def questions() -> Iterator[Case]:
    """Yield every question with its limit."""
    from tongpan.agencies.queries import actor_of_username
    from tongpan.cases.domain.board import Reach
    from tongpan.cases.domain.looks import Roll
    from tongpan.cases.queries import supervision
    from tongpan.cases.queries.limits import BoardFilters
    from tongpan.kernel import clock
    from tongpan.places.models import Place

    today, now = clock.today(), clock.now()
    for who, (username, level) in WHO.items():
        for name, chosen in CHOSEN.items():
            filters = BoardFilters(reach=Reach(level), **chosen)  # type: ignore[arg-type]
            yield f"{who}{name}", BOARD_MS, board(username, filters)
    town = Place.objects.filter(code__startswith="330802", level="TOWN").order_by("code")[:1].get().pk
    for name, chosen in CHOSEN.items():
        filters = BoardFilters(reach=Reach.DISTRICT, town_id=town, **chosen)
        yield f"district, one town{name}", BOARD_MS, board("quzong", filters)
    yield f"district, page {DEEP}", BOARD_MS, deep("quzong", Reach.DISTRICT)
    yield f"head, own, page {DEEP}", BOARD_MS, deep("fuze", Reach.MINE)
    sun = actor_of_username("sifa", today)
    for which in LISTS:
        yield f"list {which}", BOARD_MS, partial(supervision.roll, sun, Roll(which), now)
    for who, (username, level) in WHO.items():
        if username:
            yield f"page: {who}", PAGE_MS, page(username, level)


def board(username: str, filters: Any) -> Callable[[], object]:
    """Return the question for one page of the board, with what it shows of each row, and the counts of its groups."""
    from tongpan.agencies.models import Officer
    from tongpan.agencies.queries import actor_for, actor_of_username
    from tongpan.cases.queries import limits
    from tongpan.kernel import clock

    today = clock.today()
    if username:
        actor = actor_of_username(username, today)
    else:
        posts = {"appointments__post": "HEAD", "appointments__agency__kind": "DEPARTMENT"}
        actor = actor_for(Officer.objects.get(appointments__town=None, **posts), today)

    def run() -> object:
        found = limits.board(actor, filters, today)
        return limits.shown(found.items, today), limits.counts(actor, filters, today)

    return run


def deep(username: str, level: Any) -> Callable[[], object]:
    """Return the question for one page far down a list."""
    from tongpan.agencies.queries import actor_of_username
    from tongpan.cases.queries import limits
    from tongpan.kernel import clock

    today = clock.today()
    actor = actor_of_username(username, today)
    filters, after = limits.BoardFilters(reach=level), None
    for _ in range(DEEP - 1):
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


def counted(run: Callable[[], object]) -> tuple[int, bool]:
    """Return how many statements a question costs in a warm process, and whether it finds anything."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    run()
    with CaptureQueriesContext(connection) as seen:
        answer = run()
    return len(seen), bool(answer[0]) if isinstance(answer, tuple) else True


if __name__ == "__main__":
    main()
