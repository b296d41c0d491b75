"""Splitting a case (分案): what of a charge stands in the way."""

from tongpan.law.penalty.splitting import Parting, check_parting
from tongpan.law.procedure.gates.hearing import asked_since
from tongpan.law.procedure.view import ChargeView
from tongpan.law.verdict import Verdict


def may_part(view: ChargeView) -> Verdict:
    """
    Test whether a charge may go into a case of its own.

    Law: APL 57, 63.
    Reading: what was once decided stays, also where the decision fell and the charge was reopened (ADR-0062).
    """
    asked, held = view.request if asked_since(view) else None, view.hearing
    waits = asked is not None and (held is None or held.at < asked.at)
    return check_parting(
        Parting(
            decided=view.decision is not None or "decisions" in view.earlier,
            deliberated="deliberations" in view.rows,
            hearing_open=waits,
        )
    )
