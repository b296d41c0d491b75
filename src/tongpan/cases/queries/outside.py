"""外部咨询的链接: what a token opens."""

from datetime import datetime

from tongpan.cases.domain.outside import LINK_PURPOSE
from tongpan.cases.models import Consultation
from tongpan.kernel.crypto import blind_index
from tongpan.kernel.errors import NotFound

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
