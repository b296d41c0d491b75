"""What the API says about places."""

from uuid import UUID

from ninja import Schema


class PlaceOut(Schema):
    """A place."""

    id: UUID
    code: str
    name: str
    level: str
    kind: str
    lon: float | None
    lat: float | None
    synthetic: bool
    drawn: bool


class PlaceDetailOut(PlaceOut):
    """A place with its full name and superior."""

    full_name: str
    parent_code: str | None
    valid_from: str | None
    valid_to: str | None


class PlacesOut(Schema):
    """A page of places; ``next`` asks for the following one."""

    items: list[PlaceOut]
    next: str | None


class LevelOut(Schema):
    id: UUID
    code: str
    name: str


class LocationOut(Schema):
    """Where a point lies; what is not drawn is null."""

    lon: float
    lat: float
    county: LevelOut
    town: LevelOut | None
    village: LevelOut | None
    grid: LevelOut | None
