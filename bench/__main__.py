"""
Every bench in turn: ``make bench``, or ``python -m bench [--quick] [--only NAME …]``.

Prints figure, value, limit and whether it holds; writes everything to ``var/bench.json``. Ends with 1 if a limit is
missed. Each bench runs in a process of its own, on databases made for it and removed afterwards.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bench.machine import machine

MESSAGES = Path("../shared/data/complaints/messages_raw.jsonl")
RESULT = Path("var/bench.json")


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    value: float
    limit: float
    more_is_better: bool = True

    @property
    def ok(self) -> bool:
        return self.value >= self.limit if self.more_is_better else self.value <= self.limit


def main() -> None:
    """Run, print, write, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that everything runs, proves nothing")
    parser.add_argument("--only", nargs="*", choices=sorted(plan(quick=True)), help="only these benches")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    figures: list[Figure] = []
    for name, arguments in plan(quick=options.quick).items():
        if options.only and name not in options.only:
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        results[name] = run(name, arguments)
        figures += read(name, results[name])
    for figure in figures:
        sign = "≥" if figure.more_is_better else "≤"
        verdict = "ok" if figure.ok else "MISSED"
        print(f"{figure.name:<58}{figure.value:>14,.2f}  {sign} {figure.limit:<12,.2f}{verdict}")
    failed = [name for name, result in results.items() if "error" in result]
    for name in failed:
        print(f"{name}: did not finish: {results[name]['error']}")
    RESULT.parent.mkdir(exist_ok=True)
    taken = datetime.now(UTC).isoformat(timespec="seconds")
    table = [figure._asdict() | {"ok": figure.ok} for figure in figures]
    whole = {"at": taken, "quick": options.quick, "machine": machine(), "figures": table, "results": results}
    RESULT.write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")
    print(f"written to {RESULT}", file=sys.stderr)
    sys.exit(1 if failed or not all(figure.ok for figure in figures) else 0)


def plan(*, quick: bool) -> dict[str, list[str]]:
    """Return every bench with its arguments."""
    file = ["--file", str(MESSAGES)] if MESSAGES.exists() and not quick else []
    return {
        "reporting": ["--seconds", "2", "--rounds", "1"] if quick else ["--seconds", "6", "--rounds", "5"],
        "importing": ["--rows", "500", "--copies", "2"] if quick else [*file, "--copies", "3"],
        "places": [],
        "competence": [],
        "ledger": ["--entries", "5000"] if quick else [],
        "law_time": ["--pairs", "20000", "--rounds", "3"] if quick else [],
        "law_steps": ["--cases", "500", "--rounds", "20"] if quick else [],
        "cases_board": ["--cases", "2000", "--runs", "5"] if quick else [],
        "documents": ["--rounds", "1", "--signed", "5"] if quick else [],
        "cases": ["--cases", "10", "--looks", "10"] if quick else [],
        "scale": ["--leads", "20000", "--runs", "5"] if quick else ["--leads", "1000000", "--runs", "100"],
    }


def run(name: str, arguments: list[str]) -> dict[str, Any]:
    """Run one bench in its own process and return what it found."""
    command = [sys.executable, "-m", f"bench.{name}", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return {"error": done.stderr.strip()[-1500:]}
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def read(name: str, found: dict[str, Any]) -> list[Figure]:
    """Return the figures that have a limit."""
    return list(READERS[name](found)) if "error" not in found and "skipped" not in found else []


def _reporting(found: dict[str, Any]) -> Iterator[Figure]:
    for kind, row in _kinds(found):
        yield Figure(f"report, {kind}: a second", row["reports_per_second"], row["limit_per_second"])
        yield Figure(f"report, {kind}: share of a bare endpoint", row["share_of_bare"], row["limit_share"])
        yield Figure(f"report, {kind}: p95 ms", row["p95_ms"], row["limit_p95_ms"], False)
        yield Figure(f"report, {kind}: SQL statements", row["statements"], row["limit_statements"], False)


def _importing(found: dict[str, Any]) -> Iterator[Figure]:
    for kind, row in _kinds(found):
        yield Figure(f"import, {kind}: rows a second", row["rows_per_second"], row["limit"])
        grown = row["peak_mb_larger"] / row["peak_mb"]
        yield Figure(f"import, {kind}: memory, larger file ÷ smaller", round(grown, 2), 1.25, False)


def _documents(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("document, slowest form: ms", found["slowest_form_ms"], found["limit_set_ms"], False)
    yield Figure("document, signed: ms", found["sign_median_ms"], found["limit_sign_ms"], False)


def _scale(found: dict[str, Any]) -> Iterator[Figure]:
    for name, row in found["cases"].items():
        yield Figure(f"{found['leads']:,} leads, {name}: p95 ms", row["p95_ms"], row["limit_ms"], False)
    for name, row in found["cases"].items():
        if row["statements"] != row["statements_among_few"]:
            yield Figure(f"{name}: statements", row["statements"], row["statements_among_few"], False)


def _cases_board(found: dict[str, Any]) -> Iterator[Figure]:
    for kind, part in _kinds(found):
        asked = part["questions"]
        for limit in sorted({row["limit_ms"] for row in asked.values()}):
            p95, name = max((row["p95_ms"], name) for name, row in asked.items() if row["limit_ms"] == limit)
            yield Figure(f"{found['cases']:,} open cases, {kind}, slowest ({name}): p95 ms", p95, limit, False)
        growing = sum(row["statements_among_few"] not in (None, row["statements"]) for row in asked.values())
        yield Figure(f"board of limits, {kind}: questions with more statements among many", growing, 0, False)
        most = max(row["statements"] for row in asked.values())
        yield Figure(f"board of limits, {kind}: most SQL statements", most, 25, False)


def _cases(found: dict[str, Any]) -> Iterator[Figure]:
    for kind, row in _kinds(found):
        yield Figure(f"cases, {kind}: whole procedures a minute", row["cases_a_minute"], row["limit_cases_a_minute"])
        for name, told in (
            ("opening_statements", "opening one, SQL statements"),
            ("page_p95_ms", "page, 200 documents, 300 events: p95 ms"),
            ("page_queries", "page, 200 documents, 300 events: queries"),
            ("spot_slowest_ms", "on the spot, the server's share: ms"),
        ):
            yield Figure(f"cases, {kind}: {told}", row[name], row[f"limit_{name}"], False)


def _kinds(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, found[kind]) for kind in ("sqlite", "postgresql") if kind in found]


def _places(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("point → village, bulk: points a second", found["point to village, bulk, points/s"], 200_000)


def _competence(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("who may act, from the database: median ms", found["cold_ms_median"], 5, False)


def _ledger(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("ledger verify: entries a second", found["verify_per_s"], 50_000)


def _law_time(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("working days: answers that differ from numpy's", found["differing"], 0, False)
    yield Figure("working days added: a second", found["many_per_second"], found["goal"])


def _law_steps(found: dict[str, Any]) -> Iterator[Figure]:
    yield Figure("next steps, one charge: µs", found["one_us"], found["one_goal_us"], False)
    yield Figure("next steps, three parties × three causes: µs", found["nine_us"], found["nine_goal_us"], False)
    yield Figure(f"next steps, {found['cases']:,} open cases: s", found["county_s"], found["county_goal_s"], False)


READERS = {
    "reporting": _reporting,
    "importing": _importing,
    "places": _places,
    "competence": _competence,
    "ledger": _ledger,
    "law_time": _law_time,
    "law_steps": _law_steps,
    "cases": _cases,
    "documents": _documents,
    "scale": _scale,
    "cases_board": _cases_board,
}

if __name__ == "__main__":
    main()
