"""``tongpan tokens list``: which systems hold a token."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tongpan.agencies.queries.tokens import tokens_of
from tongpan.kernel import clock
from tongpan.kernel.management.telling import refusals_told
from tongpan.places.queries import home_county


class Command(BaseCommand):
    """List the tokens of a county's accounts; the tokens themselves are not kept anywhere."""

    help = "List the API tokens of a county's accounts: number, purpose, account, state. The tokens are not kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", default="", metavar="CODE", help="six digits of the county (default: ours)")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        now = clock.now()
        with refusals_told():
            rows = tokens_of(home_county(options["division"]).pk)
        if options["json"]:
            result = [
                {
                    "id": str(row.id),
                    "name": row.name,
                    "username": row.username,
                    "state": row.state(now),
                    "expires_at": row.expires_at.isoformat(),
                }
                for row in rows
            ]
            self.stdout.write(json.dumps({"tokens": result}, ensure_ascii=False))
            return
        for row in rows:
            until = clock.date_of(row.expires_at)
            self.stdout.write(f"{row.id}  {row.name}  账号 {row.username}  {row.state(now)}，至 {until}")
        if not rows:
            self.stdout.write("还没有接口令牌；用 tongpan tokens issue 发放")
