"""When a statement was brought: what the person did not wait for is matched chunk by chunk."""

from datetime import datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.cases import actions
from tongpan.cases.events import StatementBrought
from tongpan.cases.models import BankStatement
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox import subscribe


@subscribe(StatementBrought)
def match_chunk(event: StatementBrought, now: datetime) -> None:
    """Match one chunk of lines in the name of whoever brought the statement; it asks for the next."""
    found = BankStatement.objects.filter(pk=UUID(event.statement_id)).first()
    if found is None:
        return
    actor = agencies.actor_of_officer(found.officer_id, date_of(now))
    actions.go_on_matching(statement_id=found.pk, actor=actor, now=now)
