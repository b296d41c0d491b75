"""Signing in, and counting statements."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.command.stage import County, a_county_at_work

from tongpan.leads.queries import channel_rules, scoring

Get = Callable[..., Any]


@pytest.fixture
def county(db: None) -> County:
    return a_county_at_work()


@pytest.fixture
def get(county: County) -> Get:
    """Get an address as one of the people on stage (or as a visitor); warm, so that caches do not count."""

    def asking(who: str | None, address: str, **headers: str) -> Any:
        client = Client(headers=headers)
        if who is not None:
            client.force_login(county.people[who].user)
        return client.get(address)

    return asking


@pytest.fixture
def statements(county: County) -> Callable[[str | None, str], int]:
    """Count the statements of a page, sign-in and actor included."""

    def counting(who: str | None, address: str) -> int:
        client = Client()
        if who is not None:
            client.force_login(county.people[who].user)
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    return counting


@pytest.fixture(autouse=True, scope="session")
def _a_place_for_static_files() -> None:
    """The static server warns of a folder that is not there, and a warning is an error."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    scoring.forget()
    channel_rules.forget()
