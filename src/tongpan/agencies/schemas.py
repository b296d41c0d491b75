"""What the API answers."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class TeamOut(Schema):
    """One team."""

    id: UUID
    name: str
    kind: str
    kind_label: str
    agency_id: UUID
    agency: str
    host_town_id: UUID | None
    domains: list[str]
    valid_from: date


class TeamsOut(Schema):
    """A page of teams."""

    items: list[TeamOut]
    next: str | None


class OfficerOut(Schema):
    """One person, the telephone number masked."""

    id: UUID
    name: str
    staff_kind: str
    agency_id: UUID
    town_id: UUID | None
    phone: str
    credential: str
    licensed: bool


class OfficersOut(Schema):
    """A page of people."""

    items: list[OfficerOut]
    next: str | None


class OnDutyOut(Schema):
    """One person on duty."""

    officer_id: UUID
    name: str
    duty: str
    duty_label: str
    team: str
    until: datetime
    phone: str


class SuggestionOut(Schema):
    """One officer put forward, and why."""

    officer_id: UUID
    name: str
    team: str
    score: float
    reasons: list[str]


class SuggestionsOut(Schema):
    """Who may go, best first; who may not, and why."""

    suggested: list[SuggestionOut]
    excluded: list[tuple[str, str]]
