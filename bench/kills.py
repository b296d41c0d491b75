"""
断电: the server is killed again and again under people who work on cases; what was acknowledged must stand.

``python -m bench.kills [--kills 200] [--writers 8] [--database sqlite|postgresql] [--json]``
Every process of the real server (full durability, with its worker) gets SIGKILL at a random moment, is started again,
and so on. Each writer takes cases from their beginning to their end by the API, as handler, second handler, head and
reviewer, with papers and photographs, while somebody seals the papers on the page. What was acknowledged is kept on
their side: case, version, step; paper and number; file and digest; proposal; seal. After the last kill everybody goes
on with what was cut off. At the end every one of these must be there, every series of numbers must run without a gap,
and nothing may be half done.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.machine import fresh, machine, tongpan
from bench.writers import Sealer, Writer

SHORTEST, LONGEST = 0.3, 4.0
"""seconds of work between a start and the next kill"""
PATIENCE = 5
ENDS = 60
"""seconds that those who work have to end what is in hand, after the last kill"""


@dataclass
class Found:
    """What came of it."""

    kills: int = 0
    seconds: float = 0
    writers: int = 0
    acknowledged: int = 0
    cases: int = 0
    closed: int = 0
    papers: int = 0
    sealed: int = 0
    files: int = 0
    proposals: int = 0
    unanswered: int = 0
    durability: str = ""
    ledger_entries: int = 0
    documents_verified: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> None:
    """Kill, look, tell; ends with 1 if anything acknowledged is gone or half done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=18494)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with fresh(options.database) as environment:
        environment["TONGPAN_PORT"] = str(options.port)
        tongpan(environment, "demo", "load", "--leads", "0", "--json")
        found = measure(environment, options)
    if options.json:
        print(json.dumps({"machine": machine(), **vars(found)}, ensure_ascii=False))
    else:
        for name, value in vars(found).items():
            print(f"{name:<20}{value}")
    sys.exit(1 if found.faults else 0)


def measure(environment: dict[str, str], options: argparse.Namespace) -> Found:
    """Return what was found after so many kills."""
    began = time.monotonic()
    stage = json.loads(inside(environment, "setup()"))
    found = Found(writers=options.writers, durability=inside(environment, "durability()").strip())
    if found.durability not in ("durability sqlite 2", "durability postgresql on"):
        found.faults.append(f"not durable: {found.durability}")
    writers = [Writer(number, options.port, stage) for number in range(options.writers)]
    sealer = Sealer(options.port, stage)
    everybody = [*writers, sealer]
    for one in everybody:
        one.start()
    dice = random.Random(options.seed)
    for _ in range(options.kills):
        kill_once(environment, dice, options.port)
        found.kills += 1
        if found.kills % 10 == 0:
            said = sum(len(steps) for writer in writers for steps in writer.said.steps.values())
            print(f"{found.kills} kills, {said} acknowledged", file=sys.stderr, flush=True)
    finish(environment, writers, sealer, options.port)
    found.seconds = round(time.monotonic() - began, 1)
    found.unanswered = sum(one.unanswered for one in everybody)
    found.faults += [surprise for one in everybody for surprise in one.surprises][:20]
    said = {
        "steps": {key: steps for one in writers for key, steps in one.said.steps.items()},
        "papers": {key: told for one in writers for key, told in one.said.papers.items()},
        "files": {key: case for one in writers for key, case in one.said.files.items()},
        "proposals": [key for one in writers for key in one.said.proposals],
        "sealed": sealer.said.sealed,
    }  # fmt: skip
    found.acknowledged = sum(map(len, said["steps"].values()))
    found.cases, found.papers, found.files = len(said["steps"]), len(said["papers"]), len(said["files"])
    found.proposals, found.sealed = len(said["proposals"]), len(said["sealed"])
    look(environment, said, found)
    return found


def kill_once(environment: dict[str, str], dice: random.Random, port: int) -> None:
    """Start the server, let it work for a moment, kill every process of it."""
    with killed(environment, port):
        time.sleep(dice.uniform(SHORTEST, LONGEST))


def finish(environment: dict[str, str], writers: list[Writer], sealer: Sealer, port: int) -> None:
    """Let everybody go on with what was cut off, to its end; then the current fails once more."""
    with killed(environment, port):
        end = time.monotonic() + ENDS
        for one in (*writers, sealer):
            one.ending.set()
            one.join(timeout=max(0, end - time.monotonic()))
    for one in (*writers, sealer):
        one.stop.set()
        one.join(timeout=PATIENCE)


@contextmanager
def killed(environment: dict[str, str], port: int) -> Iterator[None]:
    """Serve, and kill every process of the server at the end."""
    command = [sys.executable, "-m", "tongpan.config", "serve"]
    server = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, server)
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            link.request("GET", "/healthz")
            link.getresponse().read()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            link.close()
    raise RuntimeError("the server did not start")


def look(environment: dict[str, str], said: dict[str, Any], found: Found) -> None:
    """Compare what was acknowledged with what is there, and what is there with itself."""
    file = os.path.join(environment["TONGPAN_DATA_DIR"], "said.json")
    with open(file, "w", encoding="utf-8") as sink:
        json.dump(said, sink)
    compared = json.loads(inside(environment, f"compare({file!r})"))
    found.closed = compared["closed"]
    found.faults += [f"acknowledged, and gone: {each}" for each in compared["lost"]][:20]
    found.faults += compared["numbers"]
    tongpan(environment, "worker", "--once")
    for words in (["cases", "verify"], ["documents", "verify"], ["ledger", "verify"]):
        try:
            report = json.loads(tongpan(environment, *words, "--json").strip().splitlines()[-1])
        except RuntimeError as refused:
            found.faults.append(str(refused)[-600:])
            continue
        if words[0] == "ledger":
            found.ledger_entries = report["entries"]
        if words[0] == "documents":
            found.documents_verified = report["documents"]


def inside(environment: dict[str, str], call: str) -> str:
    """Call something of `bench.kills_inside` in the product's shell and return the last line that it printed."""
    script = f"from bench import kills_inside; kills_inside.{call}"
    return tongpan(environment, "manage", "shell", "-v", "0", "-c", script).strip().splitlines()[-1]


if __name__ == "__main__":
    main()
