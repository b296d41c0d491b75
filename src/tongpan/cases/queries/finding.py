"""
Finding a case: by its number, a paper's, another system's, a party's; by title and place.

What nobody may read nobody may confirm: a natural person is found by whole name or identity number only in cases in
which the actor sees the name (`policies.sees_names`); in any other the answer is that of a person who is not there.
What an organisation is called stands in every list, so it is found by whoever sees the case.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.choices import IDENTITY_PURPOSE, NAME_PURPOSE
from tongpan.cases.domain.finding import numbers_meant, only_number
from tongpan.cases.domain.tables import Kept, facts_of
from tongpan.cases.models import Case, CaseFact, CaseOfficer, CaseParty, DecisionPaper, OutsideNumber
from tongpan.documents.queries import records_numbered
from tongpan.kernel.crypto import blind_index, mask_personal
from tongpan.kernel.permissions import Permission

MOST_OWN = 100
"""cases with one person in which an actor has a part; the newest count"""
PARTS = ("assignments", "recusals")
NOBODY = "-"
"""no index: nothing was typed that one could be made of"""


def found(actor: Actor, rows: QuerySet[Case], words: str) -> list[QuerySet[Case]]:
    """
    Return the rows that words mean, in parts that each have their index; `rows` are those the actor may see.

    At most two statements of its own, whatever the words: for the natural persons of cases the actor has a part in.
    """
    words = words.strip()
    if not words:
        return [rows]
    exact = rows.filter(pk__in=_numbered(words).union(*_parties(actor, words)))
    if only_number(words):
        return [exact]
    return [exact, rows.filter(Q(title__icontains=words) | Q(place_text__icontains=words))]


def called(actor: Actor, case_id: UUID) -> str:
    """Return how a refusal names another case: by its number before whoever may see it."""
    other = policies.visible(actor, Case.objects.filter(pk=case_id)).first()
    return f"案件{other.number}" if other is not None else "另一个案件"


def _numbered(words: str) -> QuerySet[Any, Any]:
    """Return the cases that bear a number, or a paper or a system of theirs does."""
    meant = numbers_meant(words)
    papers = records_numbered(Case._meta.label_lower, meant)
    return papers.union(
        Case.objects.filter(number__in=meant).values("pk"),
        DecisionPaper.objects.filter(number__in=meant).values("case_id"),
        OutsideNumber.objects.filter(number__in=meant).values("case_id"),
        Case.objects.filter(paper_number__in=meant).values("pk"),
    )


def _parties(actor: Actor, words: str) -> list[QuerySet[Any, Any]]:
    """Return the cases of a party of this name or number, as far as the actor may know whose they are."""
    named = CaseParty.objects.filter(name_index=blind_index(words, NAME_PURPOSE) or NOBODY)
    identified = CaseParty.objects.filter(identity_index=blind_index(words, IDENTITY_PURPOSE) or NOBODY)
    if actor.can(Permission.CASES_STAFF):
        return [named.values("case_id"), identified.values("case_id")]
    known = [named.filter(natural=False).values("case_id")]
    if mask_personal(words) == words:  # a person's number may be kept of who runs a business
        known.append(identified.filter(natural=False).values("case_id"))
    own = _own(actor, named.values("case_id").union(identified.values("case_id")))
    return [*known, Case.objects.filter(pk__in=own).values("pk")] if own else known


def _own(actor: Actor, keys: QuerySet[Any, Any]) -> list[UUID]:
    """Return those of some cases in which the actor has a part and does not stand aside."""
    if actor.officer_id is None or actor.can(Permission.CASES_SUPERVISE):
        return []
    named = CaseOfficer.objects.filter(officer_id=actor.officer_id)
    handles = dict(named.filter(case_id__in=keys).order_by("-case_id").values_list("case_id", "handle")[:MOST_OWN])
    kept: dict[UUID, list[Kept]] = defaultdict(list)
    rows = CaseFact.objects.filter(case_id__in=list(handles), table__in=PARTS) if handles else CaseFact.objects.none()
    for case_id, table, place, row in rows.values_list("case_id", "table", "place", "row"):
        kept[case_id].append(Kept(table, place, row))
    return [
        case_id
        for case_id, handle in handles.items()
        if policies.sees_names(actor, policies.roles_of(handle, facts_of(kept[case_id], province="")))
    ]
