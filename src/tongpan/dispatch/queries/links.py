"""One-time links (一次性链接) for departments that do not log in."""

from datetime import date

from tongpan.dispatch.domain.choices import TRANSFER_OPEN
from tongpan.dispatch.models import Transfer
from tongpan.kernel.crypto import blind_index
from tongpan.kernel.errors import NotFound

PURPOSE = "transfer-link"


def index_of(token: str) -> str:
    """Return the blind index under which a token is kept."""
    return blind_index(token, PURPOSE)


def transfer_behind(token: str, on: date) -> Transfer:
    """
    Return the transfer a link opens.

    :raises NotFound: if the link is unknown, spent or past its day, said the same for all three
    """
    found = (
        Transfer.objects.filter(link_index=index_of(token), status__in=TRANSFER_OPEN)
        .select_related("lead", "lead__town", "lead__village", "district")
        .defer("lead__town__geometry", "lead__village__geometry", "district__geometry")
        .first()
    )
    if found is None or not found.link_index or (found.link_until is not None and found.link_until < on):
        raise NotFound("这个链接无效、已用过或已过期；请联系移送单上的移送单位重新发送")
    return found
