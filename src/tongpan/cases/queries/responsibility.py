"""责任链: read from the record and from what was put before whom."""

from typing import Any
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.cases.domain.responsibility import Link, Looked, chain
from tongpan.cases.models import Case
from tongpan.cases.queries.proposals import of_case
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import ledger
from tongpan.law.procedure import Step


def responsibility_of(case: Case) -> list[Link]:
    """Return the chain of a case, from the record and from what was put before whom."""
    history = [item for item in ledger.history(case) if item.action == "case.stepped" and item.facts]
    steps = [(item.actor, item.at, item.facts or {}) for item in history if (item.facts or {}).get("step") in set(Step)]
    made = of_case(case)
    signers = {str(facts["paper"]["officer"]) for _, _, facts in steps if facts.get("paper")}
    officers = agencies.officers_in([UUID(key) for key in signers]) if signers else {}
    names = dispatch.names_of([actor for actor, _, _ in steps] + [one.made_by for one in made])
    proposals: dict[tuple[str, str, str, str], list[Any]] = {}
    for one in made:
        looked = [
            Looked(mark.label, mark.officer.name, mark.passed, mark.at, mark.paper)
            for mark in sorted(one.marks.all(), key=lambda mark: (mark.entered_at, mark.pk))
        ]
        proposals.setdefault((one.step, one.party, one.cause, one.ref), []).append((one.made_at, one.made_by, looked))
    return chain(steps, proposals, names, {str(key): officer.name for key, officer in officers.items()})
