"""
Places: points to villages in bulk and one by one, names in texts, and the national list.

``python -m bench.places [--points N] [--national DIR] [--json]``. Works in a database of its own that is thrown away:
a SQLite file, or on ``TONGPAN_DATABASE_URL`` a PostgreSQL database made and dropped for it. Bulk figures are medians of
interleaved rounds.
"""

import argparse
import io
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--national", type=Path, help="folder with the national lists (villages.csv.gz …)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.base")
        os.environ["TONGPAN_DATA_DIR"] = folder
        figures = measure(options)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:<34}{value:>16,}")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Return all figures, in a database of their own."""
    import django

    django.setup()
    from django.db import connection

    old = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["TONGPAN_DATA_DIR"]) / "bench.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        figures: dict[str, Any] = {"database": connection.vendor}
        figures |= national(options.national) if options.national else {}
        figures |= demo_counties()
        figures |= points(options.points)
        figures |= texts()
        return figures
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)


def national(folder: Path) -> dict[str, Any]:
    """Load the whole national list, then load it again."""
    from django.core.management import call_command

    figures: dict[str, Any] = {}
    for name in ("national load", "national reload"):
        before = time.perf_counter()
        out = io.StringIO()
        call_command("places_load", "--dir", str(folder), "--json", stdout=out, stderr=sys.stderr)
        result = json.loads(out.getvalue().splitlines()[-1])
        rows = sum(facts["read"] for facts in result.values())
        seconds = time.perf_counter() - before
        figures |= {
            f"{name}, rows": rows,
            f"{name}, created": sum(facts["created"] for facts in result.values()),
            f"{name}, rejected": sum(facts["rejected_count"] for facts in result.values()),
            f"{name}, s": round(seconds, 1),
            f"{name}, rows/s": round(rows / seconds),
        }
    figures["peak memory after load, MB"] = _megabytes()
    return figures


def demo_counties() -> dict[str, Any]:
    """Load the four demo districts with their grids."""
    from tongpan.places import demo

    before = time.perf_counter()
    created = demo.load()
    return {"four districts, s": round(time.perf_counter() - before, 2), "four districts, grids": created["GRID"]}


def points(number: int) -> dict[str, Any]:
    """Locate many points at once and some one by one; one in five lies outside every grid."""
    import numpy as np

    from tongpan.places.models import Place
    from tongpan.places.queries import locate, locate_many

    random = np.random.default_rng(11)
    boxes = list(
        Place.objects.filter(level="COUNTY", min_lon__isnull=False).values_list(
            "min_lon", "min_lat", "max_lon", "max_lat"
        )
    )
    parts = [random.uniform(box[:2], box[2:], (number // len(boxes), 2)) for box in boxes]
    pairs = random.permutation(np.concatenate(parts))
    locate_many(pairs[:1000, 0], pairs[:1000, 1])  # builds the indexes
    bulk, single = [], []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        found = locate_many(pairs[:, 0], pairs[:, 1])
        bulk.append(len(pairs) / (time.perf_counter() - before))
        before = time.perf_counter()
        for lon, lat in pairs[:2000].tolist():
            locate(lon, lat)
        single.append((time.perf_counter() - before) / 2000 * 1e6)
    inside = sum(one is not None for one in found.village_ids) / len(pairs)
    return {
        "points": len(pairs),
        "points in a village, %": round(100 * inside),
        "point to village, bulk, points/s": round(statistics.median(bulk)),
        "point to village, one, us": round(statistics.median(single), 1),
        "peak memory, MB": _megabytes(),
    }


def texts() -> dict[str, Any]:
    """Look for place names in texts of about 200 characters."""
    from tongpan.places.queries import by_code, find_in_text

    county = by_code("330802").pk
    text = "市民反映航埠镇农贸市场门口每天早上有流动摊贩占道经营，道路拥堵，油污遍地，希望有关部门尽快处理。" * 4
    find_in_text(text, county)
    before = time.perf_counter()
    for _ in range(2000):
        find_in_text(text, county)
    return {"names in a text, texts/s": round(2000 / (time.perf_counter() - before))}


def _megabytes() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
