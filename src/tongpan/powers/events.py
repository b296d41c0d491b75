"""What the lists tell other features."""

from dataclasses import dataclass
from typing import ClassVar

from tongpan.kernel.outbox import Event


@dataclass(frozen=True)
class GrantRecalled(Event):
    """
    A power was taken back. `in_hand` says what becomes of work in hand: FINISH_HERE, HAND_OVER to `receiver_id`, or
    DECIDE_EACH; the statute has no rule of transition, so somebody decided and gave a reason.
    """

    name: ClassVar[str] = "powers.grant_recalled"

    line: str
    grant_id: str
    matter_id: str
    body_id: str
    territory_id: str
    power: str
    on: str
    in_hand: str
    receiver_id: str | None
    reason: str


@dataclass(frozen=True)
class ListPublished(Event):
    """A change of the list was published; the bodies it concerns are to be told."""

    name: ClassVar[str] = "powers.list_published"

    proposal_id: str
    district_id: str
    title: str
    number: str
    published_on: str
    effective_on: str
    body_ids: tuple[str, ...]


@dataclass(frozen=True)
class AssessmentDue(Event):
    """A published change is due for its periodic assessment."""

    name: ClassVar[str] = "powers.assessment_due"

    proposal_id: str
    due_on: str


@dataclass(frozen=True)
class StaffingAsked(Event):
    """A matter changed hands; the keepers of list and people are asked who went with it."""

    name: ClassVar[str] = "powers.staffing_asked"

    follow_up_id: str


@dataclass(frozen=True)
class CrimeThresholdChanged(Event):
    """A standard of prosecution of a matter was published or ended, or its day has come."""

    name: ClassVar[str] = "powers.crime_threshold_changed"

    matter_id: str
