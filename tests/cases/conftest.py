"""Fixtures of case tests."""

import pytest
from tests.cases.stage import START, a_stage

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
def stage(db):
    return a_stage()


@pytest.fixture
def moment(monkeypatch, stage):
    """Edges ask the clock; here it shows the stage's time."""
    assert stage.now == START
    monkeypatch.setattr(clock, "now", lambda: stage.now)


@pytest.fixture
def enter(client):
    """Sign in as the person behind an actor."""

    def as_(actor):
        client.force_login(Officer.objects.get(pk=actor.officer_id).user)
        return client

    return as_
