"""Run every test on SQLite, then on PostgreSQL where one answers. Exit code: the first failure, else 0."""

import argparse
import getpass
import os
import subprocess
import sys
import time

import psycopg

LOCAL_POSTGRES = f"postgresql://{getpass.getuser()}@127.0.0.1:5432/postgres"


def main() -> int:
    """Run pytest once for each database and say what was run and what was skipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--require-postgres", action="store_true", help="fail where no PostgreSQL answers")
    parser.add_argument("--workers", default=os.environ.get("TONGPAN_TEST_WORKERS", str(min(4, os.cpu_count() or 2))))
    parser.add_argument("rest", nargs="*", help="further arguments for pytest")
    options = parser.parse_args()
    given = os.environ.get("TONGPAN_TEST_DATABASE_URL", "")
    outcome = run("SQLite", "sqlite:///:memory:", options.workers, options.rest)
    postgres = given if given.startswith("postgres") else LOCAL_POSTGRES
    if (reason := silent(postgres)) is None:
        # what has no database ran above; the browser once is enough
        second = run("PostgreSQL", postgres, options.workers, [*options.rest, "-m", "not e2e", "--needs-database"])
        return outcome or second
    print(f"\nPostgreSQL: skipped, none answers at {postgres} ({reason}).", file=sys.stderr)
    print("Set TONGPAN_TEST_DATABASE_URL=postgresql://user@host/database to run these tests too.", file=sys.stderr)
    return outcome or (1 if options.require_postgres else 0)


def silent(url: str) -> str | None:
    """Return why no PostgreSQL answers at an address, or None when one does."""
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[0]
    return None


def run(name: str, url: str, workers: str, rest: list[str]) -> int:
    """Run pytest against one database and return its exit code."""
    print(f"\n=== tests on {name} ===", flush=True)
    started = time.monotonic()
    environment = os.environ | {"TONGPAN_TEST_DATABASE_URL": url}
    environment.pop("TONGPAN_DATA_DIR", None)
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadfile", *rest]
    code = subprocess.run(command, env=environment, check=False).returncode
    print(f"=== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s ===", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
