"""What happened here that others may react to."""

from dataclasses import dataclass
from typing import ClassVar

from tongpan.kernel.outbox import Event


@dataclass(frozen=True)
class TeamEstablished(Event):
    """A town got its team, office, squads and modules."""

    name: ClassVar[str] = "agencies.team_established"
    town_id: str
    template: str
    team_ids: list[str]


@dataclass(frozen=True)
class ResponsibilityChanged(Event):
    """Another team answers for a field in a place from a day on."""

    name: ClassVar[str] = "agencies.responsibility_changed"
    place_id: str
    domain: str
    team_id: str
    valid_from: str


@dataclass(frozen=True)
class CallOutRequested(Event):
    """A town called an on-call squad."""

    name: ClassVar[str] = "agencies.callout_requested"
    callout_id: str
    team_id: str
    town_id: str


@dataclass(frozen=True)
class CallOutAnswered(Event):
    """The squad accepted, refused, or arrived."""

    name: ClassVar[str] = "agencies.callout_answered"
    callout_id: str
    team_id: str
    town_id: str
    status: str


@dataclass(frozen=True)
class CallOutOverdue(Event):
    """Nobody answered a call in time: the squad is reminded (`squad`), or the caller is told (`caller`)."""

    name: ClassVar[str] = "agencies.callout_overdue"
    callout_id: str
    tell: str


@dataclass(frozen=True)
class OpinionsAsked(Event):
    """Something is planned about a posted person: the towns are to be heard."""

    name: ClassVar[str] = "agencies.opinions_asked"
    action_id: str
