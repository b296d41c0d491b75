"""Count every roll-up cell anew (重新统计): the worker does it once a day, ``tongpan leads recount`` at once."""

from django.db import connection, transaction

from tongpan.leads.steps import rollups


def recount_cells() -> int:
    """Mend the cells that differ from the leads themselves; return how many were wrong."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(durable=True):
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # leads, cells and messages have to be seen at one moment
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return rollups.recount()
