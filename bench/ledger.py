"""
How fast the ledger is written, sealed and verified, on a database of its own that is thrown away afterwards.

    python -m bench.ledger [--entries 200000] [--json]            SQLite, full durability
    TONGPAN_DATABASE_URL=postgresql://… python -m bench.ledger    PostgreSQL; beside the database named
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

BATCH = 500
TURNS = 3


def prepare(folder: Path) -> None:
    """Point Django at an empty database."""
    os.environ.setdefault("TONGPAN_DATA_DIR", str(folder))
    os.environ.setdefault("TONGPAN_DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.base")
    import django

    django.setup()


@contextmanager
def database() -> Iterator[str]:
    """Make the tables, and on PostgreSQL a database for them; yield the vendor."""
    from django.core.management import call_command
    from django.db import connection

    named = str(connection.settings_dict["NAME"])
    postgres = connection.vendor == "postgresql"
    if postgres:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    else:
        call_command("migrate", "kernel", verbosity=0)
    try:
        yield connection.vendor
    finally:
        if postgres:
            connection.creation.destroy_test_db(named, verbosity=0)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fill(entries: int) -> dict[str, float]:
    """Write entries in batches, four on each subject."""
    from django.db import transaction

    from tongpan.kernel import clock, ledger

    now = clock.now()
    facts = {"status": "ASSIGNED", "team": str(uuid4()), "reason": "路边占道经营，已交办乡镇综合行政执法队"}

    def work() -> None:
        for _ in range(entries // BATCH):
            refs = [ledger.SubjectRef("leads.lead", uuid4()) for _ in range(BATCH // 4)]
            with transaction.atomic():
                ledger.record_many(
                    ledger.Entry("lead.assigned", refs[n % len(refs)], "officer:bench", now, facts)
                    for n in range(BATCH)
                )

    return {"record_many_per_s": round(entries / timed(work))}


def one_by_one(times: int) -> dict[str, float]:
    """Write single entries, each in a durable transaction of its own."""
    from django.db import transaction

    from tongpan.kernel import clock, ledger

    now = clock.now()
    inside: list[float] = []

    def work() -> None:
        for _ in range(times):
            with transaction.atomic():
                began = time.perf_counter()
                ledger.record("lead.created", subject=ledger.SubjectRef("leads.lead", uuid4()), actor=None, at=now)
                inside.append(time.perf_counter() - began)

    seconds = timed(work)
    return {"record_ms": round(statistics.median(inside) * 1000, 3), "commits_per_s": round(times / seconds)}


def run(entries: int) -> dict[str, Any]:
    """Measure everything once; verification three times."""
    from django.conf import settings

    from tongpan.kernel import ledger

    with tempfile.TemporaryDirectory() as heads, database() as vendor:
        settings.TONGPAN_HEADS_DIR = Path(heads)
        found: dict[str, Any] = {"database": vendor, "entries": entries}
        found |= fill(entries)
        found["seal_per_s"] = round(entries / timed(ledger.seal_all))
        found["idle_seal_ms"] = round(statistics.median(timed(ledger.seal_pending) for _ in range(50)) * 1000, 3)
        turns = []
        for _ in range(TURNS):
            began = time.perf_counter()
            report = ledger.verify()
            turns.append(entries / (time.perf_counter() - began))
            if not report.ok or report.entries != entries:
                raise SystemExit(f"the ledger did not verify: {report.as_json()}")
        found["verify_per_s"] = round(statistics.median(turns))
        found |= one_by_one(500)
    return found


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongpan-bench-") as folder:
        prepare(Path(folder))
        found = run(options.entries - options.entries % BATCH)
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:>20}: {value}", file=sys.stderr)


if __name__ == "__main__":
    main()
