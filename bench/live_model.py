"""
The model checker against the live actions: ``python -m bench.live_model [--steps 20000] [--seed 1] [--json]``.

Several people work on cases by the API, well or badly, as `bench.live_machine` and `bench.live_beside` describe, while
what is around the cases changes, as in `bench.live_around`, in an installation made for it with the demo loaded. Prints
what was done and what refused it; ends with 1, and the shortest way there, when an invariant is broken, a case
disagrees with its ledger, or something that was refused has changed anything.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import time
import traceback
from datetime import datetime, timedelta
from typing import Any

from bench.machine import fresh, machine, tongpan

AN_EXAMPLE = 60
"""rules in one case"""
INSIDE = "TONGPAN_BENCH_INSIDE"


def main() -> None:
    """Make an installation, and run inside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if os.environ.get(INSIDE):
        inside(options)
        return
    with fresh(options.database) as environment:
        tongpan(environment, "demo", "load", "--leads", "0", "--json")
        more = {INSIDE: "1", "DJANGO_SETTINGS_MODULE": "tongpan.config.settings.base"}
        command = [sys.executable, "-m", "bench.live_model", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env=environment | more, check=False).returncode)


def inside(options: argparse.Namespace) -> None:
    """Run so many steps, tell, and end with 1 if one of them was wrong."""
    import django

    django.setup()
    from hypothesis import HealthCheck, Phase, seed, settings
    from hypothesis.stateful import run_state_machine_as_test

    from bench.live_around import LiveCounty

    world = a_world()
    LiveCounty.world = world
    began, rounds, broken = time.monotonic(), 0, ""
    whole = settings(
        max_examples=max(1, min(8, options.steps // AN_EXAMPLE)), stateful_step_count=AN_EXAMPLE, deadline=None,
        database=None, print_blob=False, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink], report_multiple_bugs=False,
    )  # fmt: skip
    while world.steps < options.steps and not broken:
        machine_of_round = seed(options.seed * 1000 + rounds)(type("Round", (LiveCounty,), {"TestCase": None}))
        rounds += 1
        try:
            run_state_machine_as_test(machine_of_round, settings=whole)
        except BaseException:
            broken = traceback.format_exc()
        told = f"{world.steps} steps, {sum(world.taken.values())} taken, {sum(world.refused.values())} refused"
        print(f"{told}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    found = {
        "steps": world.steps, "seconds": round(time.monotonic() - began, 1), "broken": broken,
        "rules": dict(world.rules.most_common()), "taken": dict(world.taken.most_common()),
        "around": dict(world.around.most_common()),
        "refused": dict(world.refused.most_common()), "invariants_that_spoke": sorted(world.spoken),
    }  # fmt: skip
    tell(found, as_json=options.json)
    sys.exit(1 if broken else 0)


def tell(found: dict[str, Any], *, as_json: bool) -> None:
    """Print what was found."""
    if as_json:
        print(json.dumps({"machine": machine(), **found}, ensure_ascii=False))
        return
    for name, value in found.items():
        text = "，".join(f"{key} {n}" for key, n in value.items()) if isinstance(value, dict) else value
        print(f"{name}: {text}")


def a_world() -> Any:
    """Return the demo town as the world of the machine."""
    from django.conf import settings
    from django.test import Client

    from bench.live_world import Person, World
    from tongpan.agencies import queries as agencies
    from tongpan.agencies.models import Officer
    from tongpan.cases import actions
    from tongpan.config import demo_cases
    from tongpan.kernel import clock, tokens
    from tongpan.kernel.ids import uuid7
    from tongpan.kernel.models import User
    from tongpan.law.facts.words import Role
    from tongpan.law.penalty.kinds import PartyKind

    settings.ALLOWED_HOSTS = ["*"]
    settings.TONGPAN_STAMP_SECONDS = 0  # the list changes, and is asked at once
    logging.disable(logging.CRITICAL)
    start = datetime(2026, 3, 2, 9, tzinfo=clock.SHANGHAI)
    desk = demo_cases.desk_of(start.date())
    matter = demo_cases.matter_for("垃圾", desk, start.date())  # no benchmark of the demo binds it
    second = demo_cases.matter_for("绿地", desk, start.date())
    assert matter is not None
    assert second is not None
    team = next(iter(desk.officer.team_ids))

    def person(officer_id: Any) -> Any:
        officer = Officer.objects.get(pk=officer_id)
        if officer.user is None:
            officer.user = User.objects.create(username=f"live-{uuid7().hex}")
            officer.save()
        token = tokens.issue(user=officer.user, name="live", now=start, valid=timedelta(days=3650))
        return Person(str(officer.pk), Client(headers={"Authorization": f"Bearer {token}"}))

    def clerk(username: str) -> str:
        return str(agencies.actor_of_username(username, start.date()).officer_id)

    def set_clock(moment: datetime) -> None:
        clock.now = lambda: moment

    actions.set_paper_terms(
        mark="航埠执", court="衢州市柯城区人民法院", payment="见缴款书", actor=desk.people[Role.DECIDER], now=start
    )
    known = {desk.officer.officer_id, desk.second.officer_id}
    outsider = next(one.pk for one in agencies.available_officers(team, start.date()) if one.pk not in known)
    return World(
        matter=matter.code,
        town=str(desk.town_id),
        statute="中华人民共和国城乡规划法",
        handlers=[person(desk.officer.officer_id), person(desk.second.officer_id)],
        roles={role.value: person(actor.officer_id) for role, actor in desk.people.items()},
        outsider=person(outsider),
        start=start,
        set_clock=set_clock,
        strangers=[person(agencies.actor_of_username(name, start.date()).officer_id) for name in ("fuze2", "juzhang")],
        clerks={"cards": clerk("guanli"), "list": clerk("qingdan")},
        receiver=Officer.objects.get(pk=clerk("juzhang")).home_agency_id,
        second_matter=second.code,
        fines={kind.value: demo_cases.fine_of(matter.code, kind, 50, start.date()) for kind in PartyKind},
    )


if __name__ == "__main__":
    main()
