"""``tongpan tokens revoke``: take a token back."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from tongpan.agencies.actions.tokens import revoke_token
from tongpan.agencies.policies import system_actor
from tongpan.agencies.queries.tokens import district_of_token
from tongpan.kernel import clock
from tongpan.kernel.management.telling import refusals_told


class Command(BaseCommand):
    """Take back a token; it opens nothing from the next second on."""

    help = "Revoke an API token by its number, as `tongpan tokens list` shows it. It opens nothing any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("token", type=UUID, metavar="NUMBER", help="the token's number, not the token itself")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Revoke, and say so."""
        with refusals_told():
            district_id = district_of_token(options["token"])
            row = revoke_token(
                token_id=options["token"], actor=system_actor("system:tokens", district_id), now=clock.now()
            )
        if options["json"]:
            self.stdout.write(json.dumps({"id": str(row.pk), "revoked": True}))
        else:
            self.stdout.write(f"已吊销“{row.name}”的令牌")
