"""Whether a piece of evidence can be a basis, in words: what the law finds, and what does not keep."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tongpan.cases.steps.gathering import verdict_on
from tongpan.evidence.models import EvidenceItem
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.facts import CaseFacts, Evidence
from tongpan.law.penalty.expertise import Perishable, check_perishable
from tongpan.law.verdict import Breach


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands in the way of using a piece of evidence, and what has to be done at once about it."""

    row: Evidence
    breaches: tuple[Breach, ...]
    reminders: tuple[Breach, ...]

    @property
    def chip(self) -> tuple[str, str, str]:
        """Label, tone and icon."""
        if self.row.excluded_at is not None:
            return "已排除", "muted", "circle-minus"
        if not self.breaches:
            return "可以采信", "good", "circle-check"
        if all(each.code == "evidence.unverified" for each in self.breaches):
            return "待审核", "warn", "clock"
        return "还不能采信", "bad", "alert-circle"


def judged(row: Evidence, item: EvidenceItem | None, facts: CaseFacts, now: datetime) -> Judged:
    """Return how a piece of evidence stands now, in the words of the procedure of its charge."""
    return Judged(row, tuple(verdict_on(row, facts, now)), reminders(row, item, now))


def reminders(row: Evidence, item: EvidenceItem | None, now: datetime) -> tuple[Breach, ...]:
    """Return what has to be done about evidence that does not keep (APL 54, 56)."""
    if item is None or not item.perishable or row.excluded_at is not None:
        return ()
    asked = min((one.asked_at for one in item.support.all()), default=None)
    perishable = Perishable(
        name=item.title,
        found_at=item.taken_at.astimezone(SHANGHAI),
        lasts=timedelta(minutes=item.lasts_minutes) if item.lasts_minutes else None,
        needs_professionals=item.needs_professionals,
        fixed_at=item.fixed_at,
        support_asked_at=asked,
    )
    return tuple(check_perishable(perishable, now))


def chip_of(row: Judged) -> dict[str, Any]:
    """Return the chip as the templates take it."""
    label, tone, icon = row.chip
    return {"label": label, "tone": tone, "icon": icon}
