"""法制审核范围：五类法定情形，地方目录清单只能增加。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.penalty.review_range import ReviewGround, ReviewScope, read_classes, review_classes, review_duty

ON = date(2026, 3, 2)
NONE = ReviewScope(
    ON, PartyKind.CITIZEN, Punishment(frozenset({K.FINE}), yuan(500)), heard=False, field="market",
    public_interest=False, weighty_interest=False, complex=False, by_law=False, social_risk=False,
)  # fmt: skip
LOCAL = read_classes(
    """
[[class]]
id = "large"
label = "罚没款较大"
citizen = 5000
organization = 50000
area = "140106"
instrument = "目录清单"
effective = 2024-01-01
last_checked = 2026-01-01
grade = "A"

[[class]]
id = "closing"
label = "应急领域责令停产停业"
kinds = ["SUSPEND_BUSINESS", "CLOSE"]
fields = ["emergency"]
area = "140106"
instrument = "目录清单"
effective = 2024-01-01
last_checked = 2026-01-01
grade = "A"
"""
)


class TestNationalClasses:
    def test_m162_five_classes_bind_everywhere(self):
        assert len([each for each in review_classes() if each.source.area == ""]) == 5

    def test_nothing_grave_needs_no_review(self):
        duty = review_duty(NONE, "140106")

        assert duty.due is False
        assert duty.classes == duty.to_find_out == ()

    @pytest.mark.parametrize(
        ("change", "label"),
        [
            pytest.param({"public_interest": True}, "涉及重大公共利益", id="公共利益"),
            pytest.param(
                {"heard": True, "weighty_interest": True}, "直接关系当事人或者第三人重大权益，经过听证程序", id="听证"
            ),
            pytest.param({"complex": True}, "案件情况疑难复杂、涉及多个法律关系", id="疑难复杂"),
            pytest.param({"by_law": True}, "法律、法规规定应当进行法制审核的其他情形", id="法律规定"),
            pytest.param({"social_risk": True}, "可能造成重大社会影响或者引发社会风险", id="社会风险"),
        ],
    )
    def test_each_class_alone_suffices(self, change, label):
        duty = review_duty(replace(NONE, **change))

        assert duty.due is True
        assert duty.classes == (label,)

    @pytest.mark.parametrize(
        "change", [{"public_interest": None}, {"complex": None}, {"by_law": None}, {"social_risk": None}]
    )
    def test_an_unknown_fact_leaves_it_open(self, change):
        duty = review_duty(replace(NONE, **change))

        assert duty.due is None
        assert len(duty.to_find_out) == 1

    @pytest.mark.parametrize(
        ("heard", "weighty", "due"),
        [(False, None, False), (False, True, False), (True, None, None), (True, False, False), (True, True, True)],
    )
    def test_second_group_takes_both_interest_and_hearing(self, heard, weighty, due):
        assert review_duty(replace(NONE, heard=heard, weighty_interest=weighty)).due is due

    def test_guangdong_reviews_whatever_was_heard(self):
        heard = replace(NONE, heard=True)

        assert review_duty(heard, "440305").classes == ("经过听证程序",)
        assert review_duty(heard, "330106").due is False

    def test_grounds_have_labels(self):
        assert all(each.label for each in ReviewGround)


class TestLocalList:
    @pytest.mark.parametrize(
        ("fine", "party", "due"),
        [
            pytest.param("4999.99", PartyKind.CITIZEN, False, id="公民不足五千"),
            pytest.param("5000", PartyKind.CITIZEN, True, id="公民五千"),
            pytest.param("5000", PartyKind.SOLE_TRADER, True, id="个体工商户按公民"),
            pytest.param("49999.99", PartyKind.ORGANIZATION, False, id="单位不足五万"),
            pytest.param("50000", PartyKind.ORGANIZATION, True, id="单位五万"),
        ],
    )
    def test_amounts(self, fine, party, due):
        scope = replace(NONE, punishment=Punishment(frozenset({K.FINE}), yuan(fine)), party=party)

        assert review_duty(scope, "140106", LOCAL).due is due
        assert review_duty(scope, "140107", LOCAL).due is False

    @pytest.mark.parametrize(("income", "due"), [("100", None), ("5000", True)])
    def test_goods_of_unknown_value(self, income, due):
        punishment = Punishment(frozenset({K.CONFISCATE_INCOME, K.CONFISCATE_GOODS}), income=yuan(income), goods=None)

        assert review_duty(replace(NONE, punishment=punishment), "140106", LOCAL).due is due

    def test_fine_and_forfeitures_are_added(self):
        punishment = Punishment(
            frozenset({K.FINE, K.CONFISCATE_INCOME, K.CONFISCATE_GOODS}), yuan(2000), yuan(2000), yuan(1000)
        )

        assert review_duty(replace(NONE, punishment=punishment), "140106", LOCAL).due is True

    @pytest.mark.parametrize(
        ("kind", "field", "due"),
        [
            pytest.param(K.CLOSE, "emergency", True, id="应急领域关闭"),
            pytest.param(K.CLOSE, "market", False, id="其他领域关闭"),
            pytest.param(K.CLOSE, "", None, id="领域不明"),
            pytest.param(K.WARNING, "emergency", False, id="应急领域警告"),
            pytest.param(K.WARNING, "", False, id="种类不符"),
        ],
    )
    def test_conditions_must_all_be_met(self, kind, field, due):
        scope = replace(NONE, punishment=Punishment(frozenset({kind})), field=field)

        assert review_duty(scope, "140106", LOCAL).due is due

    @pytest.mark.parametrize(
        ("condition", "ground"),
        [
            pytest.param('ground = "PUBLIC_INTEREST"', ReviewGround.PUBLIC_INTEREST, id="写明情形"),
            pytest.param('kinds = ["CLOSE"]', None, id="只写明种类"),
        ],
    )
    def test_a_row_names_a_ground_or_has_none(self, condition, ground):
        source = 'instrument = "目录清单"\neffective = 2024-01-01\nlast_checked = 2026-01-01\ngrade = "A"'
        (found,) = read_classes(f'[[class]]\nid = "one"\nlabel = "一类"\n{condition}\narea = "140106"\n{source}')

        assert found.ground is ground

    @pytest.mark.parametrize("row", ["citizen = 1", 'label = "无条件"'])
    def test_unfinished_row_is_refused(self, row):
        with pytest.raises(ValueError, match="large"):
            read_classes(f'[[class]]\nid = "large"\n{row}')
