"""What is on offer (能办的步骤), by the names of the steps: to ask whether it is exactly this."""

import pytest

from tongpan.law.calendar import national
from tongpan.law.model.probing.base import LATER
from tongpan.law.procedure import next_steps

CALENDAR = national()
INQUIRY = "GATHER PRESERVE SAMPLE"
UNDECIDED = "CLOSE DECIDE DECIDE_NONE EXTEND_DECISION PRESERVE_URGENT"


def moment(name, facts, open_, waiting, at=LATER):
    return pytest.param(facts, at, open_, waiting, id=name)


def on_offer(facts, at, ref=None):
    """The names of the steps that are open, and of those that are in question but not open; on one thing, or on all."""
    outlook = next_steps(facts, at, CALENDAR)
    return tuple(
        {each.step.name for each in rows if ref is None or each.target.ref == ref}
        for rows in (outlook.steps, outlook.blocked)
    )
