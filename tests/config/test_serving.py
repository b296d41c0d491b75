"""`tongpan serve`: started and stopped together, and a port that is taken."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from tests import processes


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    return processes.demo_copy(tmp_path_factory, tmp_path_factory.mktemp("serving"))


def children(pid):
    return [
        int(word) for word in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    ]


def workers_of(server):
    """Its worker processes; one that has died between the list and the look is none of them."""
    found = []
    for pid in children(server.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"worker" in words:
            found.append(pid)
    return found


def gone(pid):
    try:
        with open(f"/proc/{pid}/stat") as state:
            return state.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.fixture
def server(env, tmp_path):
    port = processes.free_port()
    log = (tmp_path / "log").open("w+")
    running = processes.started(env, "serve", "--port", str(port), stdout=log, stderr=subprocess.STDOUT)
    running.port, running.log = port, log
    processes.wait_for(port, running)
    yield running
    if running.poll() is None:
        processes.power_off(running)
    log.close()


def told(server):
    server.log.seek(0)
    return server.log.read()


@pytest.mark.parametrize(
    ("stop", "to_all"),
    [
        pytest.param(signal.SIGTERM, False, id="SIGTERM"),
        pytest.param(signal.SIGINT, True, id="Ctrl-C, which reaches the worker too"),
    ],
)
def test_stops_with_its_worker(server, stop, to_all):
    time.sleep(3)
    below = children(server.pid)
    assert len(below) >= 2, "the web process and the worker"

    (os.killpg if to_all else os.kill)(server.pid, stop)

    assert server.wait(timeout=30) == 0
    assert all(gone(pid) for pid in below)
    assert "Traceback" not in told(server)


def test_killed_outright_it_leaves_nobody_behind(server):
    time.sleep(3)
    below = children(server.pid)
    assert len(below) >= 2, "the web process and the worker"

    os.kill(server.pid, signal.SIGKILL)
    server.wait()

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not all(gone(pid) for pid in below):
        time.sleep(0.2)
    assert all(gone(pid) for pid in below)
    assert not processes.answers(server.port)
    assert "Traceback" not in told(server)


def test_says_where_and_with_which_accounts(server):
    text = told(server)

    assert f"http://127.0.0.1:{server.port}/" in text
    assert "diaodu" in text
    assert "演示数据均为合成" in text


def test_a_worker_that_dies_is_started_again(server):
    deadline = time.monotonic() + 30
    first = workers_of(server)[0]
    os.kill(first, signal.SIGKILL)

    while time.monotonic() < deadline:
        if any(pid != first for pid in workers_of(server)):
            return
        time.sleep(0.3)
    raise AssertionError("no new worker came")


def test_a_port_in_use_is_told_before_anything_starts(env):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = processes.tongpan(env, "serve", "--port", str(port))

    assert done.returncode == 1
    assert f"127.0.0.1:{port} 用不了" in done.stderr
    assert "TONGPAN_PORT" in done.stderr
    assert "Traceback" not in done.stderr
    assert "通盘已启动" not in done.stdout
