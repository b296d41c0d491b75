"""Tell every process that the places of some counties have changed."""

from collections.abc import Iterable
from uuid import UUID

from tongpan.kernel.ids import uuid7
from tongpan.places.models import PlaceStamp
from tongpan.places.queries.stamps import EVERYTHING, forget


def touch(county_ids: Iterable[UUID | None]) -> None:
    """Give the counties, and the whole, a new token."""
    keys = sorted({county_id.hex for county_id in county_ids if county_id is not None})
    PlaceStamp.objects.bulk_create(
        [PlaceStamp(key=key, token=uuid7()) for key in (*keys, EVERYTHING)],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["token"],
    )
    forget()
