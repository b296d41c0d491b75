"""
How fast working days are added, with numpy's busday_offset beside it: correctness first, then speed.

    python -m bench.law_time [--pairs 200000] [--rounds 7] [--json]

Pure standard library on our side (`add_workdays_many`, and `add_workdays` one by one). Before anything is timed every
answer is compared with numpy's and with a walk through chinesecalendar's days. Goal: 2,000,000 additions a second.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import chinese_calendar
import numpy as np

from bench.machine import machine, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from tongpan.law.calendar import SATURDAY, WorkCalendar, national
from tongpan.law.period import Period, Unit, compute

GOAL = 2_000_000
MOST_WORKDAYS = 90
LAST_START = date(2026, 6, 30)


def main() -> int:
    """Compare, measure, report; 1 if answers differ or the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    calendar = national()
    starts, counts = _pairs(calendar, options.pairs)
    differing = differences(calendar, starts, counts)
    result: dict[str, Any] = {"pairs": options.pairs, "differing": differing, "goal": GOAL, "machine": machine()}
    if not differing:
        result |= measure(calendar, starts, counts, options.rounds)
    print(json.dumps(result) if options.json else "\n".join(f"{key:>34}  {value}" for key, value in result.items()))
    missed = not options.json and not differing and result["many_per_second"] < GOAL  # as JSON, whoever reads it judges
    return 1 if differing or missed else 0


def _pairs(calendar: WorkCalendar, number: int) -> tuple[list[date], list[int]]:
    dice = random.Random(3)
    first = calendar.first_published
    span = (LAST_START - first).days
    starts = [first + timedelta(days=dice.randrange(span)) for _ in range(number)]
    return starts, [dice.randint(1, MOST_WORKDAYS) for _ in range(number)]


def peer(calendar: WorkCalendar) -> np.busdaycalendar:
    """Return numpy's calendar of the same days: weekends are free but for make-up days, so every day is told apart."""
    first, last = calendar.first_published, calendar.last_published
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return np.busdaycalendar(weekmask="1111111", holidays=[str(day) for day in days if not calendar.is_workday(day)])


def differences(calendar: WorkCalendar, starts: list[date], counts: list[int]) -> int:
    """Return how many answers are not those of numpy, or not those of an independent calendar walked day by day."""
    many = calendar.add_workdays_many(starts, counts)
    numpy_says = _numpy(peer(calendar), np.array(starts, "datetime64[D]"), np.array(counts)).tolist()
    walked = _walked(calendar, starts, counts)
    one_by_one = [calendar.add_workdays(start, count) for start, count in zip(starts, counts, strict=True)]
    return sum(len({*four}) > 1 for four in zip(many, numpy_says, walked, one_by_one, strict=True))


def _walked(calendar: WorkCalendar, starts: list[date], counts: list[int]) -> list[date]:
    first, last = calendar.first_published, calendar.last_published
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = [day for day in days if chinese_calendar.is_workday(day)]
    before = dict(zip(days, accumulate(chinese_calendar.is_workday(day) for day in days), strict=True))
    return [worked[before[start] + count - 1] for start, count in zip(starts, counts, strict=True)]


def _numpy(calendar: np.busdaycalendar, starts: Any, counts: Any) -> Any:
    # numpy counts a free start from the worked day before it, as we do: `backward`
    return np.busday_offset(starts, counts, roll="backward", busdaycal=calendar)


def measure(calendar: WorkCalendar, starts: list[date], counts: list[int], rounds: int) -> dict[str, Any]:
    """Return medians a second, by the clock; `many_per_processor_second` by the time the processor gave us."""
    beside, days, numbers = peer(calendar), np.array(starts, "datetime64[D]"), np.array(counts)
    period = Period(5, Unit.WORKDAY)
    few = starts[:2_000]
    return {
        "many_per_second": _rate(len(starts), rounds, lambda: calendar.add_workdays_many(starts, counts)),
        "many_per_processor_second": _rate(
            len(starts), rounds, lambda: calendar.add_workdays_many(starts, counts), time.process_time
        ),
        "one_by_one_per_second": _rate(
            len(starts), rounds, lambda: [calendar.add_workdays(a, n) for a, n in zip(starts, counts, strict=True)]
        ),
        "numpy_per_second": _rate(len(starts), rounds, lambda: _numpy(beside, days, numbers)),
        "numpy_from_dates_per_second": _rate(
            len(starts),
            rounds,
            lambda: _numpy(beside, np.array(starts, "datetime64[D]"), np.array(counts)).tolist(),
        ),
        "explained_limits_per_second": _rate(len(few), rounds, lambda: [compute(period, day, calendar) for day in few]),
        "weekend_days": sum(1 for day in starts if day.weekday() >= SATURDAY),
    }


def _rate(number: int, rounds: int, run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> int:
    run()
    taken = []
    for _ in range(rounds):
        started = clock()
        run()
        taken.append(clock() - started)
    return int(number / median(taken))


if __name__ == "__main__":
    sys.exit(main())
