"""The scenario of remedies (复议、诉讼): reconsideration, answered or not, every kind of end, and the suit after it."""

from dataclasses import replace
from datetime import date
from typing import Final

from tongpan.law.facts import Remedy
from tongpan.law.facts.words import RemedyKind
from tongpan.law.model.probing import decided
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated
from tongpan.law.procedure import Step

REMEDIES: Final = frozenset(
    {Step.RECONSIDER, Step.LITIGATE, Step.ANSWER_REMEDY, Step.CONCLUDE_REMEDY, Step.REFUND, Step.RESTORE}
)
ENDED: Final = ("UPHELD", "REVOKED", "CHANGED", "UNLAWFUL", "WITHDRAWN")
"""an outcome of each kind"""


def of_remedies() -> tuple[Scenario, ...]:
    """
    Return the scenario of a decision that is contested twice.

    Law: none; cases to check with.
    """
    served = decided(investigated(a_clue()))
    asked = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, copy_received_on=DAY_ONE.date())
    return (
        Scenario(
            "先复议后起诉",
            replace(served, remedies=(asked,)),
            REMEDIES | {Step.PAY, Step.GATHER, Step.REDACT, Step.PUBLISH},
            until=date(2026, 4, 20),
            most={Step.CONCLUDE_REMEDY: 2},
            choices={Step.CONCLUDE_REMEDY: ENDED},
            watched=frozenset({"DL-40", "DL-41"}),
        ),
    )
