"""Fixtures of the agency tests."""

from pathlib import Path

import pytest
from django.conf import settings
from tests.agencies.posted import World
from tests.cast import TownCast, a_town_with_team


@pytest.fixture(autouse=True)
def _a_place_for_static_files() -> None:
    """The static server warns of a folder that is not there, and a warning is an error."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def cast() -> TownCast:
    """A town that works."""
    return a_town_with_team()


@pytest.fixture
def world(cast: TownCast) -> World:
    """A squad that is posted to the town."""
    return World(cast)
