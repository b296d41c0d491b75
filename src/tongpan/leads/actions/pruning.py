"""The traits of leads that no new report is compared with any more (疑似重复) are taken away, once a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.rows import stored_key
from tongpan.leads.models import SimilarityBand
from tongpan.leads.steps.duplicates import WINDOW

MARGIN: Final = timedelta(days=1)
"""kept beyond the window, so that nothing goes that a report on its way still asks for"""
TRAITS: Final = 2**63
"""how many traits there can be: they are digests, so every part of them holds as many rows"""
PARTS: Final = 1024
AT_ONCE: Final = 5_000
"""rows that go in one transaction at most: reports are written in between"""


def prune_traits(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """
    Delete the traits of leads older than the window in which duplicates are looked for; return how many.

    The table has no index by age: it is gone through by its key, part by part, and never read as a whole at once.
    """
    oldest, width, gone = stored_key(uuid7_floor(now - WINDOW - MARGIN)), TRAITS // PARTS, 0
    for first in range(0, TRAITS, width):
        bounds = (first, first + width - 1, oldest, at_once)
        while (done := _delete(bounds)) == at_once:
            gone += done
        gone += done
    return gone


def _delete(bounds: Sequence[Any]) -> int:
    table = SimilarityBand._meta.db_table
    old = f"SELECT band, lead_id FROM {table} WHERE band BETWEEN %s AND %s AND lead_id < %s LIMIT %s"
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE (band, lead_id) IN ({old})", bounds)
        return int(cursor.rowcount)
