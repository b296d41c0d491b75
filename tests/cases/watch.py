"""Helpers of the tests of boards, recounts, reminders and supervision."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from tests.cases.stage import CASE, Stage

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import queries
from tongpan.cases.domain.board import Reach
from tongpan.cases.models import Case, CaseFact
from tongpan.cases.queries import limits
from tongpan.cases.queries.limits import BoardFilters, BoardRow
from tongpan.cases.steps import storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox import delivery
from tongpan.law.procedure import Step

LONG = timedelta(days=36_500)
"""messages bear the worker's own clock, which no test sets"""
TOLD = (Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY)


def rows(actor: Actor, now: datetime, reach: Reach = Reach.MINE, **chosen) -> list[BoardRow]:
    """Return what the board of an actor shows."""
    today = date_of(now)
    page = limits.board(actor, BoardFilters(reach=reach, **chosen), today)
    return limits.shown(page.items, today)


def deliver(now: datetime) -> int:
    """Hand over what waits, as the worker does, until nothing is left; return how many messages."""
    done = 0
    while messages := delivery.claim("worker:test", now + LONG, 100):
        for message in messages:
            assert delivery.deliver(message, now), message.last_error
        done += len(messages)
    return done


def told(stage: Stage, **found) -> Case:
    """Return a case of which notice was given."""
    case = stage.found(stage.open(), **found)
    return stage.take(case, *TOLD)


def with_rows(stage: Stage, case: Case, **tables) -> Case:
    """Return a case whose tables were changed as another part of the system would: facts of steps that have no form."""
    case = Case.objects.select_related("district").get(pk=case.pk)
    facts = queries.known(case, date_of(stage.now)).facts
    with transaction.atomic():
        storing.store(
            case, facts, replace(facts, **tables), entry="case.stepped", actor=stage.officer, now=stage.now, target=CASE
        )
    assert CaseFact.objects.filter(case=case).exists()
    return case
