"""Fixtures of dispatch tests."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests import cast
from tests.dispatch.stage import Stage, a_stage

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Officer
from tongpan.kernel import clock
from tongpan.leads.queries import channel_rules, scoring


@pytest.fixture(autouse=True)
def _fresh_memory(settings):
    """Tests roll back, so what processes keep in memory is asked anew."""
    settings.TONGPAN_STAMP_SECONDS = 0
    scoring.forget()
    channel_rules.forget()


@pytest.fixture
def stage(db) -> Stage:
    return a_stage()


@pytest.fixture
def standing_clock(monkeypatch):
    """Edges ask the clock; here it stands still on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOW)


@pytest.fixture
def enter(client) -> Callable[[Actor], Client]:
    """Sign in as the person behind an actor."""

    def as_(actor):
        client.force_login(Officer.objects.get(pk=actor.officer_id).user)
        return client

    return as_
