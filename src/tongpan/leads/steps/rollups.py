"""Folding changes into counted cells, and counting everything anew."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection, transaction

from tongpan.kernel.models import OutboxMessage
from tongpan.leads.domain.counting import Change, cells, folded
from tongpan.leads.events import LeadMoved, LeadsTakenIn
from tongpan.leads.models import Lead, Rollup

COUNTED_BY = {
    LeadsTakenIn.name: "leads.subscribers.count_new_leads",
    LeadMoved.name: "leads.subscribers.count_move",
}
"""event → the subscriber that folds its changes"""


def fold(changes: Iterable[Change]) -> None:
    """Add changes to their cells, in one order of cells for everybody, so that two workers cannot block each other."""
    assert transaction.get_connection().in_atomic_block
    wanted = sorted(folded(changes))
    if not wanted:
        return
    table = connection.ops.quote_name(Rollup._meta.db_table)
    prepare = Rollup._meta.get_field("place").get_db_prep_value
    rows = [[prepare(UUID(place), connection), measure, key, day, n] for place, measure, key, day, n in wanted]
    marks = ",".join(["(%s,%s,%s,%s,%s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (place_id, measure, key, day, n) VALUES {marks} "
            f"ON CONFLICT (place_id, measure, key, day) DO UPDATE SET n = {table}.n + excluded.n",
            [value for row in rows for value in row],
        )


def recount() -> int:
    """
    Replace every cell by a fresh count of the leads; return how many cells were wrong.

    What still waits for the worker is left to it, or it would be counted twice.
    """
    assert transaction.get_connection().in_atomic_block
    counted: Counter[tuple[str, str, str, str]] = Counter()
    names = ("district_id", "town_id", "status", "channel", "domain", "outcome", "collected_at", "handled_at")
    for lead in Lead.objects.only(*names).iterator(chunk_size=5000):
        for place, measure, key, day, n in cells(lead.counted):
            counted[place, measure, key, day] += n
    for place, measure, key, day, n in _waiting():
        counted[place, measure, key, day] -= n
    kept = {
        (str(place), measure, key, day.isoformat()): n
        for place, measure, key, day, n in Rollup.objects.values_list("place_id", "measure", "key", "day", "n")
    }
    wrong = {cell for cell in counted.keys() | kept.keys() if counted[cell] != kept.get(cell, 0)}
    fold([(*cell, counted[cell] - kept.get(cell, 0)) for cell in wrong])
    return len(wrong)


def _waiting() -> Iterator[Change]:
    """The changes that the worker has not folded yet. What it gave up counts as lost, and is mended here."""
    messages = OutboxMessage.objects.filter(status__in=["PENDING", "RUNNING"], name__in=COUNTED_BY)
    for message in messages.exclude(receipts__subscriber__in=COUNTED_BY.values()).iterator():
        yield from json.loads(message.payload)["cells"]
