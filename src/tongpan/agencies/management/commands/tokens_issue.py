"""``tongpan tokens issue``: a token for another system, printed once."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tongpan.agencies.actions.tokens import issue_token
from tongpan.agencies.policies import system_actor
from tongpan.agencies.queries.actors import officer_of_username
from tongpan.kernel import clock
from tongpan.kernel.management.telling import refusals_told


class Command(BaseCommand):
    """Issue a token that acts as one account. Only its digest is kept."""

    help = "Issue an API token that acts as one account. It is printed once; only its digest is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the account as which the other system acts")
        parser.add_argument("--name", required=True, help="which system, and what for")
        parser.add_argument("--days", type=int, default=365, help="how long it holds (default 365, at most 730)")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue, and print the token."""
        with refusals_told():
            officer = officer_of_username(options["username"])
            row, token = issue_token(
                officer_id=officer.pk,
                name=options["name"],
                days=options["days"],
                actor=system_actor("system:tokens", officer.district_id),
                now=clock.now(),
            )
        if options["json"]:
            result = {"id": str(row.pk), "token": token, "expires_at": row.expires_at.isoformat()}
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stdout.write(f"编号 {row.pk}，有效至 {clock.date_of(row.expires_at)}；令牌只显示这一次：")
            self.stdout.write(token)
