"""
Performing a step (办理一步): the rows that a step adds to the facts.

`perform` asks no gate: whether a step is lawful is for `next_steps`. So a checker can take a forbidden step and see
which invariant it breaks.
"""

from tongpan.law.procedure.performing.perform import CHOICES, perform
from tongpan.law.procedure.performing.rows import Act

__all__ = ["CHOICES", "Act", "perform"]
