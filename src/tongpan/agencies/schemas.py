"""What the API answers."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.agencies.domain.personnel import PersonnelKind, Stance


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


class PlanIn(Schema):
    """提出人事事项."""

    kind: PersonnelKind
    to_what: str = Field(max_length=60)
    instrument: str = Field(max_length=120)
    post: str = Field("", max_length=24, description="选拔任用的必填")
    reason: str = Field("", max_length=500)


class OpinionIn(Schema):
    """街镇意见."""

    town_id: UUID
    stance: Stance
    text: str = Field("", max_length=500)


class CarryOutIn(Schema):
    """办理."""

    answer: str = Field("", max_length=500)


class TownOpinionOut(Schema):
    """一个街镇的意见；还没有登记的 stance 为空."""

    town_id: UUID
    stance: str
    given_at: datetime | None


class PlanOut(Schema):
    """一件人事事项."""

    id: UUID
    officer_id: UUID
    kind: str
    post: str
    to_what: str
    done_at: datetime | None
    dropped_at: datetime | None
    opinions: list[TownOpinionOut]


class PlansOut(Schema):
    """一页人事事项."""

    items: list[PlanOut]
    next: str | None
