"""追诉标准 against a case: what the lists know of its matters, and how often its parties were penalised before."""

from datetime import date

from django.db.models import Q

from tongpan.cases.domain.crime import NOTHING, Compared, compare
from tongpan.cases.models import Case, CaseParty, ChargeOutcome
from tongpan.law.facts import CaseFacts, remaining
from tongpan.law.penalty.ladder import months_before
from tongpan.powers import queries as powers
from tongpan.powers.domain.kinds import CrimeMeasure


def compared(case: Case, facts: CaseFacts, on: date) -> Compared:
    """Return how a filed case stands to the standards that are known; nothing where none is. Two statements at most."""
    facts = remaining(facts)
    if facts.filing is None and not facts.decisions:
        return NOTHING
    codes = frozenset(each.id for each in facts.causes)
    standards = powers.crime_standards(case.town_id or case.district_id, codes, on)
    if not standards:
        return NOTHING
    spans = {one.months for one in standards if one.measure is CrimeMeasure.EARLIER and one.months}
    return compare(facts, standards, _earlier(case, facts, spans, on) if spans else {})


def _earlier(case: Case, facts: CaseFacts, spans: set[int], on: date) -> dict[tuple[str, str, int], int | None]:
    indexes = dict(CaseParty.objects.filter(case=case).values_list("handle", "identity_index"))
    since = months_before(on, max(spans))
    rows = ChargeOutcome.objects.filter(
        Q(spared=False), identity_index__in=[one for one in indexes.values() if one], decided_on__gte=since,
        cause__in=[each.id for each in facts.causes],
    ).exclude(case_id=case.pk)  # fmt: skip
    days = list(rows.values_list("identity_index", "cause", "decided_on"))
    found: dict[tuple[str, str, int], int | None] = {}
    for charge in facts.charges:
        index = indexes.get(charge.party, "")
        for months in spans:
            begins = months_before(on, months)
            own = [day for key, cause, day in days if (key, cause) == (index, charge.cause) and day >= begins]
            found[charge.party, charge.cause, months] = len(own) if index else None
    return found
