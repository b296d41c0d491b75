"""下一步: what may be done now and by whom, what waits for approval, what stands in the way."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases import policies, queries
from tongpan.cases.domain.acts import label_of
from tongpan.cases.queries.beside import has
from tongpan.cases.views import shown
from tongpan.cases.views.looking import Look
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import ledger
from tongpan.law.facts import decided

NEWEST = 15
"""how much of the history a page opens by itself"""


def panel(look: Look) -> Mapping[str, Any]:
    """Return the steps, the proposals and the history, whose people are named in one look."""
    open_, stopped = shown.next_steps_shown(look.case, look.outlook, look.known, look.roles, look.names)
    proposals = queries.open_proposals(look.case.pk) if has(look.case, "proposals") else []
    history = ledger.history(look.case, newest=None if look.whole else NEWEST)
    actors = dispatch.names_of([item.actor for item in history] + [one.made_by for one in proposals])
    hiding = look.hiding
    asked = {(one.step, one.party, one.cause, one.ref) for one in proposals}
    people = shown.people_shown(look.facts)
    main = shown.main_step(open_, asked, handles=look.handles)
    return {
        "main": main,
        "open": [one for one in open_ if one is not main and (one.mine or (one.step.value, *one.target) not in asked)],
        "stopped": stopped,
        "proposals": [
            {
                "proposal": one,
                "label": label_of(one.step),
                "by": actors.get(one.made_by, ""),
                "reason": hiding.text(one.reason),
                "mine": one.waits_for_id == look.actor.officer_id,
                "own": look.handles or one.made_by == look.actor.label,
            }
            for one in proposals
        ],
        "handles": look.handles,
        "has_part": bool(look.roles),
        "questions": look.outlook.questions,
        "warnings": look.outlook.warnings,
        "moments": shown.history_shown(history, look.names, actors, hiding),
        "earlier": history[0].seq - 1 if history else 0,
        "people": people,
        "unnamed": [role for role, who in people if not who],
        "gaps": queries.lacking(look.known, look.today, queries.organs_of(look.case))
        if look.roles and not decided(look.facts)
        else [],
        "may_staff": policies.may_staff(look.actor, look.roles, look.facts),
    }
