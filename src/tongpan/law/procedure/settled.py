"""What an answer to an open point changes (已答复的问题): read where a rule would otherwise leave it to a person."""

from datetime import date
from typing import Final

from tongpan.law.conflicts.terms import COURT_WINDOW, DISCLOSURE, PUBLIC_NOTICE, SOLE_TRADER
from tongpan.law.limits import Regime, find_provision, rule
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.service import service_limit
from tongpan.law.penalty.summary import place_counts
from tongpan.law.period import Limit
from tongpan.law.procedure.view import ChargeView

_COUNTS: Final = {"CITIZEN": PartyKind.CITIZEN, "ORGANISATION": PartyKind.ORGANIZATION}
_WINDOWS: Final = {"60_DAYS": "DL-38", "6_MONTHS": "DL-39"}


def counted_as(view: ChargeView) -> PartyKind:
    """
    Return as whom the party counts for the two standards that part citizens and organizations.

    Law: APL 51, 63.
    Reading: a sole trader as the place has it in writing, else as it was settled for the case (ADR-0023, ADR-0062).
    """
    kind = view.party.kind
    answer = _COUNTS.get(view.case.answered(SOLE_TRADER)) if kind is PartyKind.SOLE_TRADER else None
    if answer is None or place_counts(view.case.facts.province, view.case.today):
        return kind
    return answer


def public_service_limit(view: ChargeView, since: date) -> Limit:
    """
    Return the period of a public notice: that of the rules of the charge, or the longer one that was settled for it.

    Law: CPL 95; 农业程序规定 72 ¶3; 交通程序规定 18(5) (DL-18).
    Reading: an answer may only lengthen it: the party then has more time (ADR-0062).
    """
    own = service_limit(since, view.case.calendar, view.charge.regime)
    if view.case.answered(PUBLIC_NOTICE) != "60":
        return own
    longer = service_limit(since, view.case.calendar, Regime.AGR)
    if own.legal_end is None or longer.legal_end is None:
        return longer
    return max(own, longer, key=lambda each: each.legal_end or since)


def spared_publicity(view: ChargeView) -> bool:
    """
    Tell whether it was settled that only what has some social impact is published, and this has none.

    Law: APL 48 ¶1; 国办发〔2018〕118号（六）.
    Reading: where the sector or the place has a rule of its own the answer changes nothing (ADR-0062).
    """
    if view.case.answered(DISCLOSURE) != "SOCIAL_IMPACT" or view.charge.weighty is not False:
        return False
    found = find_provision(rule("DL-19"), view.charge.regime, view.case.facts.province)
    return found.regime is None and not found.area


def suit_term_ends_on(view: ChargeView, known_on: date) -> date | None:
    """
    Return the last day of the term to sue of a decision on the spot that was not reconsidered, as it was settled.

    Law: ACL 53; ARL 20, 23; ALL 46.
    Reading: no text says it; who reviews settles it for the case, and until then the court is not asked (ADR-0033).
    """
    name = _WINDOWS.get(view.case.answered(COURT_WINDOW))
    limit = view.clock(name, known_on) if name is not None and not view.remedies else None
    return limit.due_on if limit is not None else None
