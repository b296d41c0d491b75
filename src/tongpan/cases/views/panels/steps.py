"""下一步: what may be done now and by whom, what waits for approval, what stands in the way."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases import policies, queries
from tongpan.cases.views import shown
from tongpan.cases.views.looking import Look
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import ledger
from tongpan.kernel.crypto import mask_personal
from tongpan.law.procedure import Step

NEWEST = 60
"""how much of the history a page opens by itself"""


def panel(look: Look) -> Mapping[str, Any]:
    """Return the steps, the proposals and the history, whose people are named in one look."""
    open_, stopped = shown.next_steps_shown(look.case, look.outlook, look.facts, look.roles, look.names)
    proposals = queries.open_proposals(look.case.pk)
    history = ledger.history(look.case, newest=None if look.whole else NEWEST)
    actors = dispatch.names_of([item.actor for item in history] + [one.made_by for one in proposals])
    asked = {(one.step, one.party, one.cause, one.ref) for one in proposals}
    main = shown.main_step(open_, asked, handles=look.handles)
    return {
        "main": main,
        "open": [one for one in open_ if one is not main],
        "stopped": stopped,
        "proposals": [
            {
                "proposal": one,
                "label": Step(one.step).label,
                "by": actors.get(one.made_by, ""),
                "reason": mask_personal(one.reason),
                "mine": one.decider_id == look.actor.officer_id,
            }
            for one in proposals
        ],
        "handles": look.handles,
        "has_part": bool(look.roles),
        "questions": look.outlook.questions,
        "warnings": look.outlook.warnings,
        "moments": shown.history_shown(history, look.names, actors),
        "earlier": history[0].seq - 1 if history else 0,
        "limits": shown.limits_shown(look.outlook, look.today, look.names, look.several),
        "people": shown.people_shown(look.facts),
        "may_staff": policies.may_staff(look.actor, look.roles, look.facts),
    }
