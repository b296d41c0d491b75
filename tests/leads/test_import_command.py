"""`tongpan leads import` as a process: one line of JSON, killed and resumed, and 4,326 real messages."""

import json
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from tests import processes
from tests.processes import last_json, started, tongpan

REAL = processes.ROOT.parent / "shared" / "data" / "complaints" / "messages_raw.jsonl"
MAPPED = ("external_id=留言编号", "title=留言主题", "text=留言详情", "occurred_at=留言时间")
KEYS = {"received", "created", "routed", "triage", "duplicates", "suggested", "rejected"}
TEXTS = (
    "流动摊贩在人行道上占道经营",
    "有人把建筑垃圾倾倒在村口",
    "请问社保卡怎么补办",
    "饭店油烟直排扰民",
    "夜间施工噪声很大",
)


def words(path: Path) -> tuple[str, ...]:
    named = [part for pair in MAPPED for part in ("--map", pair)]
    return ("leads", "import", str(path), *named, "--channel", "hotline", "--json")


def messages(path: Path, count: int) -> Path:
    """Write synthetic messages in the shape of the real ones, every fortieth with a time that nobody can read."""
    with path.open("w") as file:
        for n in range(count):
            when = "前些日子" if n % 40 == 39 else f"2026/{1 + n % 10}/{1 + n % 27} 9:{n % 60:02}:00"
            row = {
                "留言编号": 200_000 + n, "留言主题": f"反映{n}路的问题", "留言时间": when,
                "留言详情": f"{TEXTS[n % len(TEXTS)]}，在{n}路{n % 7}号附近，已经{n % 11}天了，希望尽快处理。",
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def stored(env) -> list[tuple]:
    """Return all that a run stored, without the numbers that chance and hour give."""
    database = sqlite3.connect(Path(env["TONGPAN_DATA_DIR"]) / "tongpan.sqlite3")
    rows = database.execute(
        "SELECT source_id, title, text, status, matter_id, town_id, nature FROM leads_lead"
        " WHERE source_system = 'hotline' ORDER BY source_id"
    ).fetchall()
    database.close()
    return rows


def counted(env, table: str) -> int:
    database = sqlite3.connect(Path(env["TONGPAN_DATA_DIR"]) / "tongpan.sqlite3")
    (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    database.close()
    return number


@pytest.fixture
def env(tmp_path_factory, tmp_path):
    return processes.demo_copy(tmp_path_factory, tmp_path)


def test_killed_in_the_middle_and_resumed_it_ends_the_same(tmp_path_factory, tmp_path, env):
    whole = processes.demo_copy(tmp_path_factory, tmp_path / "whole")
    file = messages(tmp_path / "留言.jsonl", 2200)
    expected = last_json(tongpan(whole, *words(file)))

    for kill_after in (1, 3):  # chunks seen before the current fails
        with started(env, *words(file), stdout=-1, stderr=-1) as running:
            assert running.stderr is not None
            for _ in range(kill_after):
                assert "已处理" in running.stderr.readline()
            running.send_signal(signal.SIGKILL)
        assert 0 < len(stored(env)) < len(stored(whole))
    resumed = last_json(tongpan(env, *words(file)))

    assert resumed == expected
    assert stored(env) == stored(whole)
    assert counted(env, "leads_reporter") == counted(whole, "leads_reporter")
    assert last_json(tongpan(env, "ledger", "verify", "--json"))["ok"]
    assert last_json(tongpan(env, *words(file)))["created"] == 0, "a further run creates none"


def test_bad_rows_are_printed_with_line_and_reason(env, tmp_path):
    result = last_json(tongpan(env, *words(messages(tmp_path / "a.jsonl", 80))))

    assert set(result) >= KEYS
    assert (result["received"], result["created"]) == (80, 78)
    assert [row["line"] for row in result["rejected"]] == [40, 80]
    assert "前些日子" in result["rejected"][0]["reason"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param(("--division", "999999"), "999999", id="unknown division"),
        pytest.param(("--division", "330802101"), "不是县", id="a town, not a county"),
        pytest.param(("--map", "text=没有"), "没有“没有”这一列", id="no such column"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(env, tmp_path, more, reason):
    done = tongpan(env, *words(messages(tmp_path / "a.jsonl", 3)), *more)

    assert done.returncode == 1
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert stored(env) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real messages are not beside this checkout")
def test_4326_real_messages_all_arrive_and_a_second_run_creates_none(env):
    began = time.monotonic()
    first = last_json(tongpan(env, *words(REAL), timeout=200))
    seconds = time.monotonic() - began
    again = last_json(tongpan(env, *words(REAL), timeout=200))

    assert set(first) >= KEYS
    assert (first["received"], first["created"], first["duplicates"], first["rejected"]) == (4326, 4326, 0, [])
    assert first["routed"] + first["triage"] + first["place_pending"] == 4326
    assert first["triage"] > 4326 / 2, "most of them are not enforcement, and it is said"
    assert (again["received"], again["created"], again["duplicates"]) == (4326, 0, 4326)
    assert len(stored(env)) == 4326
    assert seconds < 120
