"""断电: the site is killed again and again while people report; every receipt still stands, nothing is half done."""

import http.client
import json
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from uuid import uuid4

import pytest
from tests import processes
from tests.processes import last_json, tongpan

pytestmark = pytest.mark.e2e
KILLS = 5
WRITERS = 4
TOKEN = (
    "from datetime import timedelta; from tongpan.kernel import clock, tokens; from tongpan.kernel.models import User;"
    "print(tokens.issue(user=User.objects.get(username='diaodu'), name='test', now=clock.now()))"
)


class Writer(threading.Thread):
    """Reports one thing after another; sends again what got no answer, under the same key."""

    def __init__(self, number: int, port: int, token: str) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.token = number, port, token
        self.stop = threading.Event()
        self.receipts: dict[str, str] = {}
        self.surprises: list[str] = []
        self.again = 0

    def run(self) -> None:
        count = 0
        while not self.stop.is_set():
            count += 1
            key, tries = str(uuid4()), 0
            while not (number := self.report(key, count)) and not self.stop.is_set():
                tries += 1
                time.sleep(0.05)
            self.again += bool(tries)
            if number:
                self.receipts[key] = number

    def report(self, key: str, count: int) -> str:
        text = f"第{self.number}号写手第{count}件：人行道上有人占道经营"
        body = {"district": "330802", "town": "330802101", "text": text, "channel": "HOTLINE", "name": "赵先生"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/leads",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return str(json.load(answer)["lead"]["number"])
        except urllib.error.HTTPError as error:
            if error.code < 500:
                self.surprises.append(f"{error.code} {error.read()[:300]!r}")
        except (OSError, ValueError, http.client.HTTPException):  # no connection, or cut off in the middle of an answer
            pass
        return ""


def test_every_receipt_stands_and_nothing_is_half_done(tmp_path_factory, tmp_path):
    env = processes.demo_copy(tmp_path_factory, tmp_path)
    token = tongpan(env, "shell", "-v", "0", "-c", TOKEN).stdout.split()[-1]
    port = processes.free_port()
    writers = [Writer(number, port, token) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        said = sum(len(writer.receipts) for writer in writers)
        server = processes.started(
            env, "serve", "--port", str(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        processes.wait_for(port, server)
        end = time.monotonic() + 20
        while sum(len(writer.receipts) for writer in writers) < said + 25 and time.monotonic() < end:
            time.sleep(0.02)
        processes.power_off(server)
    for writer in writers:
        writer.stop.set()
    for writer in writers:
        writer.join(timeout=10)

    assert [writer.surprises for writer in writers] == [[]] * WRITERS
    receipts = {key: number for writer in writers for key, number in writer.receipts.items()}
    assert len(receipts) >= KILLS * 25
    assert sum(writer.again for writer in writers) >= KILLS, "some were on their way when the current failed"
    assert tongpan(env, "worker", "--once").returncode == 0
    assert last_json(tongpan(env, "ledger", "verify", "--json"))["ok"]
    _look_into(Path(env["TONGPAN_DATA_DIR"]) / "tongpan.sqlite3", receipts)


def _look_into(path: Path, receipts: dict[str, str]) -> None:
    database = sqlite3.connect(path)

    def ask(sql: str) -> list[tuple]:
        return database.execute(sql).fetchall()

    assert ask("PRAGMA integrity_check") == [("ok",)]
    kept = dict(ask("SELECT source_id, number FROM leads_lead WHERE source_system LIKE 'idem:%'"))
    assert {key: kept.get(key) for key in receipts} == receipts, "every report acknowledged is there, under its number"
    assert len(kept) <= len(receipts) + WRITERS, "beside them at most what each writer had under way at the end"
    assert ask("SELECT count(*) - count(DISTINCT number) FROM leads_lead") == [(0,)]
    alone = "SELECT count(*) FROM leads_lead l WHERE NOT EXISTS (SELECT 1 FROM {} WHERE {})"
    assert ask(alone.format("leads_reporter r", "r.lead_id = l.id")) == [(0,)]
    entries = "e.subject_type = 'leads.lead' AND e.subject_id = l.id"
    assert ask(alone.format("kernel_ledger_entry e", entries)) == [(0,)]
    database.close()
