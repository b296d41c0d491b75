"""
The procedure as a pure function (办案程序): facts and a moment in, what is next out.

`steps` names the steps, `gates` hold the rules before them, `table` says when each is in question, `engine` asks them
all, `running` lists the limits, `performing` writes the rows that a step leaves.
"""

from tongpan.law.procedure.engine import next_steps
from tongpan.law.procedure.grounds import review_grounds
from tongpan.law.procedure.outlook import Blocked, Offer, Outlook, RunningLimit, Target
from tongpan.law.procedure.performing import CHOICES, Act, perform
from tongpan.law.procedure.steps import Scope, Step

__all__ = [
    "CHOICES",
    "Act",
    "Blocked",
    "Offer",
    "Outlook",
    "RunningLimit",
    "Scope",
    "Step",
    "Target",
    "next_steps",
    "perform",
    "review_grounds",
]
