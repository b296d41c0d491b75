"""Fixtures of the lead tests."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _a_place_for_static_files() -> None:
    """The static server warns of a folder that is not there, and a warning is an error."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _brakes_released() -> None:
    """Nobody has sent anything yet."""
    cache.clear()
