"""What machine a figure was taken on, and databases that are made for a bench and thrown away."""

import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

POSTGRES = os.environ.get("TONGPAN_BENCH_POSTGRES", "postgresql://root@127.0.0.1:5432/postgres")


def machine() -> dict[str, object]:
    """Return processor count, Python and SQLite versions."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load_before": round(os.getloadavg()[0], 2),
    }


def median(values: list[float]) -> float:
    return statistics.median(values)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the sorted values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def postgres_answers() -> bool:
    """Return whether a PostgreSQL server is there to be measured."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def databases() -> list[str]:
    """Return the kinds of database that can be measured here."""
    return ["sqlite", "postgresql"] if postgres_answers() else ["sqlite"]


@contextmanager
def fresh(kind: str) -> Iterator[dict[str, str]]:
    """Give an environment with an empty database of its own, in full durability, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="tongpan-bench-") as folder:
        environment = os.environ | {"TONGPAN_DATA_DIR": folder, "TONGPAN_LOG_LEVEL": "ERROR", "TONGPAN_DEMO": "1"}
        name = f"bench_{Path(folder).name.rsplit('-', 1)[-1]}"
        if kind == "sqlite":
            environment["TONGPAN_DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
            yield environment
            return
        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        try:
            environment["TONGPAN_DATABASE_URL"] = POSTGRES.rsplit("/", 1)[0] + f"/{name}"
            yield environment
        finally:
            with psycopg.connect(POSTGRES, autocommit=True) as admin:
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def tongpan(environment: dict[str, str], *words: str) -> str:
    """Run one command and return its stdout; a failure shows its stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "tongpan.config", *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"tongpan {' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout
