"""Histories of enforcement (强制执行的经过): a penalty, a demand, one enforcement, and the remedies that were taken."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.histories import on, penalized

from tongpan.law.facts import Demand, Enforcement, Remedy, Service
from tongpan.law.facts.words import Mode, Outcome, Paper, Power, RemedyKind
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, an_authority
from tongpan.law.penalty.authority import Basis
from tongpan.law.statutes import StatuteLevel

SECOND = timedelta(seconds=1)
ENFORCED = on(4, 14)
DEMAND = Demand(**KEY, at=on(4, 1), served_at=on(4, 1), perform_by=date(2026, 4, 13))
OWN = an_authority(Power.ENFORCEMENT)
POWERS = [
    pytest.param((OWN,), True, id="法律授权"),
    pytest.param((), False, id="没有执行权"),
    pytest.param((replace(OWN, level=StatuteLevel.ADMIN_REGULATION),), False, id="行政法规"),
    pytest.param((replace(OWN, level=StatuteLevel.LOCAL_REGULATION),), False, id="地方性法规"),
    pytest.param((replace(OWN, right=Basis.CONCENTRATED),), True, id="相对集中"),
    pytest.param((replace(OWN, right=Basis.DELEGATED),), False, id="委托"),
    pytest.param((replace(OWN, right=Basis.TRANSFERRED),), False, id="交由乡镇街道，没有写明执行权"),
    pytest.param((replace(OWN, right=Basis.TRANSFERRED, express=False),), False, id="交由乡镇街道，写明没有"),
    pytest.param((replace(OWN, right=Basis.TRANSFERRED, express=True),), True, id="交由乡镇街道，写明执行权"),
    pytest.param((replace(OWN, cause="违法建设"),), False, id="对别的案由"),
    pytest.param((replace(OWN, power=Power.MEASURE),), False, id="只有措施权"),
]


def enforced(way, charge=None, demands=(DEMAND,), powers=(OWN,), **order):
    """A penalty of the first day, a demand, and one enforcement decided on 14 April unless told otherwise."""
    row = Enforcement(**({"way": way, "decided_at": ENFORCED} | KEY | order))
    return replace(penalized(charge), demands=demands, enforcements=(row,), authorities=powers)


def taken(at, ended_at=None, outcome=Outcome.UPHELD, kind=RemedyKind.RECONSIDERATION):
    return Remedy(**KEY, kind=kind, at=at, ended_at=ended_at, outcome=outcome if ended_at else None)


def served_on(facts, at):
    """The decision is not handed over but served at a moment, None while nobody received it."""
    rows = tuple(replace(each, handed_over=False) for each in facts.decisions)
    way = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.DIRECT, effective_at=at)
    return replace(facts, decisions=rows, services=(way,))
