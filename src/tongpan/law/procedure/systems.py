"""The three systems (三项制度) in one case: what of disclosure, recording and legal review is due, and what is done."""

from collections.abc import Iterable

from tongpan.law.calendar import WorkCalendar
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Track
from tongpan.law.penalty.disclosure import Published, disclosure_duty
from tongpan.law.penalty.recording import CaseCoverage, Phase
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure.adapting import review_due
from tongpan.law.procedure.gates.serving import is_minor
from tongpan.law.procedure.view import CaseView, ChargeView


def case_systems(facts: CaseFacts, calendar: WorkCalendar) -> CaseCoverage | None:
    """
    Return what the three systems ask of a case and what was done; None while no decision stands.

    Each charge is looked at as it stood when it was decided. Which phases have left a record does not follow from the
    facts: it is empty here.

    Law: APL 47; 48; 58; 国办发〔2018〕118号（三）.
    """
    moments = [each.at for each in facts.decisions]
    if not moments:
        return None
    views = [each for each in CaseView(facts, max(moments).astimezone(SHANGHAI), calendar).charges if _stands(each)]
    if not views:
        return None
    reviews = [(_review_due(view), _reviewed(view)) for view in views]
    shown = [(_disclosure_due(view), _disclosed(view)) for view in views]
    return CaseCoverage(
        disclosure_due=_any(due for due, _ in shown),
        disclosed=all(done for due, done in shown if due),
        phases_reached=phases_reached(facts),
        phases_recorded=frozenset(),
        review_due=_any(due for due, _ in reviews),
        reviewed=all(done for due, done in reviews if due),
    )


def phases_reached(facts: CaseFacts) -> frozenset[Phase]:
    """
    Return which of the phases that must be recorded a case has been through.

    Law: APL 47.
    """
    served = any(each.handed_over for each in facts.decisions) or bool(facts.services)
    performed = any(each.performed_at is not None for each in facts.decisions)
    reached = {
        Phase.INITIATION: facts.filing is not None,
        Phase.INVESTIGATION: bool(facts.evidence or facts.identities),
        Phase.REVIEW: bool(facts.reviews),
        Phase.DECISION: bool(facts.decisions),
        Phase.SERVICE: served,
        Phase.EXECUTION: bool(facts.payments or facts.enforcements or facts.demands) or performed,
    }
    return frozenset(phase for phase, been in reached.items() if been)


def _stands(view: ChargeView) -> bool:
    return view.decision is not None and view.revoked is None


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Return whether one is due; unknown where none is and one is not found out."""
    found = set(answers)
    if True in found:
        return True
    return None if None in found else False


def _review_due(view: ChargeView) -> bool | None:
    if view.decision is None or view.decision.track is Track.SUMMARY or view.decision.penalty is None:
        return False
    return review_due(view)


def _reviewed(view: ChargeView) -> bool:
    return any(each.legal and each.passed for each in view.rows.get("reviews", ()))


def _disclosure_due(view: ChargeView) -> bool | None:
    decision = view.decision
    if decision is None or decision.penalty is None:
        return False
    minor = is_minor(view)
    published = Published(
        kinds=frozenset(decision.penalty.kinds), summary=decision.track is Track.SUMMARY,
        decided_on=decision.at.date(), social_impact=None, minor=minor,
    )  # fmt: skip
    due = disclosure_duty(published, view.charge.regime).due
    return None if due and minor is None else due


def _disclosed(view: ChargeView) -> bool:
    return any(each.at is not None for each in view.rows.get("disclosures", ()))
