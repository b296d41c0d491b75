"""Fixtures of dispatch tests."""

import pytest
from tests.dispatch.stage import Stage, a_stage

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
