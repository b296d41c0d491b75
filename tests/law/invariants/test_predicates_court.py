"""申请人民法院强制执行的不变式（INV-61）：没有执行权、催告满十日、救济期满后三个月内、负责人签名。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.enforcements import DEMAND, POWERS, SECOND, enforced, served_on, taken
from tests.law.invariants.histories import answer, on

from tongpan.law.facts import Deferral
from tongpan.law.facts.words import Enforcing, Outcome, RemedyKind
from tongpan.law.model.probing.base import KEY

OPEN = on(9, 3)
"""the first day after six months from the second of March, on which the decision was handed over"""


def asked(decided_at=OPEN, remedies=(), deferrals=(), **told):
    """The court is asked by an organ without power to enforce; then the application is told otherwise."""
    facts = enforced(Enforcing.COURT, **({"powers": (), "decided_at": decided_at, "signer": "周"} | told))
    return replace(facts, remedies=remedies, deferrals=deferrals)


@pytest.mark.parametrize(("powers", "itself"), POWERS)
def test_whoever_may_enforce_does_not_ask_the_court(powers, itself):
    """行政强制法13、53、54."""
    assert answer(61, asked(powers=powers)) is (not itself)


def test_the_head_signs():
    """行政强制法55第二款."""
    assert answer(61, asked(signer="")) is False


@pytest.mark.parametrize(
    ("served_at", "holds"),
    [
        pytest.param(on(8, 19), True, id="满十个工作日"),
        pytest.param(on(8, 20), False, id="差一个工作日"),
        pytest.param(None, False, id="没有送达"),
    ],
)
def test_the_demand_was_served_ten_days_before(served_at, holds):
    """行政强制法54；十日是工作日（69）."""
    assert answer(61, asked(demands=(replace(DEMAND, served_at=served_at),))) is holds


def test_the_last_demand_that_was_served_counts():
    again, lost = replace(DEMAND, served_at=on(9, 1)), replace(DEMAND, served_at=None)

    assert answer(61, asked(demands=())) is False
    assert answer(61, asked(demands=(DEMAND, again))) is False
    assert answer(61, asked(demands=(DEMAND, lost))) is True


@pytest.mark.parametrize(
    ("served", "opens", "closes"),
    [
        pytest.param(on(3, 2), on(9, 3), on(12, 2), id="六个月后三个月内"),
        pytest.param(on(3, 5), on(9, 8), on(12, 7), id="起诉期限的最后一日是星期六，顺延"),
    ],
)
def test_it_is_asked_within_three_months_after_the_six_months_to_sue(served, opens, closes):
    """行政强制法53；行政诉讼法46；ADR-0033."""
    for day, holds in ((opens - timedelta(days=1), False), (opens, True), (closes, True)):
        assert answer(61, served_on(asked(day), served)) is holds
    assert answer(61, served_on(asked(closes + timedelta(days=1)), served)) is False


def test_what_was_not_served_cannot_be_enforced():
    assert answer(61, served_on(asked(), None)) is False


@pytest.mark.parametrize(
    ("remedies", "opens", "closes"),
    [
        pytest.param((taken(on(4, 1), on(9, 8)),), on(9, 24), on(12, 23), id="复议维持后十五日"),
        pytest.param((taken(on(4, 1), on(6, 1)),), on(6, 17), on(9, 16), id="复议维持得早"),
        pytest.param((taken(on(4, 1), on(9, 8)), taken(on(3, 5), on(4, 1))), on(9, 24), on(12, 23), id="最后一次为准"),
    ],
)
def test_after_a_reconsideration_that_upheld_it_waits_fifteen_days(remedies, opens, closes):
    """行政诉讼法45；行政强制法53."""
    for day, holds in ((opens - timedelta(days=1), False), (opens, True), (closes, True)):
        assert answer(61, asked(day, remedies)) is holds
    assert answer(61, asked(closes + timedelta(days=1), remedies)) is False


@pytest.mark.parametrize(
    ("remedy", "holds"),
    [
        pytest.param(taken(on(4, 1)), False, id="未决"),
        pytest.param(taken(on(4, 1), kind=RemedyKind.LITIGATION), False, id="诉讼未决"),
        pytest.param(taken(on(4, 1), on(6, 1), Outcome.REVOKED), False, id="撤销"),
        pytest.param(taken(on(4, 1), OPEN + SECOND), False, id="后来才终结"),
        pytest.param(taken(OPEN), False, id="同一时刻申请"),
        pytest.param(taken(OPEN + SECOND), True, id="后来才申请"),
    ],
)
def test_no_remedy_is_pending_and_none_has_revoked(remedy, holds):
    assert answer(61, asked(remedies=(remedy,))) is holds


def test_one_of_several_remedies_that_is_pending_is_enough():
    over, pending = taken(on(4, 1), on(8, 1)), taken(on(8, 10))

    assert answer(61, asked(remedies=(over,))) is True
    assert answer(61, asked(remedies=(over, pending))) is False


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        pytest.param(on(10, 15), False, id="延期的最后一日"),
        pytest.param(on(10, 16), True, id="延期届满的次日"),
        pytest.param(on(12, 31), True, id="自延期届满起三个月内"),
    ],
)
def test_a_deferral_puts_off_the_three_months(day, holds):
    """行政处罚法72第二款."""
    deferral = Deferral(**KEY, at=on(3, 10), until=date(2026, 10, 15))

    assert answer(61, asked(day, deferrals=(deferral,))) is holds


def test_three_months_after_a_deferral_it_is_too_late():
    deferral = Deferral(**KEY, at=on(3, 10), until=date(2026, 9, 10))

    assert answer(61, asked(on(12, 10), deferrals=(deferral,))) is True
    assert answer(61, asked(on(12, 11), deferrals=(deferral,))) is False


@pytest.mark.parametrize(
    ("granted_at", "holds"),
    [pytest.param(OPEN, False, id="同时批准"), pytest.param(OPEN + SECOND, True, id="后来批准")],
)
def test_a_deferral_that_was_granted_afterwards_does_not_count(granted_at, holds):
    deferral = Deferral(**KEY, at=granted_at, until=date(2026, 10, 15))

    assert answer(61, asked(deferrals=(deferral,))) is holds


def test_of_other_ways_it_says_nothing():
    assert answer(61, enforced(Enforcing.AUCTION)) is None
