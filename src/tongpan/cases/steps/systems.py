"""三项制度: what the facts of a case say of them is written with the facts."""

from typing import Final

from tongpan.cases.models import Case, CaseSystems
from tongpan.kernel.calendar import calendar_in_force
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure.systems import case_systems

ASKED: Final = frozenset(
    {"decisions", "services", "disclosures", "payments", "enforcements", "demands", "remedies", "revocations",
     "reopenings"}
)  # fmt: skip
"""tables of the law by which the answer moves once something is decided"""


def write_systems(case: Case, facts: CaseFacts) -> None:
    """Write what the three systems ask of a case, in the caller's transaction; of one that is not decided, nothing."""
    found = case_systems(facts, calendar_in_force())
    if found is None:
        CaseSystems.objects.filter(case=case).delete()
        return
    values = {
        "decided_on": max(each.at for each in facts.decisions).date(), "disclosure_due": found.disclosure_due,
        "disclosed": found.disclosed, "review_due": found.review_due, "reviewed": found.reviewed,
        "phases": sorted(found.phases_reached),
    }  # fmt: skip
    CaseSystems.objects.update_or_create(case=case, defaults=values)
