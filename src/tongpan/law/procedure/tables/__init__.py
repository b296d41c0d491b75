"""
The table of steps (步骤表): when each is in question, and which gates stand before it.

A step is in question when the facts leave room for it; whether it is lawful is for the gates alone. So every
precondition has a code, an article and a way forward, and can be taken out one at a time to see what it guards.
"""

from typing import Final

from tongpan.law.procedure.tables.always import ALWAYS
from tongpan.law.procedure.tables.casing import CASE_ROWS
from tongpan.law.procedure.tables.contesting import CONTESTING, OPINIONS
from tongpan.law.procedure.tables.deciding import DECIDING
from tongpan.law.procedure.tables.executing import EXECUTING
from tongpan.law.procedure.tables.papers import ATTEMPT_ROWS, PAPER_ROWS
from tongpan.law.procedure.tables.row import Group, Row
from tongpan.law.procedure.tables.things import INSPECTION_ROWS, PRESERVED_ROWS, THING_ROWS

UNDECIDED: Final = (*ALWAYS, *OPINIONS, *DECIDING)
DECIDED: Final = (*ALWAYS, *OPINIONS, *EXECUTING, *CONTESTING)

__all__ = [
    "ATTEMPT_ROWS",
    "CASE_ROWS",
    "DECIDED",
    "INSPECTION_ROWS",
    "PAPER_ROWS",
    "PRESERVED_ROWS",
    "THING_ROWS",
    "UNDECIDED",
    "Group",
    "Row",
]
