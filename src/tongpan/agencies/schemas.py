"""What the API answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from tongpan.agencies.domain.personnel import PersonnelKind, Stance
from tongpan.kernel.clock import in_chinese_time

Moment = Annotated[datetime, AfterValidator(in_chinese_time)]
"""a moment without a zone is Chinese time"""


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


class RecorderOut(Schema):
    """一台执法记录仪；carried_by 为空的在库；ahead_seconds 为空的没有核对过时钟."""

    id: UUID
    number: str
    kind: str
    body: str
    team: str
    carried_by: UUID | None
    carried_from: datetime | None
    ahead_seconds: int | None
    clock_checked_at: datetime | None
    retired: bool


class RecordersOut(Schema):
    """A page of recorders."""

    items: list[RecorderOut]
    next: str | None


class RecorderIn(Schema):
    """登记记录仪：属于队伍的填 team_id，只属于机关的填 body_id."""

    number: str = Field(max_length=60)
    kind: str = Field("", max_length=60)
    team_id: UUID | None = None
    body_id: UUID | None = None


class CarryIn(Schema):
    """领用；until_at 只在补登记已经归还的时候填."""

    officer_id: UUID
    from_at: Moment
    until_at: Moment | None = None


class BringBackIn(Schema):
    """归还."""

    until_at: Moment


class ClockIn(Schema):
    """校时：设备比标准时间快多少秒，慢的为负数."""

    checked_at: Moment
    ahead_seconds: int


class RetireIn(Schema):
    """停用."""

    why: str = Field(max_length=200)
