"""Folding changes into counted cells, and counting everything anew."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from tongpan.leads.domain.counting import Change, cells, folded
from tongpan.leads.models import Lead, Rollup


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
    """Replace every cell by a fresh count of the leads; return how many cells were wrong."""
    assert transaction.get_connection().in_atomic_block
    counted: Counter[tuple[str, str, str, str]] = Counter()
    names = ("district_id", "town_id", "status", "channel", "domain", "outcome", "collected_at", "handled_at")
    for lead in Lead.objects.only(*names).iterator(chunk_size=5000):
        for place, measure, key, day, n in cells(lead.counted):
            counted[place, measure, key, day] += n
    kept = {
        (str(place), measure, key, day.isoformat()): n
        for place, measure, key, day, n in Rollup.objects.values_list("place_id", "measure", "key", "day", "n")
    }
    wrong = {cell for cell in counted.keys() | kept.keys() if counted[cell] != kept.get(cell, 0)}
    fold([(*cell, counted[cell] - kept.get(cell, 0)) for cell in wrong])
    return len(wrong)
