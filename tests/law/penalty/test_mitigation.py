"""应当从轻或者减轻的情形：逐项查明，有就应当从轻。"""

import pytest

from tongpan.law.citation import Citation
from tongpan.law.penalty.mitigation import (
    Circumstance,
    Circumstances,
    check_mitigation,
    grounds_to_lighten,
    must_lighten,
)
from tongpan.law.penalty.responsibility import Responsibility
from tongpan.law.titles import APL

NONE_FOUND = dict.fromkeys(Circumstance, False)


def found(*present, basis=None):
    return Circumstances({**NONE_FOUND, **dict.fromkeys(present, True)}, basis)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestMustLighten:
    @pytest.mark.parametrize(
        ("circumstances", "responsibility", "expected"),
        [
            pytest.param(found(), Responsibility.FULL, False, id="都没有"),
            pytest.param(found(Circumstance.COERCED), Responsibility.FULL, True, id="受诱骗"),
            pytest.param(found(), Responsibility.MUST_LIGHTEN, True, id="未成年"),
            pytest.param(found(), Responsibility.MAY_LIGHTEN, False, id="部分能力只是可以"),
            pytest.param(Circumstances({}), Responsibility.FULL, None, id="没有查"),
            pytest.param(Circumstances({}), Responsibility.MUST_LIGHTEN, True, id="没有查但未成年"),
            pytest.param(found(), None, None, id="年龄不清楚"),
            pytest.param(Circumstances({Circumstance.ASSISTED: True}), None, True, id="查到一项即可"),
        ],
    )
    def test_from_circumstance_or_age(self, circumstances, responsibility, expected):
        assert must_lighten(circumstances, responsibility) is expected

    def test_names_every_ground(self):
        both = found(Circumstance.REMEDIED, Circumstance.CONFESSED)

        assert [str(each) for each in grounds_to_lighten(both, Responsibility.MUST_LIGHTEN)] == [
            "行政处罚法第三十二条第一项",
            "行政处罚法第三十二条第三项",
            "行政处罚法第三十条",
        ]
        assert [str(each) for each in grounds_to_lighten(found(), Responsibility.MAY_LIGHTEN)] == [
            "行政处罚法第三十一条"
        ]
        assert grounds_to_lighten(found(), None) == ()


class TestCheckMitigation:
    @pytest.mark.parametrize(
        ("circumstances", "lightened", "expected"),
        [
            pytest.param(found(), False, [], id="没有情形"),
            pytest.param(found(Circumstance.ASSISTED), True, [], id="有情形已从轻"),
            pytest.param(found(Circumstance.ASSISTED), False, ["mitigation.ignored"], id="有情形没有从轻"),
            pytest.param(
                found(Circumstance.ASSISTED, Circumstance.COERCED),
                False,
                ["mitigation.ignored"] * 2,
                id="两项都没有从轻",
            ),
            pytest.param(Circumstances({}), True, ["mitigation.unexamined"], id="没有查"),
            pytest.param(found(Circumstance.OTHER), True, ["mitigation.basis.missing"], id="其他情形没有依据"),
            pytest.param(found(Circumstance.OTHER, basis=Citation(APL, 32)), True, [], id="其他情形有依据"),
        ],
    )
    def test_asks_and_binds(self, circumstances, lightened, expected):
        assert codes(check_mitigation(circumstances, lightened=lightened)) == expected

    @pytest.mark.parametrize(
        ("circumstance", "article"),
        list(zip(Circumstance, [f"行政处罚法第三十二条第{item}项" for item in "一二三四五"], strict=True)),
    )
    def test_each_is_an_item_of_the_article(self, circumstance, article):
        breach = check_mitigation(found(circumstance, basis=Citation(APL, 32)), lightened=False)[0]

        assert str(breach.citation) == article
        assert circumstance.label in breach.message

    def test_says_which_were_not_looked_into(self):
        partly = {each: False for each in Circumstance if each is not Circumstance.COERCED}
        (breach,) = check_mitigation(Circumstances(partly), lightened=False)
        assert breach.message.endswith("：受他人胁迫或者诱骗实施违法行为")
