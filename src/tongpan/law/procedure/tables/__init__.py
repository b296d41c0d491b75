"""
The table of steps (步骤表): when each is in question, and which gates stand before it.

A step is in question when the facts leave room for it; whether it is lawful is for the gates alone. So every
precondition has a code, an article and a way forward, and can be taken out one at a time to see what it guards.
"""

from typing import Final

from tongpan.law.procedure.tables.always import ALWAYS_ROWS
from tongpan.law.procedure.tables.casing import CASE_ROWS
from tongpan.law.procedure.tables.deciding import DECIDING_ROWS
from tongpan.law.procedure.tables.executing import EXECUTING_ROWS
from tongpan.law.procedure.tables.row import Row
from tongpan.law.procedure.tables.things import INSPECTION_ROWS, PRESERVED_ROWS, THING_ROWS

UNDECIDED_ROWS: Final = (*ALWAYS_ROWS, *DECIDING_ROWS)
DECIDED_ROWS: Final = (*ALWAYS_ROWS, *EXECUTING_ROWS)

__all__ = ["CASE_ROWS", "DECIDED_ROWS", "INSPECTION_ROWS", "PRESERVED_ROWS", "THING_ROWS", "UNDECIDED_ROWS", "Row"]
