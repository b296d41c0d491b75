"""抽样取证：各部门规定要求的几件事，缺一件说一件；当事人拒签、不到场的，有别的记录即可。"""

from dataclasses import replace

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.sampling import Sampling, check_sampling

SOUND = Sampling(invited=True, sealed=True, listed=True, signed=True)
ALL = [Regime.SAMR, Regime.AGR, Regime.TRA]


@pytest.mark.parametrize("regime", [*ALL, Regime.HURD, None])
def test_samples_taken_by_the_book_are_evidence(regime):
    assert check_sampling(SOUND, regime) == ()


@pytest.mark.parametrize(
    ("name", "code", "regimes"),
    [
        pytest.param("invited", "sampling.uninvited", [Regime.SAMR, Regime.TRA], id="没有通知到场"),
        pytest.param("sealed", "sampling.unsealed", ALL, id="没有封条"),
        pytest.param("listed", "sampling.unlisted", ALL, id="没有凭证清单"),
        pytest.param("signed", "sampling.unsigned", ALL, id="没有签名"),
    ],
)
def test_what_is_lacking_is_told_under_the_article_of_the_sector(name, code, regimes):
    for regime in (*ALL, Regime.HURD, None):
        asked = regime in regimes
        found = check_sampling(replace(SOUND, **{name: False}), regime)
        unknown = check_sampling(replace(SOUND, **{name: None}), regime)
        assert [each.code for each in found] == ([code] if asked else [])
        assert [each.code for each in unknown] == (["sampling.unknown"] if asked else [])


@pytest.mark.parametrize("signed", [False, None])
def test_a_refusal_that_was_recorded_stands_for_the_signature(signed):
    assert check_sampling(replace(SOUND, signed=signed, witnessed=True), Regime.AGR) == ()


@pytest.mark.parametrize("invited", [False, None])
def test_who_does_not_come_is_replaced_by_a_witness_where_the_rules_say_so(invited):
    """交通程序规定 36 条 2 项：拒不到场或者难以确定当事人的，由无利害关系人见证；市场监管没有这样的规定。"""
    absent = replace(SOUND, invited=invited, signed=None, witnessed=True)

    assert check_sampling(absent, Regime.TRA) == ()
    assert len(check_sampling(absent, Regime.SAMR)) == 1


@pytest.mark.parametrize(
    ("regime", "papers"),
    [
        pytest.param(Regime.SAMR, "制作抽样记录、开具清单", id="市场监管31条"),
        pytest.param(Regime.AGR, "制作抽样取证凭证", id="农业41条只要凭证"),
        pytest.param(Regime.TRA, "制作抽样取证凭证、开具物品清单", id="交通41条"),
    ],
)
def test_each_sector_asks_for_its_own_papers(regime, papers):
    (breach,) = check_sampling(replace(SOUND, listed=False), regime)

    assert breach.message == f"抽样取证没有{papers}"
    assert "排除" in breach.missing


def test_every_reason_names_its_article():
    found = check_sampling(Sampling(False, False, False, False), Regime.TRA)

    assert [str(each.citation) for each in found][:2] == [
        "交通运输行政执法程序规定第三十六条第二项",
        "交通运输行政执法程序规定第四十一条第一款",
    ]
