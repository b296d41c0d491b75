"""
Cases: how many a minute through the ordinary procedure, what opening one costs, and the page of a thick one.

``python -m bench.cases [--database sqlite|postgresql] [--cases 60] [--looks 60] [--json]``
Real actions in full durability, nothing rendered; then the case page with 200 pieces of evidence, each with a
photograph, 200 documents and 300 events, by Django's own client, for one who handles the case; then decisions on the
spot, page by page, of which the server's own time is told.
"""

import argparse
import json
from typing import Any

from bench.machine import databases, fresh, machine, tongpan

SCRIPT = """
import json, logging, time
from datetime import timedelta
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from bench import cases_thick as thick
from tongpan.agencies.models import Officer
from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.config import demo_cases as demo
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.procedure import Step, Target
logging.disable(logging.CRITICAL)
settings.ALLOWED_HOSTS = ["*"]
now = clock.now()
desk, script = demo._desk(now.date()), demo.SCRIPTS[0]
matter = demo._matter(script.words, desk, now.date())
start = demo._workday((now - timedelta(days=script.days_ago)).astimezone(SHANGHAI).replace(hour=9, minute=30))
target = Target("甲", matter.code)
found = {}

def one():
    demo._walk(script, matter, desk, now)

for _ in range(3):
    one()
before, began = Case.objects.filter(standing="CLOSED").count(), time.perf_counter()
worked = time.process_time()
for _ in range(CASES):
    one()
seconds, worked = time.perf_counter() - began, time.process_time() - worked
closed = Case.objects.filter(standing="CLOSED").count() - before
assert closed == CASES, (closed, CASES)
found["cases_a_minute"] = round(CASES / seconds * 60, 1)
found["cases_a_processor_minute"] = round(CASES / worked * 60, 1)

opening = demo._opening(script, matter, desk, start)
with CaptureQueriesContext(connection) as seen:
    case = actions.open_case(opening=opening, actor=desk.officer, now=start)
found["opening_statements"] = sum(not (one["sql"] or "").startswith(("BEGIN", "COMMIT")) for one in seen)

fine = demo._fine(script, matter, start.date())
demo._find(case, script, fine, target, desk, start)
moment = start
for step in (Step.FILE, Step.SHOW_IDENTITY):
    moment += timedelta(minutes=1)
    assert demo._take(case, script, step, target, desk, moment, fine)
for number in range(200):
    moment += timedelta(minutes=1)
    thick.gather(case, target, number + 1, desk.officer, moment)
thick.terms(desk, moment)
thick.papers(case, target, 200, desk.officer, moment)
found |= thick.counted(case)
assert found["page_documents"] >= 200 <= found["page_files"], found
turn = 0
while Case.objects.get(pk=case.pk).version < 300:
    turn += 1
    moment += timedelta(minutes=1)
    actions.find_charge(
        case_id=case.pk, target=target, values={"complex": bool(turn % 2)}, actor=desk.officer, now=moment,
        why="现场复核后改正认定",
    )
client = Client()
client.force_login(Officer.objects.get(pk=desk.officer.officer_id).user)
for name, address in (("page", f"/cases/{case.pk}/"), ("list", "/cases/")):
    times, busy, most = [], [], 0
    assert client.get(address).status_code == 200, (address, client.get(address).status_code)
    for _ in range(LOOKS):
        with CaptureQueriesContext(connection) as seen:
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(address)
            times.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
        most = max(most, len(seen))
    times.sort()
    found[f"{name}_p95_ms"] = round(times[int(len(times) * 0.95)] * 1000, 1)
    found[f"{name}_median_ms"] = round(times[len(times) // 2] * 1000, 1)
    found[f"{name}_processor_p95_ms"] = round(sorted(busy)[int(len(busy) * 0.95)] * 1000, 1)
    found[f"{name}_queries"] = most
    found[f"{name}_kb"] = round(len(answer.content) / 1024)
found |= thick.on_the_spot(desk, SPOTS)
print(json.dumps(found))
"""
LIMITS = {
    "cases_a_minute": 100, "opening_statements": 20, "page_p95_ms": 150, "page_queries": 25, "spot_slowest_ms": 60_000,
}  # fmt: skip
"""a minute is what the officer has for the whole of a decision on the spot; here stands the server's share of it"""
SPOTS = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--looks", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kinds = [options.database] if options.database else databases()
    figures = {kind: measure(kind, options) for kind in kinds}
    if options.json:
        print(json.dumps({"machine": machine(), **figures}))
        return
    for kind, rows in figures.items():
        for name, value in rows.items():
            print(f"{kind:<12}{name:<24}{value}")


def measure(kind: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one database."""
    script = (
        SCRIPT.replace("CASES", str(options.cases)).replace("LOOKS", str(options.looks)).replace("SPOTS", str(SPOTS))
    )
    with fresh(kind) as environment:
        tongpan(environment, "demo", "load", "--leads", "0", "--json")
        said = tongpan(environment, "manage", "shell", "-v", "0", "-c", script)
    found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return found | {f"limit_{name}": limit for name, limit in LIMITS.items()}


if __name__ == "__main__":
    main()
