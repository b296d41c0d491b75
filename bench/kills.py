"""
断电: the server is killed again and again under writers who work on cases; what was acknowledged must stand.

``python -m bench.kills [--kills 200] [--writers 8] [--database sqlite|postgresql] [--json]``
Every process of the real server (full durability, with its worker) gets SIGKILL at a random moment, is started again,
and so on. Each writer opens cases and walks them by the API, and keeps on its own side what was acknowledged: case,
version, step. At the end every one of these must stand in the ledger at that place, and nothing may be half done.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bench.machine import fresh, machine, tongpan

SHORTEST, LONGEST = 0.3, 4.0
"""seconds of work between a start and the next kill"""
PATIENCE = 5
SETUP = """
import json
from tongpan.agencies import queries as agencies
from tongpan.cases import actions
from tongpan.config import demo_cases
from tongpan.kernel import clock, tokens
from tongpan.agencies.models import Officer
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
now = clock.now()
desk = demo_cases._desk(now.date())
matter = demo_cases._matter("占用", desk, now.date())
def token(actor):
    return tokens.issue(user=Officer.objects.get(pk=actor.officer_id).user, name="kills", now=now)
people = {role.value: str(actor.officer_id) for role, actor in desk.people.items()}
print(json.dumps({
    "officer": token(desk.officer), "head": token(desk.people[Role.DECIDER]), "second": str(desk.second.officer_id),
    "people": people, "matter": matter.code, "town": str(desk.town_id), "today": str(now.date()),
    "fine": demo_cases.fine_of(matter.code, PartyKind.CITIZEN, 50, now.date()),
}))
"""
ACKNOWLEDGED = """
import json, sys
from tongpan.cases.models import Case
from tongpan.kernel import ledger
lost = []
said = json.load(open(sys.argv_file))
for key, steps in said.items():
    case = Case.objects.filter(pk=key).first()
    if case is None:
        lost.append([key, "no case"])
        continue
    told = [each.facts["step"] for each in ledger.history(case) if "rows" in (each.facts or {})]
    lost += [[key, version, step] for version, step in steps if told[version - 1:version] != [step]]
print(json.dumps({"cases": len(said), "lost": lost}))
"""
DURABLE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit")
    print("durability", connection.vendor, cursor.fetchone()[0])
"""
FOUND = {
    "five_years": False, "complex": False, "weighty": False, "minor": False, "corrected": False,
    "consequences": "SLIGHT", "first": False, "no_fault": False, "crime": False, "proven": True, "earlier_fines": [],
    "asks_on_spot": False, "hard_later": False,
}  # fmt: skip
CONDITIONS = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")


@dataclass(frozen=True)
class Call:
    """One step of the walk: where it is posted, what, and by which name the ledger tells of it."""

    path: str
    body: dict[str, Any]
    step: str


def walk(stage: dict[str, Any]) -> list[Call]:
    """Return what is done in every case after it was opened."""
    cause = stage["matter"]
    target = {"party": "甲", "cause": cause}

    def step(name: str, entered: dict[str, Any] | None = None) -> Call:
        return Call("steps", {"step": name, **target, "entered": entered or {}}, name)

    found = FOUND | {"proposed": {"kinds": ["FINE"], "fine": stage["fine"]}}
    gather = {"choice": "SITE_RECORD", "title": "现场检查笔录"}
    return [
        Call(f"charges/{quote('甲')}/{quote(cause)}", {"values": found}, "FIND"),
        Call(f"parties/{quote('甲')}", {"values": {"lucid": True, "untraceable": False}}, "FIND"),
        Call("clue", {"values": dict.fromkeys(CONDITIONS, True)}, "FIND"),
        step("SHOW_IDENTITY"),
        *(step("GATHER", gather) for _ in range(6)),
        step("VERIFY"),
        *(step("GATHER", gather) for _ in range(3)),
    ]


class Writer(threading.Thread):
    """Works on one case after another; asks again where no answer came."""

    def __init__(self, number: int, port: int, stage: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.stage = number, port, stage
        self.stop = threading.Event()
        self.said: dict[str, list[tuple[int, str]]] = {}
        self.unanswered = 0
        self.surprises: list[str] = []

    def run(self) -> None:
        """Work until told to stop."""
        calls = walk(self.stage)
        while not self.stop.is_set():
            opened = self.ask("POST", "", self.opening())
            if opened is None:
                time.sleep(0.05)
                continue
            key, version = str(opened["id"]), int(opened["version"])
            self.said[key] = [(version, "")]
            for call in calls:
                after = self.take(key, version, call)
                if after is None:
                    break
                version = after

    def take(self, key: str, version: int, call: Call) -> int | None:
        """Take one step, however often the server goes away; return the version after it."""
        while not self.stop.is_set():
            done = self.ask("POST", f"/{key}/{call.path}", call.body | {"version": version})
            if done is not None:
                self.said[key].append((int(done["version"]), call.step))
                return int(done["version"])
            seen = None
            while seen is None and not self.stop.is_set():
                time.sleep(0.05)
                seen = self.ask("GET", f"/{key}", None)
            if seen is not None and int(seen["version"]) == version + 1:
                return version + 1  # it was done, and only the answer was lost
            if seen is not None and int(seen["version"]) != version:
                self.surprises.append(f"{key}: version {seen['version']} after {version}")
                return None
        return None

    def opening(self) -> dict[str, Any]:
        """Return a new case."""
        people = [{"role": "HANDLER", "officer_id": self.stage["second"]}]
        people += [{"role": role, "officer_id": key} for role, key in self.stage["people"].items()]
        return {
            "matter": self.stage["matter"], "town_id": self.stage["town"], "source": "INSPECTION", "people": people,
            "parties": [{"kind": "CITIZEN", "name": f"写手{self.number}", "born_on": "1980-01-01"}],
            "act_on": self.stage["today"], "discovered_on": self.stage["today"],
        }  # fmt: skip

    def ask(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any] | None:
        """Call once; None where there was no answer, or none that says whether it was done."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.stage['officer']}", "Content-Type": "application/json"}
        try:
            link.request(method, f"/api/v1/cases{path or '/'}", json.dumps(body) if body is not None else None, headers)
            answer = link.getresponse()
            told = json.loads(answer.read())
        except (OSError, ValueError, http.client.HTTPException):
            self.unanswered += 1
            return None
        finally:
            link.close()
        if answer.status >= 500:
            self.unanswered += 1
            return None
        if answer.status >= 400:
            self.surprises.append(f"{method} {path}: {answer.status} {str(told)[:300]}")
            return None
        return dict(told)


@dataclass
class Found:
    """What came of it."""

    kills: int = 0
    seconds: float = 0
    writers: int = 0
    acknowledged: int = 0
    cases: int = 0
    unanswered: int = 0
    durability: str = ""
    ledger_entries: int = 0
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
            print(f"{name:<16}{value}")
    sys.exit(1 if found.faults else 0)


def measure(environment: dict[str, str], options: argparse.Namespace) -> Found:
    """Return what was found after so many kills."""
    began = time.monotonic()
    stage = json.loads(shell(environment, SETUP))
    found = Found(writers=options.writers, durability=shell(environment, DURABLE).strip())
    if found.durability not in ("durability sqlite 2", "durability postgresql on"):
        found.faults.append(f"not durable: {found.durability}")
    writers = [Writer(number, options.port, stage) for number in range(options.writers)]
    for writer in writers:
        writer.start()
    dice = random.Random(options.seed)
    for _ in range(options.kills):
        kill_once(environment, dice, options.port)
        found.kills += 1
        if found.kills % 10 == 0:
            said = sum(len(steps) for writer in writers for steps in writer.said.values())
            print(f"{found.kills} kills, {said} acknowledged", file=sys.stderr, flush=True)
    for writer in writers:
        writer.stop.set()
    for writer in writers:
        writer.join(timeout=2 * PATIENCE)
    found.seconds = round(time.monotonic() - began, 1)
    found.unanswered = sum(writer.unanswered for writer in writers)
    said = {key: steps for writer in writers for key, steps in writer.said.items()}
    found.acknowledged = sum(map(len, said.values()))
    found.faults += [surprise for writer in writers for surprise in writer.surprises][:20]
    look(environment, said, found)
    return found


def kill_once(environment: dict[str, str], dice: random.Random, port: int) -> None:
    """Start the server, let it work for a moment, kill every process of it."""
    command = [sys.executable, "-m", "tongpan.config", "serve"]
    server = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, server)
        time.sleep(dice.uniform(SHORTEST, LONGEST))
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


def look(environment: dict[str, str], said: dict[str, list[tuple[int, str]]], found: Found) -> None:
    """Compare what was acknowledged with what is there, and what is there with itself."""
    file = os.path.join(environment["TONGPAN_DATA_DIR"], "said.json")
    with open(file, "w", encoding="utf-8") as sink:
        json.dump(said, sink)
    compared = json.loads(shell(environment, ACKNOWLEDGED.replace("sys.argv_file", repr(file))))
    found.cases = compared["cases"]
    found.faults += [f"acknowledged, and gone: {each}" for each in compared["lost"]][:20]
    tongpan(environment, "worker", "--once")
    for words in (["cases", "verify"], ["ledger", "verify"]):
        try:
            report = json.loads(tongpan(environment, *words, "--json").strip().splitlines()[-1])
        except RuntimeError as refused:
            found.faults.append(str(refused)[-600:])
            continue
        if words[0] == "ledger":
            found.ledger_entries = report["entries"]


def shell(environment: dict[str, str], script: str) -> str:
    """Run a script in the product's shell and return the last line that it printed."""
    return tongpan(environment, "manage", "shell", "-v", "0", "-c", script).strip().splitlines()[-1]


if __name__ == "__main__":
    main()
