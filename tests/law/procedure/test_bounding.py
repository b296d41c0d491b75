"""罚款数额：法定幅度是底线，裁量区间要遵守，偏离只认批准的那一笔。"""

import pytest

from tongpan.law.facts import FineBounds, Stretch
from tongpan.law.money import yuan
from tongpan.law.procedure.gates.bounding import check_proposed

BOUNDS = {"party": "甲", "cause": "占道", "text": "《条例》第四十二条", "lowest": yuan(500), "highest": yuan(5000)}
BAND = (Stretch(yuan(500), yuan(1000)), Stretch(yuan(3000), yuan(5000)))


@pytest.mark.parametrize(
    ("fine", "changes", "codes"),
    [
        (500, {}, []),
        (5000, {}, []),
        ("5000.01", {}, ["decision.fine.above"]),
        ("499.99", {}, ["decision.fine.below"]),
        (100, {"mitigated": True}, []),
        (1000, {"bands": BAND}, []),
        (1500, {"bands": BAND}, ["decision.fine.tier"]),
        (1500, {"bands": BAND, "leaving": yuan(1500)}, []),
        (1600, {"bands": BAND, "leaving": yuan(1500)}, ["decision.fine.tier"]),
        (6000, {"bands": BAND, "leaving": yuan(6000)}, ["decision.fine.above"]),
        (1000, {"unsettled": "情节没有核对"}, ["discretion.tier.unsettled"]),
    ],
)
def test_inv40_a_sum_against_its_bounds(fine, changes, codes):
    assert [each.code for each in check_proposed(yuan(fine), FineBounds(**(BOUNDS | changes)))] == codes


def test_the_reason_names_the_range_and_where_it_stands():
    (breach,) = check_proposed(yuan(9000), FineBounds(**BOUNDS))
    assert "《条例》第四十二条规定的幅度是500元以上5,000元以下" in breach.message
    (breach,) = check_proposed(yuan(1500), FineBounds(**BOUNDS, bands=BAND))
    assert "500元至1,000元；3,000元至5,000元" in breach.message
