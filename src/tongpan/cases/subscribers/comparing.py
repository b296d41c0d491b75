"""When a standard of prosecution came or went, the cases of its matter are compared with it."""

from datetime import datetime
from uuid import UUID

from tongpan.cases import actions
from tongpan.cases.events import CompareWanted
from tongpan.kernel.outbox import subscribe
from tongpan.powers.events import CrimeThresholdChanged


@subscribe(CrimeThresholdChanged)
def compare_for_standard(event: CrimeThresholdChanged, now: datetime) -> None:
    """Ask for the cases of the matter to be compared."""
    actions.begin_comparing(matter_id=UUID(event.matter_id))


@subscribe(CompareWanted)
def compare_chunk(event: CompareWanted, now: datetime) -> None:
    """Compare one chunk of cases; it asks for the next."""
    actions.go_on_comparing(matter_id=UUID(event.matter_id), after=event.after, now=now)
