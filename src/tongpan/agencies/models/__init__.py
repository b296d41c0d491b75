"""Tables of bodies, teams, people, and duty."""

from tongpan.agencies.models.agency import Agency, Office
from tongpan.agencies.models.callout import CallOut
from tongpan.agencies.models.duty import DutyShift, HandoverSheet, Vehicle
from tongpan.agencies.models.officer import Appointment, Credential, Officer, PartyMembership, StaffTransfer
from tongpan.agencies.models.personnel import PersonnelAction, TownOpinion
from tongpan.agencies.models.recorder import Recorder, RecorderCarry, RecorderClock
from tongpan.agencies.models.setup import SetUpCheck
from tongpan.agencies.models.team import Posting, Responsibility, Team, TeamDomain, TeamTerritory

__all__ = [
    "Agency",
    "Appointment",
    "CallOut",
    "Credential",
    "DutyShift",
    "HandoverSheet",
    "Office",
    "Officer",
    "PartyMembership",
    "PersonnelAction",
    "Posting",
    "Recorder",
    "RecorderCarry",
    "RecorderClock",
    "Responsibility",
    "SetUpCheck",
    "StaffTransfer",
    "Team",
    "TeamDomain",
    "TeamTerritory",
    "TownOpinion",
    "Vehicle",
]
