"""为什么要审核：属于哪一类，还要查明什么；不属于的，领域规章要案件审核的也算。"""

from dataclasses import replace

from tests.law.procedure.test_gate_edges import LATER, WEIGHTY, a_charge, ready

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.procedure import Target, review_grounds
from tongpan.law.procedure.grounds import CASE_REVIEW


def grounds(charge):
    return review_grounds(ready(charge), Target(charge.party, charge.cause), LATER, national())


def test_a_weighty_case_says_its_classes():
    duty = grounds(WEIGHTY)

    assert duty.due
    assert any("重大公共利益" in label for label in duty.classes)


def test_what_is_not_found_out_is_said():
    assert grounds(replace(WEIGHTY, weighty=None, complex=None)).to_find_out
    assert grounds(replace(WEIGHTY, proposed=None)).to_find_out == ("拟作出的处罚",)


def test_a_regime_may_review_every_other_case():
    plain = a_charge(weighty=False, complex=False)

    assert grounds(replace(plain, regime=Regime.SAMR)).classes == (CASE_REVIEW,)
    assert grounds(replace(plain, regime=Regime.HURD)).due is False
