"""The matters that ship with the platform: one file a field, checked against the statutes."""

from pathlib import Path
from typing import Any

from tongpan.law.catalogue_check import read_catalogue

FOLDER = Path(__file__).parent


def shipped_matters() -> list[dict[str, Any]]:
    """Return every matter that ships with the platform."""
    return read_catalogue(FOLDER)
