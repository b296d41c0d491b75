"""What other parts of the system may react to."""

from dataclasses import dataclass
from typing import ClassVar

from tongpan.kernel.outbox import Event

Cell = tuple[str, str, str, str, int]
"""one change of one counted cell: place id, measure, key, day (ISO), difference"""


@dataclass(frozen=True, slots=True)
class LeadsTakenIn(Event):
    """New leads were stored and routed."""

    name: ClassVar[str] = "leads.taken_in"
    lead_ids: list[str]
    cells: list[Cell]
    for_several: list[str] | None = None
    """those that several bodies share, and emergencies; None where it was not looked at"""

    @property
    def perhaps_for_several(self) -> list[str]:
        """Which leads are to be looked at for joint handling."""
        return self.lead_ids if self.for_several is None else self.for_several


@dataclass(frozen=True, slots=True)
class LeadMoved(Event):
    """A lead made one move of its lifecycle."""

    name: ClassVar[str] = "leads.moved"
    lead_id: str
    move: str
    before: str
    after: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class ReporterAnswered(Event):
    """The result was told to somebody who had reported."""

    name: ClassVar[str] = "leads.reporter_answered"
    lead_id: str
    reporter_id: str


@dataclass(frozen=True, slots=True)
class ImportWanted(Event):
    """A table that was brought to the page is to be imported, or to be gone on with."""

    name: ClassVar[str] = "leads.import_wanted"
    digest: str
    file_name: str
    columns: dict[str, str]
    channel: str
    system: str
    district_id: str
    actor: str
