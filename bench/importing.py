"""
Import of a file of messages: rows a second and peak memory, for two sizes of file, so that flat memory shows.

``python -m bench.importing [--file FILE] [--copies 3] [--database …] [--json]``. Without a file, synthetic messages.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.machine import databases, fresh, machine, tongpan
from bench.texts import report_text

LIMIT = 500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--rows", type=int, default=5000, help="rows of the synthetic file")
    parser.add_argument("--copies", type=int, default=3, help="how often the larger file repeats the smaller one")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
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


def messages(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Return the rows to import: from the file given, else made up."""
    if options.file:
        return [json.loads(line) for line in options.file.read_text("utf-8").splitlines()]
    dice = random.Random(1)
    return [{"留言编号": i, "留言主题": "", "留言详情": report_text(dice)} for i in range(options.rows)]


def measure(kind: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return speed and memory for the file once, and for it several times over."""
    rows = messages(options)
    once = _import(kind, rows)
    more = _import(
        kind, [row | {"留言编号": f"{copy}-{row['留言编号']}"} for copy in range(options.copies) for row in rows]
    )
    return {
        "rows": len(rows),
        "rows_per_second": once[0],
        "limit": LIMIT,
        "cpu_ms_a_row": once[2],
        "peak_mb": once[1],
        "rows_larger": len(rows) * options.copies,
        "rows_per_second_larger": more[0],
        "cpu_ms_a_row_larger": more[2],
        "peak_mb_larger": more[1],
    }


def _import(kind: str, rows: list[dict[str, Any]]) -> tuple[float, float, float]:
    with fresh(kind) as environment:
        tongpan(environment, "demo", "load", "--leads", "0", "--json")
        path = Path(environment["TONGPAN_DATA_DIR"]) / "messages.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
        words = ["leads", "import", str(path), "--map", "external_id=留言编号", "--map", "title=留言主题"]
        command = [sys.executable, "-m", "tongpan.config", *words, "--map", "text=留言详情", "--json"]
        started = time.monotonic()
        with open(path.with_suffix(".out"), "w+") as out:
            process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.monotonic() - started
            out.seek(0)
            summary = json.loads(out.read().splitlines()[-1])
        assert summary["created"] == len(rows), summary
        peak = used.ru_maxrss / 1024
        per_row = (used.ru_utime + used.ru_stime) * 1000 / len(rows)
        return round(len(rows) / seconds, 1), round(peak, 1), round(per_row, 2)


if __name__ == "__main__":
    main()
