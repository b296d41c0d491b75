"""What other features may read of bodies, teams and people."""

from tongpan.agencies.domain.actor import Actor, anonymous_actor
from tongpan.agencies.queries.actors import actor_of
from tongpan.agencies.queries.credentials import can_act_as_officer
from tongpan.agencies.queries.people import available_officers, on_duty
from tongpan.agencies.queries.teams import responsible_team, responsible_teams, teams_serving

__all__ = [
    "Actor",
    "actor_of",
    "anonymous_actor",
    "available_officers",
    "can_act_as_officer",
    "on_duty",
    "responsible_team",
    "responsible_teams",
    "teams_serving",
]
