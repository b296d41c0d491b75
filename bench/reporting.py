"""
Report → stored, routed, readable in one request, against a bare endpoint that writes two rows, in interleaved rounds.

``python -m bench.reporting [--database sqlite|postgresql] [--seconds 6] [--rounds 5] [--clients 8] [--json]``
The server is the real one (granian, full durability) with its worker; client and server share the machine.
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
from typing import Any

from bench.machine import databases, fresh, machine, median, percentile, tongpan
from bench.texts import report_text

WARM_UP = 12.0
"""seconds: every process first reads the places and matters of its county"""
LIMITS = {"sqlite": 80, "postgresql": 100}
TOKEN_SCRIPT = """
from tongpan.kernel import clock, tokens
from tongpan.kernel.models import User
print(tokens.issue(user=User.objects.get(username="quzong"), name="bench", now=clock.now()))
"""
TABLES_SCRIPT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE bench_report (id varchar(32) PRIMARY KEY, body text)")
    cursor.execute("CREATE TABLE bench_event (id varchar(32) PRIMARY KEY, report varchar(32), what text)")
"""

STATEMENTS_SCRIPT = """
import json, random
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from bench.texts import report_text
dice, client, most = random.Random(1), Client(), 0
headers = {"Authorization": "Bearer %s", "host": "localhost"}
for turn in range(60):
    body = json.dumps({"district": "330802", "text": report_text(dice), "channel": "HOTLINE", "phone": "13800001111"})
    with CaptureQueriesContext(connection) as seen:
        assert client.post("/api/v1/leads", body, content_type="application/json", headers=headers).status_code == 201
    sent = [one for one in seen if not (one["sql"] or "").startswith(("BEGIN", "COMMIT"))]
    counts = [*counts, len(sent)] if turn else []
counts.sort()
print("statements", counts[len(counts) // 2], counts[-1])
"""
"""counts the statements of reports in one warm process; a new block of numbers, or a look at a stamp, is in the most"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--port", type=int, default=18473)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kinds = [options.database] if options.database else databases()
    figures = {kind: measure(kind, options) for kind in kinds}
    if options.json:
        print(json.dumps({"machine": machine(), **figures}))
        return
    for kind, rows in figures.items():
        for name, value in rows.items():
            print(f"{kind:<12}{name:<34}{value}")


def measure(kind: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one database."""
    with fresh(kind) as environment:
        environment |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "TONGPAN_PORT": str(options.port)}
        tongpan(environment, "demo", "load", "--leads", "0", "--json")
        token = tongpan(environment, "manage", "shell", "-c", TOKEN_SCRIPT).strip().splitlines()[-1]
        tongpan(environment, "manage", "shell", "-c", TABLES_SCRIPT)
        counted = tongpan(environment, "manage", "shell", "-c", STATEMENTS_SCRIPT % token)
        usual, most = map(int, counted.split()[-2:])
        server = subprocess.Popen(
            [sys.executable, "-m", "tongpan.config", "serve"],
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(options.port)
            return rounds(kind, options, token) | {"statements": usual, "statements_most": most, "limit_statements": 12}
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def rounds(kind: str, options: argparse.Namespace, token: str) -> dict[str, Any]:
    """Run bare and full in turn and return medians."""
    full: list[list[float]] = []
    bare: list[list[float]] = []
    drive(options, token, "/api/v1/leads", seconds=WARM_UP)
    for _ in range(options.rounds):
        bare.append(drive(options, token, "/bench/bare"))
        full.append(drive(options, token, "/api/v1/leads"))
    full_rate = median([len(times) / options.seconds for times in full])
    bare_rate = median([len(times) / options.seconds for times in bare])
    ratios = [len(one) / max(1, len(other)) for one, other in zip(full, bare, strict=True)]
    p95 = median([percentile(times, 0.95) for times in full]) * 1000
    return {
        "reports_per_second": round(full_rate, 1),
        "limit_per_second": LIMITS[kind],
        "bare_per_second": round(bare_rate, 1),
        "share_of_bare": round(median(ratios), 3),
        "limit_share": 0.25,
        "p95_ms": round(p95, 1),
        "limit_p95_ms": 150,
        "clients": options.clients,
        "rounds": options.rounds,
    }


def drive(options: argparse.Namespace, token: str, path: str, seconds: float | None = None) -> list[float]:
    """Post from several clients for some seconds and return the time each answer took."""
    until = time.monotonic() + (seconds or options.seconds)
    times: list[list[float]] = [[] for _ in range(options.clients)]
    threads = [
        threading.Thread(target=client, args=(options.port, token, path, until, times[i], i))
        for i in range(options.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for each in times for one in each]


def client(port: int, token: str, path: str, until: float, times: list[float], seed: int) -> None:
    """Post one report after the other over one connection."""
    dice = random.Random(seed * 1000 + time.time_ns())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    while (started := time.monotonic()) < until:
        phone = f"138{dice.randrange(10**8):08d}"
        report = {"district": "330802", "text": report_text(dice), "channel": "HOTLINE", "phone": phone}
        body = json.dumps(report)
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            return  # the round is short of its reports, and says so
        times.append(time.monotonic() - started)


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    for _ in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
