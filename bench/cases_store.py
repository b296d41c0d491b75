"""
The bench's cases, made once a day and kept in ``var/bench``: 100,000 open ones take about two gigabytes.

Made in SQLite by real actions and copies of what they wrote; a sample is counted again by the real step, and nothing
may change. PostgreSQL is given the same rows, table by table, so that both answer the same questions of the same data.
"""

import argparse
import hashlib
import json
import logging
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import psycopg

from bench import cases_copies, cases_data
from bench.machine import fresh, tongpan

FOLDER: Final = Path("var/bench")
FILE: Final = "bench.sqlite3"
DONE: Final = "made.json"
SAMPLE: Final = 200
"""copies that are counted again"""
LEFT_OUT: Final = ("django_migrations", "django_content_type", "auth_permission")
"""tables that migrating fills on both sides"""


@contextmanager
def stored(kind: str, cases: int) -> Iterator[dict[str, str]]:
    """Give an environment with a database of so many open cases."""
    folder = made(cases)
    if kind == "sqlite":
        yield _environment(folder)
        return
    with fresh(kind) as environment:
        environment |= {"TONGPAN_DATA_DIR": str(folder)}  # names are sealed under its keys
        tongpan(environment, "manage", "migrate", "-v", "0")
        _bring(folder / FILE, environment["TONGPAN_DATABASE_URL"])
        yield environment


def made(cases: int) -> Path:
    """Return the folder of so many open cases, made anew where the day, the tables or the making changed."""
    key = _key(cases_data, cases_copies)
    return _kept(f"cases-{cases}", key, lambda folder: shutil.copytree(_walked(), folder), "--fill", str(cases))


def _walked() -> Path:
    """Return the folder of the walked cases, of which all sizes are made."""

    def begin(folder: Path) -> None:
        folder.mkdir(parents=True)
        tongpan(_environment(folder), "demo", "load", "--leads", "0", "--json")

    return _kept("walked", _key(cases_data), begin, "--walk")


def _kept(name: str, key: str, begin: Callable[[Path], object], *words: str) -> Path:
    folder = FOLDER.resolve() / f"{name}-{key}"
    if (folder / DONE).exists():
        return folder
    for old in FOLDER.resolve().glob(f"{name}-*"):
        shutil.rmtree(old)
    begin(folder)
    (folder / DONE).unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.cases_store", *words]
    done = subprocess.run(command, env=_environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    (folder / DONE).write_text(done.stdout.strip().splitlines()[-1], "utf-8")
    return folder


def told(cases: int) -> dict[str, Any]:
    """Return what was said when they were made."""
    found: dict[str, Any] = json.loads((made(cases) / DONE).read_text("utf-8"))
    return found


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "TONGPAN_DATA_DIR": str(folder), "TONGPAN_LOG_LEVEL": "ERROR", "TONGPAN_DEMO": "1",
        "TONGPAN_DATABASE_URL": f"sqlite:///{folder / FILE}",
    }  # fmt: skip


def _key(*modules: ModuleType) -> str:
    """Return what tells apart what is kept: the day, the tables, and how it is made."""
    sources = [Path(str(one.__file__)) for one in modules]
    names = sorted(path.relative_to("src").as_posix() for path in Path("src").glob("tongpan/*/migrations/0*.py"))
    own = sorted(Path("src/tongpan/cases/migrations").glob("0*.py"))
    said = b"".join(path.read_bytes() for path in [*sources, *own]) + "".join(names).encode()
    return f"{time.strftime('%Y%m%d')}-{hashlib.sha256(said).hexdigest()[:8]}"


def _ready() -> str:
    """Set Django up on the database of the environment; return where the file is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tongpan.config.settings.base"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    return str(connection.settings_dict["NAME"])


def _walk() -> dict[str, Any]:
    _ready()
    from tongpan.kernel import clock

    began = time.monotonic()
    return {"walked": cases_data.walk(clock.now()), "seconds": round(time.monotonic() - began, 1)}


def _fill(cases: int) -> dict[str, Any]:
    file = _ready()
    from tongpan.kernel import clock

    began = time.monotonic()
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    rows = cases_copies.fill(cases, cases_data.patterns(database, clock.today()), random.Random(1), database)
    (limits,) = database.execute("SELECT count(*) FROM cases_caselimit").fetchone()
    database.close()
    seconds = round(time.monotonic() - began, 1)
    if differing := cases_copies.differing(SAMPLE, random.Random(2), clock.now()):
        raise RuntimeError(f"counted again, these copies change: {differing}")
    return {"rows": rows, "limits": limits, "sample_counted_again": SAMPLE, "seconds": seconds}


def _bring(file: Path, url: str) -> None:
    """Copy every table of a SQLite file into PostgreSQL."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as source, psycopg.connect(url, autocommit=True) as target:
        target.execute("SET session_replication_role = replica")  # keys are whole in the source
        target.execute("SET TIME ZONE 'UTC'")
        target.execute("SET maintenance_work_mem = '256MB'")
        tables = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        theirs = _columns(target)
        indexes = _indexes(target)
        for name, _ in indexes:
            target.execute(f'DROP INDEX "{name}"'.encode())
        shared = sorted(tables & theirs.keys() - set(LEFT_OUT))
        target.execute(f"TRUNCATE {', '.join(shared)}".encode())
        for table in shared:
            own = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
            if own == set(theirs[table]):  # others are kept in another way there, as what is searched
                _copy(source, target, table, theirs[table])
        for _, definition in indexes:
            target.execute(definition.encode())
        target.execute("VACUUM ANALYZE")


def _columns(target: psycopg.Connection[Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    sql = "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
    for table, column, kind in target.execute(sql):
        found.setdefault(table, {})[column] = kind
    return found


def _indexes(target: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    sql = """
        SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_class t ON t.oid = i.indrelid
        WHERE t.relname = ANY(%s) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)
    """
    return list(target.execute(sql, [list(cases_data.TABLES)]))


def _copy(source: sqlite3.Connection, target: psycopg.Connection[Any], table: str, columns: dict[str, str]) -> None:
    """Stream one table as CSV, which SQLite itself writes out."""
    cells = []
    for name, kind in columns.items():
        value = f"'\\x' || hex(\"{name}\")" if kind == "bytea" else f'"{name}"'
        cells.append(f"""ifnull('"' || replace({value}, '"', '""') || '"', '')""")
    names = ", ".join(f'"{name}"' for name in columns)
    joined = " || ',' || ".join(cells)
    with target.cursor().copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)".encode()) as copy:
        lines = source.execute(f"SELECT {joined} FROM {table}")
        while chunk := lines.fetchmany(2_000):
            copy.write("\n".join(line for (line,) in chunk) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walk", action="store_true")
    parser.add_argument("--fill", type=int)
    options = parser.parse_args()
    print(json.dumps(_walk() if options.walk else _fill(options.fill)))
