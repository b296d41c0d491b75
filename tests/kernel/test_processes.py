"""Real processes on a real file, with the durable settings of every day: together, told to stop, and killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An empty SQLite database of its own."""
    found = os.environ | {
        "TONGPAN_DATA_DIR": str(tmp_path),
        "TONGPAN_DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.kernel.settings_file",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=found, check=True, timeout=60)
    return found


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def verified(environment: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "django", "ledger_verify", "--json"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_several_writers_on_one_file_leave_a_whole_ledger_and_unique_numbers(environment):
    writers = [start(environment, "tests.kernel.writer", "25") for _ in range(3)]
    numbers = []
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err
        numbers += out.split()

    assert len(numbers) == len(set(numbers)) == 75
    assert verified(environment)["entries"] == 150


def test_a_writer_killed_in_the_middle_loses_nothing_that_it_had_said(environment):
    writer = start(environment, "tests.kernel.writer", "100000")
    assert writer.stdout is not None
    said = [writer.stdout.readline() for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    said += writer.stdout.readlines()
    writer.communicate()

    entries = verified(environment)["entries"]

    assert isinstance(entries, int)
    assert entries >= 2 * len([line for line in said if line.endswith("\n")])


def test_a_worker_stops_on_sigterm(environment):
    worker = start(environment, "django", "worker")
    assert worker.stderr is not None
    assert "working" in worker.stderr.readline()
    time.sleep(0.5)
    worker.send_signal(signal.SIGTERM)

    _, rest = worker.communicate(timeout=15)

    assert worker.returncode == 0
    assert "stopped" in rest
