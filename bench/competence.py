"""
How fast "who may act?" is answered: 1,000 matters × 60 towns × 5 years of grants, in a database of its own.

    python bench/competence.py [--matters 1000] [--towns 60] [--years 5] [--json]

The database is that of TONGPAN_TEST_DATABASE_URL (SQLite in a temporary file unless told); it is made and removed here.
Goal: a median below 5 ms, read from the database; the process's memory is measured beside it.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.test")
os.environ.setdefault("TONGPAN_TEST_DB_SUFFIX", "_bench_competence")
_folder = tempfile.TemporaryDirectory(prefix="tongpan-bench-")
os.environ.setdefault("TONGPAN_TEST_DATABASE_URL", f"sqlite:///{_folder.name}/bench.sqlite3")

GOAL_MS = 5.0
CHUNK = 2_000
SAMPLES = 2_000


def main() -> int:
    """Build, measure, report; 1 if the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=1_000)
    parser.add_argument("--towns", type=int, default=60)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    import django

    django.setup()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        built = build(options.matters, options.towns, options.years)
        result = {"database": connection.vendor, **built["sizes"], **measure(built)}
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    if options.json:
        print(json.dumps(result))
    else:
        for key, value in result.items():
            print(f"{key:>24}  {value}")
    return 0 if result["cold_ms_median"] < GOAL_MS else 1


def build(matters: int, towns: int, years: int) -> dict[str, Any]:
    """Fill a county: every matter is held by a department, and each year anew by every town, with some corrections."""
    from tongpan.agencies.models import Agency
    from tongpan.kernel.clock import SHANGHAI
    from tongpan.places.models import Place
    from tongpan.powers.domain.kinds import Ended, InstrumentKind, Mode
    from tongpan.powers.models import Grant, Instrument, Matter

    dice = random.Random(7)
    recorded = datetime(2021, 1, 1, tzinfo=SHANGHAI)
    county = Place.objects.create(level="COUNTY", code="330802", name="基准区")
    Place.objects.filter(pk=county.pk).update(county=county)
    places = Place.objects.bulk_create(
        Place(level="TOWN", code=f"3308021{n:02d}", name=f"第{n}镇", parent=county, county=county) for n in range(towns)
    )
    common = {"district": county, "valid_from": date(2020, 1, 1)}
    department = Agency.objects.create(name="基准局", kind="DEPARTMENT", place=county, **common)
    bodies = Agency.objects.bulk_create(
        Agency(name=f"{place.name}人民政府", kind="TOWN_GOVERNMENT", place=place, **common) for place in places
    )
    papers = Instrument.objects.bulk_create(
        Instrument(
            kind=InstrumentKind.LIST, title=f"清单{year}", number=f"{year}", published_on=date(year, 1, 1),
            created_at=recorded,
        )
        for year in range(2026 - years + 1, 2027)
    )  # fmt: skip
    found = Matter.objects.bulk_create(
        [Matter(code=f"B-{n:04d}", name=f"事项{n}", domain="market", town_fit=True) for n in range(matters)]
    )
    rows: list[Grant] = []
    total = 0
    for matter in found:
        rows.append(
            Grant(
                matter=matter, body=department, territory=county, mode=Mode.OWN, valid_from=date(2021, 1, 1),
                recorded_at=recorded,
            )
        )  # fmt: skip
        for body, place in zip(bodies, places, strict=True):
            for offset, paper in enumerate(papers):
                year = 2026 - years + 1 + offset
                last = offset == len(papers) - 1
                grant = Grant(
                    matter=matter, body=body, territory=place, mode=Mode.ASSIGNED, instrument=paper,
                    valid_from=date(year, 1, 1), valid_to=None if last else date(year + 1, 1, 1),
                    ended="" if last else Ended.TERM, recorded_at=recorded,
                    superseded_at=recorded if dice.random() < 0.02 else None,
                )  # fmt: skip
                rows.append(grant)
        if len(rows) >= CHUNK:
            total += len(Grant.objects.bulk_create(rows))
            rows = []
    total += len(Grant.objects.bulk_create(rows))
    return {
        "sizes": {"matters": matters, "towns": towns, "years": years, "grants": total},
        "matters": [matter.pk for matter in found],
        "towns": [place.pk for place in places],
    }


def measure(built: dict[str, Any]) -> dict[str, Any]:
    """Return medians and p95 of answers from the database and from memory, in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tongpan.powers.models.stamp import forget
    from tongpan.powers.queries import who_may

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    dice = random.Random(11)
    pairs = [(dice.choice(built["matters"]), dice.choice(built["towns"])) for _ in range(SAMPLES)]
    days = [date(2026 - dice.randrange(built["sizes"]["years"]), 6, 1) for _ in range(SAMPLES)]
    who_may(*pairs[0], days[0])

    forget()
    who_may(*pairs[0], days[0])
    cold = [_timed(who_may, *pair, on) for pair, on in zip(dict.fromkeys(pairs), days, strict=False)]
    hot = [_timed(who_may, *pair, on, with_team=False) for pair, on in zip(pairs[-1_000:], days[-1_000:], strict=True)]
    history = [
        _timed(who_may, *pair, on, known_at=datetime.fromisoformat("2024-06-01T00:00:00+08:00"))
        for pair, on in zip(pairs[:500], days[:500], strict=True)
    ]
    forget()
    who_may(*pairs[0], days[0])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        who_may(built["matters"][-1], pairs[0][1], days[0])
    return {
        "cold_ms_median": round(statistics.median(cold), 3),
        "cold_ms_p95": round(statistics.quantiles(cold, n=20)[-1], 3),
        "hot_ms_median": round(statistics.median(hot), 4),
        "hot_ms_p95": round(statistics.quantiles(hot, n=20)[-1], 4),
        "history_ms_median": round(statistics.median(history), 4),
        "statements_cold": len(queries),
    }


def _timed(call: Any, *args: Any, **named: Any) -> float:
    started = time.perf_counter()
    call(*args, **named)
    return (time.perf_counter() - started) * 1_000


if __name__ == "__main__":
    sys.exit(main())
