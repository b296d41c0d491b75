"""The scenarios of service (送达): a decision in every mode, and a notice that did not arrive at once."""

from dataclasses import replace
from datetime import date

from tongpan.law.facts import CaseFacts, Service
from tongpan.law.facts.words import Failure, Mode, Paper
from tongpan.law.limits import Regime
from tongpan.law.model.probing import decided
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, investigated, noticed
from tongpan.law.procedure import Step

SERVING = frozenset({Step.SERVE, Step.RECORD_SERVICE, Step.SERVE_PUBLIC, Step.CONFIRM_PUBLIC})


def of_delivery() -> tuple[Scenario, ...]:
    """
    Return a decision that is served, and a notice of which one attempt has failed already.

    Law: APL 44, 61, 62; 民事诉讼法 87–95.
    """
    fine = investigated(a_clue(party=a_party(electronic=True, untraceable=True)))
    return (
        Scenario(
            "送达",
            decided(fine, served=False),
            SERVING | {Step.SERVE_ELECTRONIC, Step.PAY},
            until=date(2026, 5, 1),
            watched=frozenset({"DL-17", "DL-18"}),
        ),
        Scenario(
            "没有送到的告知书",
            unserved_notice(),
            SERVING | {Step.STATE, Step.WAIVE, Step.RECHECK, Step.DECIDE},
            until=date(2026, 4, 20),
            watched=frozenset({"DL-11", "DL-18"}),
        ),
    )


def unserved_notice() -> CaseFacts:
    """
    Return a case in which nobody was met who could sign for the notice.

    Law: none; a case to check with.
    """
    facts = noticed(investigated(a_clue(a_charge(regime=Regime.HURD), a_party(untraceable=False))), served_at=None)
    tried = Service(Paper.NOTICE, **KEY, at=DAY_ONE, mode=Mode.DIRECT, failure=Failure.NOBODY, failed_on=DAY_ONE.date())
    return replace(facts, services=(tried,))
