"""Scenarios of several charges: two parties, two causes, and a case from which one party was split off (分案)."""

from dataclasses import replace
from datetime import date

from tongpan.law.facts import Split
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, investigated
from tongpan.law.procedure import Step

STEPS = frozenset({Step.NOTIFY, Step.STATE, Step.WAIVE, Step.RECHECK, Step.DECIDE, Step.SERVE, Step.CLOSE})


def several() -> tuple[Scenario, ...]:
    """
    Return cases of which each charge goes its own way, or went into a case of its own.

    Law: none; cases to check with.
    """
    two_parties = replace(
        a_clue(),
        parties=(a_party("甲"), a_party("乙")),
        charges=(a_charge("甲"), a_charge("乙")),
    )
    causes = a_clue().causes
    two_causes = replace(
        a_clue(),
        causes=(*causes, replace(causes[0], id="露天烧烤", name="露天烧烤")),
        charges=(a_charge(), a_charge(cause="露天烧烤", act_on=date(2026, 2, 20))),
    )
    went = Split("乙", causes[0].id, DAY_ONE, "AJ2026-0000002")
    return (
        Scenario("两名当事人", investigated(two_parties), STEPS, until=date(2026, 3, 7)),
        Scenario("两个案由", investigated(two_causes), STEPS, until=date(2026, 3, 7), full_only=True),
        Scenario(
            "分案以后",
            replace(investigated(two_parties), splits=(went,)),
            STEPS | {Step.PAY, Step.SAMPLE},
            until=date(2026, 3, 7),
        ),
    )
