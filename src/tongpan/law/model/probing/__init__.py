"""
Probes (单点核查): complete cases of which one fact is wrong or unknown, so that every guard is met alone.

`base` holds the cases that are varied, the others vary them stage by stage.
"""

from collections.abc import Iterator

from tongpan.law.model.probing.base import Probe, decided, held, ready
from tongpan.law.model.probing.charging import of_bounds, of_charges, of_evidence, of_samplings, of_services
from tongpan.law.model.probing.contesting import of_contesting
from tongpan.law.model.probing.deciding import of_decisions, of_filing, of_reviews, of_staff
from tongpan.law.model.probing.executing import of_execution
from tongpan.law.model.probing.forcing import of_measures, of_referrals
from tongpan.law.model.probing.hearing import of_hearings, of_notices

__all__ = ["Probe", "decided", "held", "probes", "ready"]


def probes() -> Iterator[Probe]:
    """
    Yield every probe: its name, its facts and its moment.

    Law: none; cases to check with.
    """
    yield from of_staff()
    yield from of_reviews()
    yield from of_decisions()
    yield from of_filing()
    yield from of_charges()
    yield from of_bounds()
    yield from of_evidence()
    yield from of_samplings()
    yield from of_services()
    yield from of_notices()
    yield from of_hearings()
    yield from of_execution()
    yield from of_contesting()
    yield from of_measures()
    yield from of_referrals()
