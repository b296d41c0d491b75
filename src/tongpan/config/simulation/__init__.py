"""
The simulated county (模拟运行): years of a county's work, every step by the real actions at its own moment.

`clockwork` says when people are at work, `people` who they are, `reports` what comes in; `leads` and `casework` take
one turn of one piece of work, by `fates` and `walking`; `county` keeps the agenda, `background` does in the evening
what the worker does.

What is done next, and when, follows from what stands in the database and from dice that hang on the seed, the piece of
work and where it stands. So a run that was broken off goes on where it was, and two runs from one start are alike.
"""

from tongpan.config.simulation.county import Broken, Plan, simulate
from tongpan.config.simulation.tally import Tally

__all__ = ["Broken", "Plan", "Tally", "simulate"]
