"""Fixtures of the lead tests."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from tests import cast
from tests.leads import stage
from tests.leads.browser import signed_in

from tongpan.agencies.models import Officer


@pytest.fixture(autouse=True)
def _a_place_for_static_files() -> None:
    """The static server warns of a folder that is not there, and a warning is an error."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _brakes_released() -> None:
    """Nobody has sent anything yet."""
    cache.clear()


@pytest.fixture
def town() -> cast.TownCast:
    """A town whose own team answers for occupied pavements."""
    return stage.a_working_town()


@pytest.fixture
def wu(town) -> Officer:
    """The dispatcher of the town."""
    return cast.dispatcher_wu(town)


@pytest.fixture
def desk(wu) -> Client:
    """The browser of the town's dispatcher."""
    return signed_in(wu)
