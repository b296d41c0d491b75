"""
A million leads on PostgreSQL: what lists, filters, search, overview and one lead cost, and in how many statements.

``python -m bench.scale [--leads 1000000] [--runs 100] [--ledger] [--json]``. Every case is run in turn, round after
round, for a dispatcher of one town and for the district's; once through the query functions, once as a page over HTTP
(in process). With ``--ledger`` every lead has its history in a ledger that was sealed and verified
(``bench.scale_ledger``), and what that took is told; without it only the leads whose page is measured have entries.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.machine import fresh, machine, median, percentile, postgres_answers, tongpan

LIST_MS, OVERVIEW_MS, SEARCH_MS, PAGE_MS = 60, 60, 250, 200
ACTORS = {"town": "diaodu", "district": "quzong", "officer": "duiyuan"}
DEEP = 50

Case = tuple[str, int, Callable[[], object]]
"""name, limit in ms, what is measured"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--ledger", action="store_true", help="give every lead its history: some six entries each")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not postgres_answers():
        print(json.dumps({"skipped": "no PostgreSQL answers"}))
        return
    with fresh("postgresql") as environment:
        tongpan(environment, "demo", "load", "--leads", "0", "--json")
        os.environ |= environment | {"DJANGO_SETTINGS_MODULE": "tongpan.config.settings.base"}
        import django

        django.setup()
        found = measure(options)
    if options.json:
        print(json.dumps({"machine": machine(), **found}, ensure_ascii=False))
        return
    print({name: value for name, value in found.items() if name != "cases"})
    for name, figures in found["cases"].items():
        print(f"{name:<44}{figures}")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Fill, count statements among a few leads, fill up, count again, and take the times."""
    from django.db import connection

    from bench import scale_data, scale_ledger
    from tongpan.kernel import clock

    today = clock.today()
    scale_data.prepare()
    first = options.leads - scale_data.NEWEST + 1
    scale_data.fill(first, options.leads, options.leads, today)
    if options.ledger:
        scale_ledger.write()
    few = {name: statements(run) for name, _, run in cases()}
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE leads_lead, kernel_search_document, kernel_timelimit CASCADE")  # nothing sealed yet
    scale_data.fill(1, options.leads, options.leads, today)
    filled = time.monotonic() - began
    history = {"ledger": scale_ledger.build()} if options.ledger else {}
    all_cases = cases()
    many = {name: statements(run) for name, _, run in all_cases}
    times: dict[str, list[float]] = {name: [] for name, _, _ in all_cases}
    for _ in range(options.runs):
        for name, _, run in all_cases:
            started = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - started) * 1000)
    found = {
        name: {
            "p50_ms": round(median(times[name]), 1),
            "p95_ms": round(percentile(times[name], 0.95), 1),
            "limit_ms": limit,
            "ok": percentile(times[name], 0.95) < limit and few[name] == many[name],
            "statements": many[name],
            "statements_among_few": few[name],
        }
        for name, limit, _ in all_cases
    }
    return {
        "leads": options.leads,
        "runs": options.runs,
        "fill_seconds": round(filled, 1),
        **history,
        "cases": found,
        "missed": [name for name, figures in found.items() if not figures["ok"]],
    }


def statements(run: Callable[[], object]) -> int:
    """Return how many statements the second run of a case takes: the first may fill what the process remembers."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    run()
    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)


def cases() -> list[Case]:
    """Return everything that is measured, for every actor."""
    from tongpan.agencies.queries import actor_of_username
    from tongpan.kernel import clock

    found: list[Case] = []
    for who, username in ACTORS.items():
        actor = actor_of_username(username, clock.today())
        found += [(f"{who}: {name}", limit, run) for name, limit, run in [*lists(actor), *others(actor)]]
        found += [(f"{who}: page {name}", PAGE_MS, run) for name, run in pages(username)]
    return found


def lists(actor: Any) -> list[Case]:
    """Return the lists and filters of one actor."""
    from tongpan.kernel import clock
    from tongpan.leads.models import Lead
    from tongpan.leads.queries import Filters, listed, waiting_at_desk

    today = clock.today()
    middle = today - timedelta(days=500)
    matter = Lead.objects.order_by("id").values_list("matter_id", flat=True)[0]
    filters = {
        "newest": Filters(),
        "status archived": Filters(status=("ARCHIVED",)),
        "status in hand": Filters(status=("ASSIGNED", "HANDLED", "HANDLING")),
        "channel frequent": Filters(channel="HOTLINE"),
        "channel without any": Filters(channel="WOODPECKER"),
        "nature": Filters(nature="SUGGESTION"),
        "domain": Filters(domain="water"),
        "matter": Filters(matter_id=matter),
        "outcome": Filters(outcome="CASE_OPENED"),
        "priority emergency": Filters(priority="EMERGENCY"),
        "returned": Filters(returned=True),
        "joint": Filters(joint=True),
        "days of one month": Filters(since=middle, until=middle + timedelta(days=30)),
        "month and status and channel": Filters(
            since=middle, until=middle + timedelta(days=30), status=("ARCHIVED",), channel="VIDEO"
        ),
    }

    def listing(chosen: Any, after: str | None = None, order: str = "new") -> Callable[[], object]:
        return lambda: listed(actor, chosen, after=after, order=order)

    found: list[Case] = [(f"list {name}", LIST_MS, listing(chosen)) for name, chosen in filters.items()]
    after = None
    for _ in range(DEEP - 1):
        after = listed(actor, Filters(), after=after).page.next or after
    found.append((f"list page {DEEP}", LIST_MS, listing(Filters(), after)))
    found.append(("list waiting longest", LIST_MS, listing(Filters(status=("HANDLING",)), None, "waiting")))
    for desk in ("TOWN", "DISTRICT"):
        found.append((f"waiting at desk {desk}", LIST_MS, lambda desk=desk: waiting_at_desk(actor, desk=desk)))
    return found


def others(actor: Any) -> list[Case]:
    """Return search, overview and one lead."""
    from bench import scale_data
    from tongpan.kernel import clock, ledger
    from tongpan.leads import policies
    from tongpan.leads.models import Lead
    from tongpan.leads.queries import Filters, detail_for, listed, overview, standing_by_place

    today = clock.today()
    words = {
        "frequent word": scale_data.FREQUENT_WORD,
        "rare word": scale_data.RARE_WORD,
        "no such word": "麒麟",
        "two words": " ".join(scale_data.TWO_WORDS),
        "one character": scale_data.ONE_CHARACTER,
    }
    found: list[Case] = [
        (f"search {name}", SEARCH_MS, lambda said=said: listed(actor, Filters(words=said)))
        for name, said in words.items()
    ]
    place = next(iter(actor.scope.towns or actor.scope.districts or actor.town_ids))
    month = today - timedelta(days=30)
    found.append(("overview 30 days", OVERVIEW_MS, lambda: overview(place, month, today)))
    year = today - timedelta(days=365)
    found.append(("overview a year", OVERVIEW_MS, lambda: overview(place, year, today)))
    found.append(("standing by place", OVERVIEW_MS, lambda: standing_by_place([place])))
    ids = list(policies.visible(actor, Lead.objects.all()).order_by("-id").values_list("id", flat=True)[:20])
    record(ledger, ids)
    dice = random.Random(5)
    found.append(("one lead", LIST_MS, lambda: detail_for(actor, dice.choice(ids))))
    return found


def record(ledger: Any, ids: list[Any]) -> None:
    """Give the leads whose page is measured a history of six entries, where they have none."""
    from django.db import transaction

    from tongpan.kernel import clock

    subjects = [subject for one in ids if not ledger.history(subject := ledger.SubjectRef("leads.lead", one))]
    facts = {"number": "XS", "title": "占道经营", "text": "集镇主街流动摊贩占道经营", "status": "ARCHIVED"}
    with transaction.atomic():
        ledger.record_many(
            ledger.Entry("lead.created" if step == 0 else "lead.handled", subject, "system:bench", clock.now(), facts)
            for subject in subjects
            for step in range(6)
        )


def pages(username: str) -> list[tuple[str, Callable[[], object]]]:
    """Return the pages of one account, asked for through all of the site but the network."""
    from django.test import Client

    from bench import scale_data
    from tongpan.agencies.queries import actor_of_username
    from tongpan.kernel import clock
    from tongpan.kernel.models import User
    from tongpan.leads.queries import Filters, listed

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))
    lead = listed(actor_of_username(username, clock.today()), Filters()).page.items[0]
    addresses = {
        "leads": "/leads/",
        "leads archived": "/leads/?status=ARCHIVED",
        "leads waiting": "/leads/?g=open&order=waiting",
        "leads search": f"/leads/?q={scale_data.FREQUENT_WORD}",
        "search": f"/search/?q={scale_data.RARE_WORD}",
        "lead": f"/leads/{lead.pk}/",
    }
    home = {"diaodu": "/desk/", "quzong": "/district/", "duiyuan": "/field/"}[username]
    addresses["desk"] = home
    if username == "quzong":
        addresses["overview"] = "/overview/"

    def get(address: str) -> Callable[[], object]:
        def run() -> object:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            return answer

        return run

    return [(name, get(address)) for name, address in addresses.items()]


if __name__ == "__main__":
    main()
