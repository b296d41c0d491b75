"""Whom to tell of what waits in cases."""

from tongpan.cases.models import CaseDeviation, CaseFact, CaseOfficer, SecondOpinion
from tongpan.kernel.notify import Contact
from tongpan.law.facts.words import Role


def specialist_of(opinion_id: str) -> tuple[Contact, str] | None:
    """Return who was asked and about which matter, None where it was answered already."""
    row = SecondOpinion.objects.filter(pk=opinion_id, answered_at__isnull=True)
    found = row.select_related("specialist", "case").first()
    if found is None:
        return None
    return Contact(found.specialist.name, found.specialist.phone), found.case.title


def principal_of(deviation_id: str) -> tuple[Contact, str] | None:
    """Return the principal of the case and its number, None where it was answered or nobody is named."""
    row = CaseDeviation.objects.filter(pk=deviation_id, decided_at__isnull=True).select_related("case").first()
    if row is None:
        return None
    named = CaseFact.objects.filter(case_id=row.case_id, table="assignments").order_by("-place")
    handle = next((one["officer"] for one in named.values_list("row", flat=True) if one["role"] == Role.PRINCIPAL), "")
    person = CaseOfficer.objects.filter(case_id=row.case_id, handle=handle).select_related("officer").first()
    return (Contact(person.officer.name, person.officer.phone), row.case.number) if person is not None else None
