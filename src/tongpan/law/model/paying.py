"""The scenarios of money (缴纳、交款、分期、退还): cash on its way to the bank, instalments, and what goes back."""

from dataclasses import replace
from datetime import date, timedelta

from tongpan.law.facts import Payment
from tongpan.law.facts.words import Track
from tongpan.law.model.probing import decided
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.starting import DAY_ONE, ON_SPOT, a_charge, a_clue, investigated
from tongpan.law.money import yuan
from tongpan.law.procedure import Step


def of_money() -> tuple[Scenario, ...]:
    """
    Return payment in instalments, and money that goes back after the decision fell or was changed.

    Law: APL 66 ¶2, 71; ACL 41.
    """
    served = decided(investigated(a_clue()))
    small = decided(investigated(a_clue(a_charge(proposed=ON_SPOT))))
    cash = replace(
        small,
        decisions=tuple(replace(each, track=Track.SUMMARY) for each in small.decisions),
        payments=(Payment(**KEY, at=DAY_ONE, amount=yuan(100), on_spot=True, receipt="票据"),),
    )
    return (
        Scenario(
            "分期缴纳",
            served,
            frozenset({Step.PAY, Step.DEFER, Step.SURCHARGE, Step.DEMAND, Step.CLOSE}),
            until=date(2026, 4, 30),
            choices={Step.DEFER: ("PARTS",)},
            watched=frozenset({"DL-23"}),
        ),
        Scenario(
            "现金缴付银行以后退还",
            cash,
            frozenset({Step.HAND_IN, Step.BANK, Step.REVOKE, Step.REFUND, Step.RESTORE, Step.REOPEN, Step.CLOSE}),
            until=date(2026, 3, 8),
            moments=(DAY_ONE + timedelta(days=1),),
            watched=frozenset({"DL-25.1", "DL-25.2"}),
        ),
    )
