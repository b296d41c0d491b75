"""行政强制权：设定、实施机关、不得委托、乡镇街道另须依据。"""

from dataclasses import replace

import pytest

from tongpan.law.citation import Citation
from tongpan.law.coercion.power import (
    CREATED_BY,
    EnforcementPower,
    Holding,
    MeasureKind,
    MeasurePower,
    check_enforcement_power,
    check_measure_power,
    has_enforcement_power,
)
from tongpan.law.statutes import StatuteLevel

BASIS = Citation("中华人民共和国食品安全法", 110)
EXPRESS = Citation("浙江省综合行政执法条例", 8)
LAWFUL_POWER = MeasurePower(MeasureKind.SEIZING, BASIS, StatuteLevel.LAW, Holding.STATUTORY, organ_named=True)
LOCAL = replace(LAWFUL_POWER, level=StatuteLevel.LOCAL_REGULATION, higher_law_silent=False)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        pytest.param(LAWFUL_POWER, [], id="法律设定且由本机关实施"),
        pytest.param(replace(LAWFUL_POWER, basis=None), ["coercion.power.basis.missing"], id="没有依据"),
        pytest.param(replace(LAWFUL_POWER, level=None), ["coercion.power.basis.missing"], id="没有写明层级"),
        pytest.param(
            replace(LAWFUL_POWER, level=StatuteLevel.LOCAL_RULE),
            ["coercion.power.basis.low"],
            id="地方政府规章不能设定",
        ),
        pytest.param(
            replace(LOCAL, kind=MeasureKind.FREEZING), ["coercion.power.basis.low"], id="地方性法规不能设定冻结"
        ),
        pytest.param(LOCAL, [], id="地方性法规可以设定扣押"),
        pytest.param(
            replace(LOCAL, higher_law_silent=True), ["coercion.power.law.silent"], id="法律没有设定，法规不得设定"
        ),
        pytest.param(replace(LOCAL, higher_law_silent=None), ["coercion.power.law.unknown"], id="没有核对上位法"),
        pytest.param(
            replace(LOCAL, higher_law_silent=True, regulation_empowered=True),
            ["coercion.power.law.silent"],
            id="法律授权的是行政法规，不及于地方性法规",
        ),
        pytest.param(
            replace(
                LAWFUL_POWER,
                level=StatuteLevel.ADMIN_REGULATION,
                higher_law_silent=True,
                regulation_empowered=True,
            ),
            [],
            id="法律规定由行政法规规定具体措施",
        ),
        pytest.param(
            replace(LAWFUL_POWER, level=StatuteLevel.ADMIN_REGULATION, higher_law_silent=True),
            ["coercion.power.law.silent"],
            id="行政法规没有法律授权",
        ),
        pytest.param(replace(LAWFUL_POWER, organ_named=False), ["coercion.power.organ.other"], id="实施机关是别的机关"),
        pytest.param(replace(LAWFUL_POWER, organ_named=None), ["coercion.power.organ.unknown"], id="实施机关不清楚"),
        pytest.param(
            replace(LAWFUL_POWER, holding=Holding.ENTRUSTED), ["coercion.power.delegated"], id="强制措施权不得委托"
        ),
        pytest.param(
            replace(LAWFUL_POWER, holding=Holding.CENTRALIZED, organ_named=None), [], id="相对集中处罚权的机关可以"
        ),
        pytest.param(
            replace(LAWFUL_POWER, holding=Holding.HANDED_DOWN),
            ["coercion.power.township.unproven"],
            id="乡镇没有明确依据",
        ),
        pytest.param(
            replace(LAWFUL_POWER, holding=Holding.HANDED_DOWN, township_basis=EXPRESS), [], id="乡镇有明确依据"
        ),
        pytest.param(
            replace(LAWFUL_POWER, basis=None, holding=Holding.ENTRUSTED),
            ["coercion.power.basis.missing", "coercion.power.delegated"],
            id="两处都不合法",
        ),
    ],
)
def test_power_to_take_a_measure(power, expected):
    assert codes(check_measure_power(power)) == expected


def test_low_basis_is_answered_with_the_paragraph_that_excludes_it():
    rule, local = (
        check_measure_power(replace(LAWFUL_POWER, level=StatuteLevel.DEPARTMENT_RULE))[0],
        check_measure_power(replace(LOCAL, kind=MeasureKind.OTHER))[0],
    )

    assert (rule.citation.paragraph, local.citation.paragraph) == (4, 1)


def test_township_without_express_basis_is_stopped_by_a_decision_that_can_be_overridden():
    breach = check_measure_power(replace(LAWFUL_POWER, holding=Holding.HANDED_DOWN))[0]

    assert (breach.grade, breach.adr, breach.blocks, breach.overridable) == ("D", "ADR-0030", True, True)


def test_every_rank_creates_what_the_law_lets_it():
    assert {level: {kind.value for kind in kinds} for level, kinds in CREATED_BY.items()} == {
        StatuteLevel.LAW: {"RESTRAINT", "SEALING", "SEIZING", "FREEZING", "OTHER"},
        StatuteLevel.ADMIN_REGULATION: {"SEALING", "SEIZING", "OTHER"},
        StatuteLevel.LOCAL_REGULATION: {"SEALING", "SEIZING"},
        StatuteLevel.DEPARTMENT_RULE: set(),
        StatuteLevel.LOCAL_RULE: set(),
    }


OWN = EnforcementPower(Citation("中华人民共和国城乡规划法", 65), StatuteLevel.LAW, Holding.STATUTORY)


@pytest.mark.parametrize(
    ("power", "expected", "holds"),
    [
        pytest.param(OWN, [], True, id="法律规定本机关执行"),
        pytest.param(replace(OWN, basis=None), ["coercion.enforcement.no_law"], False, id="没有法律规定"),
        pytest.param(
            replace(OWN, level=StatuteLevel.ADMIN_REGULATION),
            ["coercion.enforcement.basis_low"],
            False,
            id="行政法规不能设定强制执行",
        ),
        pytest.param(replace(OWN, level=None), ["coercion.enforcement.basis_low"], False, id="层级不明不能执行"),
        pytest.param(
            replace(OWN, holding=Holding.ENTRUSTED), ["coercion.enforcement.delegated"], False, id="受委托的不能执行"
        ),
        pytest.param(
            replace(OWN, holding=Holding.HANDED_DOWN),
            ["coercion.enforcement.township.unproven"],
            False,
            id="乡镇没有明确依据",
        ),
        pytest.param(replace(OWN, holding=Holding.HANDED_DOWN, township_basis=EXPRESS), [], True, id="乡镇有明确依据"),
        pytest.param(replace(OWN, holding=Holding.CENTRALIZED), [], True, id="相对集中的机关按法律执行"),
    ],
)
def test_power_to_enforce(power, expected, holds):
    assert codes(check_enforcement_power(power)) == expected
    assert has_enforcement_power(power) is holds


@pytest.mark.parametrize("words", [MeasureKind, Holding])
def test_every_word_is_chinese_and_its_own(words):
    labels = [each.label for each in words]

    assert len(set(labels)) == len(labels)
    assert not any(label.isascii() for label in labels)
