"""Real processes on a real file: the `tongpan` command as a newcomer calls it, with nothing of the tests' settings."""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEADS = 40
Environment = dict[str, str]
Done = subprocess.CompletedProcess


def environment(folder: Path, **more: str) -> Environment:
    """Return the surroundings of a fresh installation whose data lies in a folder."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TONGPAN_", "DJANGO_", "PYTEST_"))}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return own | {"TONGPAN_DATA_DIR": str(folder), "PYTHONPATH": paths, "TONGPAN_LOG_LEVEL": "WARNING", **more}


def tongpan(env: Environment, *words: str, timeout: float = 120) -> "Done[str]":
    """Run one command to its end."""
    command = [sys.executable, "-m", "tongpan.config", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=timeout, check=False, cwd=ROOT)


def started(env: Environment, *words: str, **options: Any) -> "subprocess.Popen[str]":
    """Start one command, as the first of a process group of its own."""
    command = [sys.executable, "-m", "tongpan.config", *words]
    return subprocess.Popen(command, env=env, text=True, start_new_session=True, cwd=ROOT, **options)


def last_json(done: "Done[str]") -> Any:
    """Return the last line of what a command printed."""
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def demo_folder(factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo loaded, made once for a whole test run. Copy before you write."""
    root = factory.getbasetemp()
    root = root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root
    folder, ready = root / "demo", root / "demo.ready"
    with (root / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            done = tongpan(environment(folder), "demo", "load", "--leads", str(LEADS), "--json", timeout=300)
            ready.write_text(json.dumps(last_json(done)))
    return folder


def demo_copy(factory: pytest.TempPathFactory, target: Path) -> Environment:
    """Return the surroundings of an installation of its own, with the demo loaded."""
    shutil.copytree(demo_folder(factory), target / "data")
    return environment(target / "data")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Return whether a site answers at a port."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except OSError:
        return False
    finally:
        link.close()


def wait_for(port: int, server: "subprocess.Popen[str]", seconds: float = 60) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise AssertionError(f"the server ended with {server.returncode}")
        if answers(port):
            return
        time.sleep(0.1)
    raise AssertionError("the server did not answer in time")


def power_off(server: "subprocess.Popen[str]") -> None:
    """End a server and all that belongs to it at once, as when the current fails."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@contextmanager
def served(env: Environment, log: Path, *words: str) -> Iterator[str]:
    """Serve a site with its worker, and yield its address."""
    port = free_port()
    with log.open("w") as sink:
        server = started(env, "serve", "--port", str(port), *words, stdout=sink, stderr=sink)
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                power_off(server)
