"""One look at a case: read once, shown by every panel of its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.models import Case, CaseParty
from tongpan.cases.queries import Known
from tongpan.cases.steps import storing
from tongpan.cases.views import shown
from tongpan.kernel.clock import date_of
from tongpan.law.facts import CaseFacts, remaining
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Outlook

NOTHING: Final = Outlook((), (), (), (), ())
"""of a case that is no longer handled here"""


@dataclass(frozen=True, slots=True)
class Look:
    """A case as one person sees it at one moment."""

    actor: Actor
    case: Case
    now: datetime
    known: Known
    roles: frozenset[Role]
    parties: Sequence[CaseParty]
    names: Mapping[str, str]
    """party handle → name; in clear for those with a part in the case"""
    hiding: Hiding
    """how what people wrote is read by the one who looks"""
    outlook: Outlook
    whole: bool = False
    """whether the whole history is wanted, not the newest part"""

    @property
    def facts(self) -> CaseFacts:
        return self.known.facts

    @property
    def left(self) -> CaseFacts:
        """What is still handled here: without what went into a case of its own."""
        return remaining(self.known.facts)

    @property
    def today(self) -> date:
        return date_of(self.now)

    @property
    def handles(self) -> bool:
        """Whether the one who looks handles the case."""
        return Role.HANDLER in self.roles

    @property
    def open(self) -> bool:
        """Whether anything may still be entered."""
        return self.facts.closing is None and self.case.standing not in GONE

    @property
    def several(self) -> bool:
        """Whether it has to be said whom something concerns."""
        return len(self.facts.charges) > 1


def look(actor: Actor, case: Case, now: datetime, *, whole: bool = False) -> Look:
    """Return a case as an actor sees it now."""
    known = queries.known(case, date_of(now))
    roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    parties = list(case.parties.order_by("pk"))
    clear = policies.sees_names(actor, roles)
    names, hiding = shown.party_names(parties, clear=clear), Hiding.over(parties, clear=clear)
    outlook = NOTHING if case.standing in GONE else storing.outlook(known.facts, now)
    return Look(actor, case, now, known, roles, parties, names, hiding, outlook, whole)
