"""Places to test with: 柯城区 as the demo loads it, and the keepers of places."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import pytest

from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import Scope
from tongpan.places import demo, queries
from tongpan.places.models import Place

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)


def a_scope(*districts, everything=False):
    return Scope(
        districts=frozenset(districts), towns=frozenset(), bodies=frozenset(), teams=frozenset(), person=None,
        everything=everything,
    )  # fmt: skip


@dataclass
class AKeeper:
    permissions: frozenset = frozenset({Permission.PLACES_MANAGE})
    scope: Scope = field(default_factory=lambda: a_scope(everything=True))
    district_id: UUID | None = None
    label: str = "officer:keeper"


@pytest.fixture(autouse=True)
def _fresh_stamps(settings):
    settings.TONGPAN_STAMP_SECONDS = 0  # tests roll back, so every lookup asks which edition is current


@pytest.fixture
def kecheng(db) -> Place:
    """柯城区 with three of its towns, which is enough for most tests and five times as fast."""
    demo.load(["330802"], towns=["330802013", "330802100", "330802101"], at=NOW)
    return queries.by_code("330802")


@pytest.fixture
def whole_kecheng(db) -> Place:
    """柯城区 with all its 18 towns, 291 villages and 662 synthetic grids."""
    demo.load(["330802"], at=NOW)
    return queries.by_code("330802")


@pytest.fixture
def keeper() -> AKeeper:
    return AKeeper()
