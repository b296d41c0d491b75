"""三项制度: which paper is a record of which phase (处罚法 47)."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from tongpan.documents.domain.forms import form_of
from tongpan.law.penalty.recording import Phase
from tongpan.law.procedure import Step

_STEPS: Final[Mapping[Phase, tuple[Step, ...]]] = {
    Phase.INITIATION: (Step.FILE,),
    Phase.INVESTIGATION: (
        Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.TELL_RESULT, Step.PRESERVE, Step.PRESERVE_URGENT,
        Step.REPORT, Step.IMPOSE, Step.IMPOSE_URGENT, Step.START_TEST, Step.END_TEST, Step.ENTER, Step.DISPOSE,
    ),
    Phase.REVIEW: (Step.REVIEW, Step.CORRECT, Step.DELIBERATE),
    Phase.DECISION: (Step.DECIDE, Step.DECIDE_NONE, Step.DECIDE_ON_SPOT),
    Phase.SERVICE: (Step.SERVE, Step.SERVE_ELECTRONIC, Step.SERVE_PUBLIC),
    Phase.EXECUTION: (
        Step.PAY, Step.COLLECT, Step.HAND_IN, Step.DEFER, Step.SURCHARGE, Step.PERFORM, Step.DEMAND,
        Step.ORDER_DEMOLITION, Step.ANNOUNCE, Step.DEMOLISH, Step.ORDER_SUBSTITUTE, Step.SUBSTITUTE, Step.CLEAR,
        Step.TELL_CLEARING, Step.APPLY_COURT, Step.END_ENFORCEMENT,
    ),
}  # fmt: skip
PHASE_OF: Final = {step.value: phase for phase, steps in _STEPS.items() for step in steps}


@cache
def phases_of_form(code: str, edition: int) -> frozenset[Phase]:
    """Return the phases of which a paper on a form is a record; none of a form that is in no catalogue."""
    form = form_of(code, edition)
    return frozenset(PHASE_OF[name] for name in form.stages if name in PHASE_OF) if form is not None else frozenset()
