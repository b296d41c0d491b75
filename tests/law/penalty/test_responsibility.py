"""责任年龄与责任能力：以行为时为准，不清楚就说不清楚。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.responsibility import (
    Act,
    Capacity,
    Person,
    Responsibility,
    Treatment,
    check_responsibility,
    comes_of_age_on,
    responsibility,
)
from tongpan.law.refusal import LawRefused

BORN = date(2012, 3, 2)
GROWN = Person(PartyKind.CITIZEN, date(1990, 1, 1), Capacity.SOUND)
CHILD = replace(GROWN, born_on=BORN)
FINED = Treatment(penalty=True)
SPARED = Treatment(penalty=False, guardian_ordered=True)


def on(*day):
    return Act(date(*day), date(*day))


def codes(verdict):
    return [breach.code for breach in verdict]


class TestComesOfAge:
    @pytest.mark.parametrize(
        ("born_on", "years", "first"),
        [
            pytest.param(date(2012, 3, 2), 14, date(2026, 3, 3), id="生日次日"),
            pytest.param(date(2012, 12, 31), 14, date(2027, 1, 1), id="跨年"),
            pytest.param(date(2012, 2, 29), 14, date(2026, 3, 1), id="闰日生，平年"),
            pytest.param(date(2012, 2, 29), 16, date(2028, 3, 1), id="闰日生，闰年"),
            pytest.param(date(2008, 2, 28), 18, date(2026, 3, 1), id="二月末"),
            pytest.param(date(9984, 12, 31), 14, date(9999, 1, 1), id="还算得出的最后一日"),
        ],
    )
    def test_is_the_day_after_the_birthday(self, born_on, years, first):
        assert comes_of_age_on(born_on, years) == first

    @pytest.mark.parametrize(
        "born_on",
        [
            pytest.param(date(9985, 1, 1), id="次日已到最后一年"),
            pytest.param(date(9985, 12, 31), id="生日是最后一日，没有次日"),
            pytest.param(date(9990, 1, 1), id="没有这一年"),
        ],
    )
    def test_a_birth_beyond_the_calendar_is_refused(self, born_on):
        with pytest.raises(LawRefused) as refused:
            comes_of_age_on(born_on, 14)

        assert refused.value.code == "responsibility.birth.impossible"


class TestResponsibility:
    @pytest.mark.parametrize(
        ("act", "expected"),
        [
            pytest.param(on(2026, 3, 1), Responsibility.MUST_NOT, id="十四岁生日前一日"),
            pytest.param(on(2026, 3, 2), Responsibility.MUST_NOT, id="十四岁生日当日"),
            pytest.param(on(2026, 3, 3), Responsibility.MUST_LIGHTEN, id="十四岁生日次日"),
            pytest.param(on(2030, 3, 2), Responsibility.MUST_LIGHTEN, id="十八岁生日当日"),
            pytest.param(on(2030, 3, 3), Responsibility.FULL, id="十八岁生日次日"),
            pytest.param(Act(date(2026, 3, 1), date(2026, 3, 3)), Responsibility.MUST_LIGHTEN, id="以终了时为准"),
        ],
    )
    def test_goes_by_the_age_at_the_act(self, act, expected):
        assert responsibility(CHILD, act) is expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, Responsibility.FULL, id="成年且没有异常"),
            pytest.param({"capacity": Capacity.NONE}, Responsibility.MUST_NOT, id="不能控制"),
            pytest.param(
                {"capacity": Capacity.NONE, "born_on": None}, Responsibility.MUST_NOT, id="不能控制，年龄不论"
            ),
            pytest.param({"capacity": Capacity.LUCID}, Responsibility.FULL, id="间歇期"),
            pytest.param({"capacity": Capacity.PARTIAL}, Responsibility.MAY_LIGHTEN, id="部分能力"),
            pytest.param({"capacity": None}, None, id="能力不清楚"),
            pytest.param({"born_on": None}, None, id="年龄不清楚"),
            pytest.param({"born_on": BORN, "capacity": None}, Responsibility.MUST_NOT, id="年幼，能力不论"),
            pytest.param({"kind": PartyKind.SOLE_TRADER, "born_on": None}, None, id="个体工商户也问年龄"),
            pytest.param(
                {"kind": PartyKind.ORGANIZATION, "born_on": None, "capacity": None}, Responsibility.FULL, id="单位"
            ),
        ],
    )
    def test_goes_by_capacity_too(self, changes, expected):
        assert responsibility(replace(GROWN, **changes), on(2026, 3, 1)) is expected

    def test_of_a_minor_with_partial_capacity_the_duty_prevails(self):
        person = replace(CHILD, capacity=Capacity.PARTIAL)

        assert responsibility(person, on(2026, 3, 3)) is Responsibility.MUST_LIGHTEN

    def test_a_birth_on_the_day_of_the_act_is_possible_and_the_next_day_not(self):
        assert responsibility(replace(GROWN, born_on=date(2026, 3, 1)), on(2026, 3, 1)) is Responsibility.MUST_NOT
        with pytest.raises(LawRefused) as refused:
            responsibility(replace(GROWN, born_on=date(2026, 3, 2)), on(2026, 3, 1))

        assert refused.value.code == "responsibility.birth.after_act"

    def test_an_act_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            Act(date(2026, 3, 2), date(2026, 3, 1))

        assert refused.value.code == "responsibility.act.reversed"


class TestCheckResponsibility:
    @pytest.mark.parametrize(
        ("changes", "act", "treatment", "expected"),
        [
            pytest.param({}, on(2030, 3, 3), FINED, [], id="成年照罚"),
            pytest.param({}, on(2026, 3, 2), FINED, ["responsibility.minor.penalty"], id="未满十四而罚"),
            pytest.param({}, on(2026, 3, 2), SPARED, [], id="未满十四不罚且责令管教"),
            pytest.param(
                {},
                on(2026, 3, 2),
                Treatment(penalty=False, guardian_ordered=False),
                ["responsibility.guardian.missing"],
                id="没有责令管教",
            ),
            pytest.param(
                {}, on(2026, 3, 2), Treatment(penalty=False), ["responsibility.guardian.unknown"], id="管教不清楚"
            ),
            pytest.param({}, on(2026, 3, 3), FINED, ["responsibility.minor.unlightened"], id="未成年没有从轻"),
            pytest.param({}, on(2026, 3, 3), Treatment(penalty=True, lightened=True), [], id="未成年已从轻"),
            pytest.param({}, on(2026, 3, 3), Treatment(penalty=False), [], id="未成年不罚"),
            pytest.param({"born_on": None}, on(2026, 3, 3), FINED, ["responsibility.birth.unknown"], id="生日不清楚"),
            pytest.param(
                {"capacity": None}, on(2030, 3, 3), FINED, ["responsibility.capacity.unknown"], id="能力不清楚"
            ),
            pytest.param(
                {"born_on": None, "capacity": None},
                on(2026, 3, 3),
                FINED,
                ["responsibility.birth.unknown", "responsibility.capacity.unknown"],
                id="都不清楚",
            ),
            pytest.param(
                {"capacity": Capacity.NONE, "expert_opinion": True},
                on(2030, 3, 3),
                FINED,
                ["responsibility.incapable.penalty"],
                id="无能力而罚",
            ),
            pytest.param(
                {"capacity": Capacity.NONE},
                on(2030, 3, 3),
                SPARED,
                ["responsibility.opinion.missing"],
                id="没有鉴定意见",
            ),
            pytest.param(
                {"capacity": Capacity.NONE},
                on(2030, 3, 3),
                FINED,
                ["responsibility.opinion.missing", "responsibility.incapable.penalty"],
                id="没有鉴定意见而罚",
            ),
            pytest.param(
                {"capacity": Capacity.NONE, "expert_opinion": True},
                on(2030, 3, 3),
                Treatment(penalty=False, guardian_ordered=False),
                ["responsibility.care.missing"],
                id="没有责令看管治疗",
            ),
            pytest.param(
                {"capacity": Capacity.NONE, "expert_opinion": True},
                on(2030, 3, 3),
                Treatment(penalty=False),
                ["responsibility.care.unknown"],
                id="看管治疗不清楚",
            ),
            pytest.param(
                {"capacity": Capacity.PARTIAL}, on(2030, 3, 3), FINED, ["responsibility.opinion.missing"], id="部分能力"
            ),
            pytest.param(
                {"capacity": Capacity.LUCID, "expert_opinion": True}, on(2030, 3, 3), FINED, [], id="间歇期照罚"
            ),
            pytest.param(
                {},
                Act(date(2026, 3, 2), date(2026, 3, 10)),
                Treatment(penalty=True, lightened=True),
                ["responsibility.age.crossed"],
                id="跨十四岁生日",
            ),
            pytest.param(
                {},
                Act(date(2026, 3, 3), date(2026, 3, 10)),
                Treatment(penalty=True, lightened=True),
                [],
                id="次日开始不算跨",
            ),
        ],
    )
    def test_binds_the_treatment(self, changes, act, treatment, expected):
        assert codes(check_responsibility(replace(CHILD, **changes), act, treatment)) == expected

    def test_organizations_have_no_age(self):
        company = Person(PartyKind.ORGANIZATION, None, None)

        assert check_responsibility(company, on(2026, 3, 1), FINED) == ()

    def test_says_how_sure_it_is(self):
        (crossed,) = check_responsibility(CHILD, Act(BORN, date(2030, 4, 1)), FINED)
        (opinion,) = check_responsibility(replace(CHILD, capacity=Capacity.PARTIAL), on(2030, 3, 3), FINED)

        assert (crossed.code, crossed.overridable) == ("responsibility.age.crossed", True)
        assert (opinion.grade, opinion.blocks) == ("C", False)
        assert "尚未完全丧失" in opinion.message
