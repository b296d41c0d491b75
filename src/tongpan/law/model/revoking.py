"""The scenario in which a decision is revoked and the charge decided anew (主动撤销和重新处理)."""

from datetime import date, timedelta

from tongpan.law.model.probing import decided
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated
from tongpan.law.procedure import Step


def revoking() -> tuple[Scenario, ...]:
    """
    Return one round after another: revoked, undone, reopened, told and decided anew, or closed without.

    Law: APL 75 ¶2.
    """
    return (
        Scenario(
            "主动撤销和重新处理",
            decided(investigated(a_clue())),
            frozenset({Step.REVOKE, Step.REFUND, Step.RESTORE, Step.REOPEN, Step.PAY, Step.REDACT, Step.CLOSE})
            | {Step.REPORT, Step.NOTIFY, Step.WAIVE, Step.DECIDE, Step.DECIDE_NONE, Step.SERVE},
            until=date(2026, 3, 10),
            moments=(DAY_ONE + timedelta(days=1), DAY_ONE + timedelta(days=2)),
            most={Step.REVOKE: 2},
            watched=frozenset({"DL-11"}),
        ),
    )
