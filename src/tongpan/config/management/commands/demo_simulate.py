"""``tongpan demo simulate``: years of the demo county, worked through the real actions."""

import json
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tongpan.config import demo
from tongpan.config.simulation import Broken, Plan, simulate
from tongpan.config.simulation.county import started_on
from tongpan.kernel import clock
from tongpan.kernel.models import User
from tongpan.places import queries as places
from tongpan.places.models import Place

YEAR = timedelta(days=365)


class Command(BaseCommand):
    """Let the county work; a run that was stopped goes on where it was."""

    help = (
        "Let the demo county work for years: about 40 reports a day, found out, handled and answered; some become "
        "cases, with slips, refusals and appeals, each step by the real actions at its own time. The same "
        "seed and start give the same county. Stop it at any moment; called again, it goes on. It loads the demo first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", type=float, default=3, help="how long (default 3)")
        parser.add_argument("--seed", type=int, default=1, help="what the dice hang on; another seed is another run")
        parser.add_argument("--start", type=date.fromisoformat, help="first day (default: so many years before today)")
        parser.add_argument("--until", type=date.fromisoformat, help="the day before which it ends")
        parser.add_argument("--leads-per-day", type=int, default=40)
        parser.add_argument("--district", default=demo.HOME, help="code of the county (default 330802)")
        parser.add_argument("--town", action="append", default=[], help="only this town, by name; may be repeated")
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, run, tell."""
        call_command("migrate", verbosity=0, interactive=False)
        if User.objects.exclude(username__in=demo.usernames()).exists():
            raise CommandError("库里已有非演示账号，模拟数据不能混入正式库；请换一个 TONGPAN_DATABASE_URL")
        now = clock.now()
        if not Place.objects.exists():
            demo.load(now=now, leads=0, tell=self.stderr.write)
        seed = options["seed"]
        start = started_on(f"simulation:{seed}") or options["start"] or now.date() - options["years"] * YEAR
        until = min(options["until"] or start + options["years"] * YEAR, now.date())
        if options["leads_per_day"] < 1 or start >= until:
            raise CommandError("每天至少一件线索；开始日期要早于结束日期，且不能晚于今天")
        plan = Plan(
            places.by_code(options["district"]), start, until, seed, options["leads_per_day"],
            towns=tuple(options["town"]),
        )  # fmt: skip
        self.stderr.write(f"{plan.county.name}：{start} – {until}，种子 {seed}，每天约 {plan.leads_per_day} 件")
        try:
            tally = simulate(plan, self.stderr.write)
        except Broken as broken:
            raise CommandError(f"模拟停下了：{broken}") from broken
        found = tally.as_json() | {"start": start.isoformat(), "until": until.isoformat(), "seed": seed}
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for name, counts in found.items():
            text = "，".join(f"{key} {n}" for key, n in counts.items()) if isinstance(counts, dict) else counts
            self.stdout.write(f"{name}: {text}")
