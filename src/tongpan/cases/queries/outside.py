"""外部咨询的链接: what a token opens."""

from datetime import datetime
from uuid import UUID

from tongpan.cases.domain.outside import LINK_PURPOSE
from tongpan.cases.models import Case, Consultation
from tongpan.documents.domain.choices import Origin, State
from tongpan.documents.queries import documents_of
from tongpan.kernel.crypto import blind_index
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ledger import SubjectRef
from tongpan.law.procedure import Target

GONE = "这个链接无效、已经用过、已被撤回或者已过期；请联系发给您的人"


def index_of(token: str) -> str:
    """Return the blind index under which a token is kept."""
    return blind_index(token, LINK_PURPOSE)


def consultation_behind(token: str, at: datetime) -> Consultation:
    """
    Return the consultation a link opens.

    :raises NotFound: if the link is unknown, spent, withdrawn or past its time, or the case over; said the same for all
    """
    rows = Consultation.objects.select_related("case", "case__matter", "case__body", "case__district")
    found = rows.defer("case__district__geometry").filter(link_index=index_of(token), withdrawn_at=None).first()
    if found is None or not found.link_index or found.link_until <= at or found.case.closed_on is not None:
        raise NotFound(GONE)
    return found


def lendable_papers(case: Case, target: Target) -> dict[UUID, str]:
    """Return the documents in force, made here, of a charge or of the whole case, that may be lent: their titles."""
    rows = documents_of(SubjectRef(Case._meta.label_lower, case.pk))
    fits = [
        row
        for row in rows
        if row.state == State.ISSUED
        and row.origin == Origin.HERE
        and row.party in ("", target.party)
        and row.cause in ("", target.cause)
    ]
    return {row.pk: f"{row.title} {row.number}".strip() for row in fits}
