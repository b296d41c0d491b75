"""
How fast the law says what is next: one case of one charge, one of nine, and a county of open cases.

    python -m bench.law_steps [--cases 100000] [--rounds 2000] [--json]

One process, its own processor time, facts in memory. The county is many cases at different stages, under different
rules, begun on different days of a year, each looked at on its own day: so limits are not all asked for twice.
Goals: 200 µs for a case of one charge, 1 ms for three parties with three causes, 30 s for 100,000 open cases.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from tongpan.law.calendar import national
from tongpan.law.facts import CaseFacts
from tongpan.law.limits import Regime
from tongpan.law.model.probing import decided
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, investigated, noticed
from tongpan.law.procedure import Act, Step, Target, next_steps, perform

ONE_US = 200
NINE_US = 1000
COUNTY_S = 30
RUNS = 5
STAGES = ((), (Step.NOTIFY,), (Step.NOTIFY, Step.WAIVE), (Step.NOTIFY, Step.WAIVE, Step.DECIDE, Step.SERVE))
DAYS = 200
"""days of a year on which cases of the county begin"""

CALENDAR = national()
Look = tuple[CaseFacts, datetime]


def main() -> int:
    """Measure, report; 1 if a goal is missed (with --json the reader judges)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    later = DAY_ONE + timedelta(days=1)
    one = [(facts, later) for facts in (a_clue(), noticed(investigated(a_clue())), decided(investigated(a_clue())))]
    many = nine()
    three = [(facts, later) for facts in (many, noticed(investigated(many)), decided(investigated(many)))]
    result = {
        "one_us": round(max(mean_us([look], options.rounds) for look in one), 1),
        "nine_us": round(max(mean_us([look], options.rounds // 5) for look in three), 1),
        "cases": options.cases,
        "county_s": round(county_seconds(options.cases), 2),
        "one_goal_us": ONE_US,
        "nine_goal_us": NINE_US,
        "county_goal_s": COUNTY_S * options.cases / 100_000,
    }
    if options.json:
        print(json.dumps(result))
    else:
        for key, value in result.items():
            print(f"{key:>16}  {value}")
    kept = result["one_us"] < ONE_US and result["nine_us"] < NINE_US and result["county_s"] < result["county_goal_s"]
    return 0 if kept or options.json else 1


def nine() -> CaseFacts:
    """Return a case of three parties with three causes each."""
    parties = tuple(a_party(name) for name in ("甲", "乙", "丙"))
    causes = tuple(replace(a_clue().causes[0], id=name, name=name) for name in ("占道经营", "社会噪声", "餐饮油烟"))
    charges = tuple(a_charge(party.id, cause.id) for party in parties for cause in causes)
    return a_clue(parties=parties, causes=causes, charges=charges)


def mean_us(looks: list[Look], rounds: int) -> float:
    """Return the mean processor time of one look, in microseconds: of five runs the one that was disturbed least."""
    for facts, at in looks:
        next_steps(facts, at, CALENDAR)
    return min(_run(looks, rounds // RUNS or 1) for _ in range(RUNS)) * 1e6


def _run(looks: list[Look], rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        for facts, at in looks:
            next_steps(facts, at, CALENDAR)
    return (time.process_time() - began) / rounds / len(looks)


def county_seconds(cases: int) -> float:
    """Return the processor time in which every case of a county is looked at once; building it is not counted."""
    spent = 0.0
    made = county()
    while cases > 0:
        chunk = [next(made) for _ in range(min(cases, 2_000))]
        began = time.process_time()
        for facts, at in chunk:
            next_steps(facts, at, CALENDAR)
        spent += time.process_time() - began
        cases -= len(chunk)
    return spent


def county() -> Iterator[Look]:
    """Yield cases without end: every stage, every set of rules, every day."""
    number = 0
    regimes = (None, *Regime)
    while True:
        regime = regimes[number % len(regimes)]
        province = "330106" if regime is Regime.ZJP else "440106"
        shift = timedelta(days=number % DAYS)
        party = a_party(f"当事人{number}")
        facts = replace(moved(investigated(a_clue(a_charge(party.id, regime=regime), party)), shift), province=province)
        at = DAY_ONE + shift + timedelta(hours=1)
        for step in STAGES[number % len(STAGES)]:
            facts = perform(facts, Act(step, Target(party.id, "占道经营"), at, CALENDAR))
        yield facts, at + timedelta(days=number % 7)
        number += 1


def moved(facts: CaseFacts, by: timedelta) -> CaseFacts:
    """Return the case as if it had begun some days later."""
    assert facts.filing is not None
    return replace(
        facts,
        filing=replace(facts.filing, at=facts.filing.at + by),
        identities=tuple(replace(each, at=each.at + by) for each in facts.identities),
        evidence=tuple(replace(each, at=each.at + by, verified_at=each.at + by) for each in facts.evidence),
        reports=tuple(replace(each, at=each.at + by) for each in facts.reports),
    )


if __name__ == "__main__":
    sys.exit(main())
