"""首违不罚、次违轻罚、再违从严：有范围的地方政策，不越过法律。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.money import yuan
from tongpan.law.penalty.ladder import (
    Application,
    LadderPolicy,
    Offence,
    Rung,
    Standing,
    check_application,
    place_on_ladder,
    policies,
    read_policies,
)
from tongpan.law.penalty.local_rules import Source
from tongpan.law.refusal import LawRefused

HERE = "140106004"
POLICY = LadderPolicy(
    Source("轻微违法办法", date(2024, 1, 1), date(2026, 1, 1), "A", "140106"),
    vulnerable_only=False,
    key_fields=frozenset({"emergency"}),
    look_back_months=12,
)
ACT = date(2026, 3, 31)
CASE = Standing(ACT, "city_appearance", minor=True, corrected=True)


def offences(*facts):
    return tuple(Offence(on, corrected) for on, corrected in facts)


LAST_YEAR, MONTH_AGO = date(2025, 6, 1), date(2026, 2, 28)


class TestLadder:
    @pytest.mark.parametrize(
        ("change", "rung"),
        [
            pytest.param({}, Rung.FIRST, id="M148 首次轻微并及时改正"),
            pytest.param({"corrected": False}, Rung.OUTSIDE, id="首次而没有改正"),
            pytest.param({"earlier": offences((LAST_YEAR, True))}, Rung.SECOND, id="M149 第二次"),
            pytest.param({"earlier": offences((LAST_YEAR, False)), "corrected": False}, Rung.SECOND, id="第二次未改正"),
            pytest.param(
                {"earlier": offences((LAST_YEAR, False), (MONTH_AGO, False))}, Rung.STRICT, id="M150 两次都未改正"
            ),
            pytest.param(
                {"earlier": offences((LAST_YEAR, True), (MONTH_AGO, True)), "corrected": False},
                Rung.STRICT,
                id="仍不改正",
            ),
            pytest.param(
                {"earlier": offences((LAST_YEAR, True), (MONTH_AGO, False))}, Rung.OUTSIDE, id="两次之后已经改正"
            ),
            pytest.param({"earlier": offences((date(2025, 3, 31), True))}, Rung.SECOND, id="追溯期第一日"),
            pytest.param({"earlier": offences((date(2025, 3, 30), True))}, Rung.FIRST, id="追溯期之前"),
            pytest.param({"field": "emergency"}, Rung.OUTSIDE, id="重点领域"),
            pytest.param({"minor": False}, Rung.OUTSIDE, id="不是轻微"),
            pytest.param({"field": ""}, None, id="领域不清"),
            pytest.param({"minor": None}, None, id="是否轻微不清"),
            pytest.param({"corrected": None}, None, id="是否改正不清"),
        ],
    )
    def test_rungs(self, change, rung):
        placement = place_on_ladder(replace(CASE, **change), HERE, POLICY)

        assert placement.rung is rung
        assert bool(placement.to_find_out) is (rung is None)

    @pytest.mark.parametrize(("vulnerable", "rung"), [(True, Rung.FIRST), (False, Rung.OUTSIDE), (None, None)])
    def test_policy_for_vulnerable_people_alone(self, vulnerable, rung):
        policy = replace(POLICY, vulnerable_only=True)

        assert place_on_ladder(replace(CASE, vulnerable=vulnerable), HERE, policy).rung is rung
        assert place_on_ladder(replace(CASE, vulnerable=vulnerable), HERE, POLICY).rung is Rung.FIRST

    @pytest.mark.parametrize(
        ("province", "act_on"),
        [
            pytest.param("140107", ACT, id="邻区"),
            pytest.param(None, ACT, id="地方不明"),
            pytest.param(HERE, date(2023, 12, 31), id="施行之前"),
        ],
    )
    def test_policy_binds_only_in_its_place_and_time(self, province, act_on):
        assert place_on_ladder(replace(CASE, act_on=act_on), province, POLICY).rung is Rung.OUTSIDE

    def test_shipped_policy_says_what_it_leaves_open(self):
        placement = place_on_ladder(CASE, HERE)

        assert placement.rung is None
        assert placement.to_find_out == ("哪些是重点领域，由本机关确定", "认定首次、再次的追溯期，由本机关确定")
        assert place_on_ladder(CASE, "330106").reason == "本地没有这项政策"
        assert policies()[0].source.grade == "C"

    @pytest.mark.parametrize(
        ("months", "act_on", "first_day"),
        [
            pytest.param(1, date(2026, 3, 31), date(2026, 2, 28), id="月末"),
            pytest.param(12, date(2028, 2, 29), date(2027, 2, 28), id="闰日"),
            pytest.param(3, date(2026, 3, 15), date(2025, 12, 15), id="跨年"),
            pytest.param(2, date(2026, 2, 1), date(2025, 12, 1), id="上年十二月"),
        ],
    )
    def test_window_is_counted_back(self, months, act_on, first_day):
        policy = replace(POLICY, look_back_months=months)
        before = first_day.replace(day=first_day.day - 1) if first_day.day > 1 else date(2025, 11, 30)

        inside = place_on_ladder(replace(CASE, act_on=act_on, earlier=offences((first_day, True))), HERE, policy)
        outside = place_on_ladder(replace(CASE, act_on=act_on, earlier=offences((before, True))), HERE, policy)

        assert (inside.rung, outside.rung) == (Rung.SECOND, Rung.FIRST)

    def test_file_may_name_fields_and_window(self):
        (policy,) = read_policies(
            """
            [[policy]]
            area = "33"
            vulnerable_only = true
            key_fields = ["fire"]
            look_back_months = 24
            instrument = "某办法"
            effective = 2025-01-01
            last_checked = 2026-01-01
            grade = "A"
            """
        )

        assert (policy.key_fields, policy.look_back_months, policy.vulnerable_only) == (frozenset({"fire"}), 24, True)

    def test_later_offence_is_refused(self):
        with pytest.raises(LawRefused) as refusal:
            replace(CASE, earlier=offences((date(2026, 4, 1), True)))

        assert refusal.value.code == "ladder.order"
        assert replace(CASE, earlier=offences((ACT, True))).earlier

    def test_rungs_have_labels(self):
        assert all(each.label for each in Rung)


class TestApplication:
    FIRST = Application(Rung.FIRST, exempted=True, statute_exempts=True, educated=True)
    LIGHTER = Application(Rung.SECOND, exempted=False, fine=yuan(500), lowest=yuan(500), highest=yuan(5000))

    @pytest.mark.parametrize(
        ("application", "found"),
        [
            pytest.param(FIRST, [], id="首违不罚并教育"),
            pytest.param(replace(FIRST, rung=Rung.SECOND), ["ladder.exempt.rung"], id="次违不罚"),
            pytest.param(replace(FIRST, statute_exempts=None), ["ladder.exempt.unknown"], id="法律依据不清"),
            pytest.param(replace(FIRST, statute_exempts=False), ["ladder.exempt.baseless"], id="没有法律依据"),
            pytest.param(replace(FIRST, educated=False), ["ladder.education.missing"], id="没有教育"),
            pytest.param(LIGHTER, [], id="法定下限"),
            pytest.param(replace(LIGHTER, fine=yuan("499.99")), ["ladder.below_minimum"], id="低于法定下限"),
            pytest.param(replace(LIGHTER, fine=yuan(100), mitigated=True), [], id="依法减轻"),
            pytest.param(replace(LIGHTER, fine=yuan(100), lowest=None), [], id="没有下限"),
            pytest.param(replace(LIGHTER, rung=Rung.STRICT, fine=yuan(5000)), [], id="从严到上限"),
            pytest.param(replace(LIGHTER, fine=yuan("5000.01")), ["ladder.above_maximum"], id="超过法定上限"),
            pytest.param(replace(LIGHTER, fine=yuan(9000), highest=None), [], id="上限另行核对"),
            pytest.param(replace(LIGHTER, fine=None), [], id="没有罚款"),
        ],
    )
    def test_policy_never_goes_beyond_the_statute(self, application, found):
        verdict = check_application(application)

        assert [breach.code for breach in verdict] == found
        assert all(each.blocks for each in verdict)
