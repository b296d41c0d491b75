"""The scenarios of remedies and courts (复议、诉讼、法院执行): every kind of end, and what follows it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tongpan.law.coercion.suspension import SuspensionGround
from tongpan.law.facts import CaseFacts, Enforcement, Remedy, Standstill
from tongpan.law.facts.words import Enforcing, RemedyKind, Track
from tongpan.law.model.probing import decided
from tongpan.law.model.probing.base import KEY, SUMMER, demanded, demolition_ordered
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
    Return the scenarios of a decision that is contested, and of one that a court enforces.

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
        *_suits(served),
        *_courts(),
    )


def _suits(served: CaseFacts) -> tuple[Scenario, ...]:
    """First instance, appeal, and the judgment that is enforced; an application through the organ, and an opinion."""
    suit = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE, copy_received_on=DAY_ONE.date())
    spot = replace(
        demanded(),
        decisions=tuple(replace(each, track=Track.SUMMARY, registered_at=DAY_ONE) for each in served.decisions),
    )
    return (
        Scenario(
            "一审、上诉和执行判决",
            replace(demanded(), remedies=(suit,)),
            frozenset({Step.HEAR_FIRST, Step.APPEAL, Step.HEAR_APPEAL, Step.CONCLUDE_REMEDY, Step.APPLY_JUDGMENT})
            | {Step.COLLECT_BY_COURT, Step.COMPLETE, Step.END_BY_COURT, Step.CLOSE},
            until=date(2026, 11, 20),
            at=SUMMER,
            choices={Step.CONCLUDE_REMEDY: ("UPHELD", "CHANGED")},
            watched=frozenset({"DL-43.2", "DL-43.3"}),
        ),
        Scenario(
            "通过本机关提交的复议申请和意见书",
            spot,
            frozenset({Step.TAKE_APPLICATION, Step.FORWARD, Step.RECONSIDER, Step.CONCLUDE_REMEDY, Step.REVOKE})
            | {Step.TAKE_OPINION, Step.REPORT_OPINION, Step.RESTORE},
            until=date(2026, 4, 20),
            at=DAY_ONE + timedelta(days=40),
            watched=frozenset({"DL-42", "DL-44"}),
        ),
        Scenario(
            "当场处罚认定起诉期限",
            spot,
            frozenset({Step.SETTLE_TERM, Step.APPLY_COURT, Step.PAY}),
            until=date(2026, 10, 20),
            at=SUMMER,
            most={Step.SETTLE_TERM: 2},
            moments=(SUMMER + timedelta(days=1),),
        ),
    )


def _courts() -> tuple[Scenario, ...]:
    """What a court answers to an application, and enforcement that stands still, goes on or ends."""
    asked = Enforcement(**KEY, way=Enforcing.COURT, decided_at=SUMMER, signer="周")
    still = Standstill(**KEY, at=SUMMER - timedelta(days=1), ground=SuspensionGround.UNABLE, gone=True)
    return (
        Scenario(
            "法院受理、裁定和执行",
            replace(demanded(), enforcements=(asked,)),
            frozenset({Step.HEAR_ADMISSION, Step.HEAR_RULING, Step.ASK_UPPER, Step.APPLY_COURT, Step.PAY, Step.CLOSE})
            | {Step.COLLECT_BY_COURT, Step.COMPLETE, Step.END_BY_COURT, Step.END_ENFORCEMENT},
            until=date(2026, 11, 10),
            at=SUMMER,
            most={Step.HEAR_ADMISSION: 2, Step.HEAR_RULING: 2, Step.ASK_UPPER: 2},
            watched=frozenset({"DL-29"}),
        ),
        Scenario(
            "中止、恢复和终结执行",
            replace(demolition_ordered(), standstills=(still,)),
            frozenset({Step.SUSPEND, Step.CONTINUE, Step.END_ENFORCEMENT, Step.DEMOLISH, Step.PAY, Step.CLOSE}),
            until=date(2026, 10, 14),
            at=SUMMER,
            moments=(SUMMER + timedelta(days=3),),
            watched=frozenset(),
        ),
    )
