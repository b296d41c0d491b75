"""中止、恢复、终结执行，执行协议。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.suspension import (
    Agreement,
    Resumption,
    SuspensionGround,
    TerminationGround,
    check_agreement,
    check_agreement_kept,
    check_continuing,
    check_restitution,
    check_resumption,
    three_years_over_on,
)
from tongpan.law.money import NOTHING, yuan

CALENDAR = national()


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize("ground", SuspensionGround)
def test_every_ground_of_suspension_pauses(ground):
    verdict = check_continuing([ground], [])

    assert codes(verdict) == ["coercion.enforcement.paused"]
    assert ground.label in verdict[0].message


@pytest.mark.parametrize("ground", TerminationGround)
def test_every_ground_of_termination_ends_and_goes_before_a_pause(ground):
    verdict = check_continuing([SuspensionGround.OTHER], [ground])

    assert codes(verdict) == ["coercion.enforcement.over"]
    assert ground.label in verdict[0].message


def test_without_ground_it_goes_on():
    assert check_continuing([], []) == ()


SUSPENDED = Resumption(date(2023, 3, 1), date(2026, 3, 1), ground_gone=True, plain_harm=False, truly_unable=True)
OVER = replace(SUSPENDED, resumed_on=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("resumption", "expected"),
    [
        pytest.param(SUSPENDED, [], id="三年的最后一日可以恢复"),
        pytest.param(OVER, ["coercion.resumption.dropped"], id="满三年不再执行"),
        pytest.param(replace(OVER, plain_harm=True), [], id="有明显社会危害"),
        pytest.param(replace(OVER, truly_unable=False), [], id="并非确无能力"),
        pytest.param(replace(OVER, plain_harm=True, truly_unable=None), [], id="一项已经不符，另一项不必再查"),
        pytest.param(replace(OVER, plain_harm=None), ["coercion.resumption.drop_unknown"], id="危害不清楚"),
        pytest.param(replace(OVER, truly_unable=None), ["coercion.resumption.drop_unknown"], id="能力不清楚"),
        pytest.param(replace(SUSPENDED, ground_gone=False), ["coercion.resumption.early"], id="情形还在"),
        pytest.param(replace(SUSPENDED, ground_gone=None), ["coercion.resumption.unknown"], id="情形没有核实"),
    ],
)
def test_resumption(resumption, expected):
    assert codes(check_resumption(resumption, CALENDAR)) == expected


def test_three_years_from_leap_day():
    assert three_years_over_on(date(2024, 2, 29), CALENDAR) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("revoked", "restored", "compensated", "expected"),
    [
        pytest.param(True, False, False, ["coercion.restitution.due"], id="撤销而没有退还"),
        pytest.param(True, True, False, [], id="已恢复原状"),
        pytest.param(True, False, True, [], id="已赔偿"),
        pytest.param(False, False, False, [], id="决定有效"),
    ],
)
def test_restitution(revoked, restored, compensated, expected):
    assert codes(check_restitution(revoked, restored, compensated)) == expected


AGREED = Agreement(
    harms_others=False, principal_reduced=NOTHING, surcharge_reduced=yuan(100), remedial_steps_taken=True
)


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        pytest.param(AGREED, [], id="采取补救措施后减免加处罚款"),
        pytest.param(
            replace(AGREED, remedial_steps_taken=False), ["coercion.agreement.no_remedy"], id="没有补救措施而减免"
        ),
        pytest.param(replace(AGREED, remedial_steps_taken=False, surcharge_reduced=NOTHING), [], id="不减免"),
        pytest.param(
            replace(AGREED, principal_reduced=yuan("0.01")), ["coercion.agreement.principal"], id="减免罚款一分"
        ),
        pytest.param(replace(AGREED, harms_others=True), ["coercion.agreement.harm"], id="损害他人"),
        pytest.param(replace(AGREED, harms_others=None), ["coercion.agreement.unknown"], id="没有审查"),
    ],
)
def test_agreement(agreement, expected):
    assert codes(check_agreement(agreement)) == expected


@pytest.mark.parametrize(
    ("broken", "resumed", "expected"),
    [
        pytest.param(True, False, ["coercion.agreement.broken"], id="违约没有恢复执行"),
        pytest.param(True, True, [], id="违约后恢复执行"),
        pytest.param(False, False, [], id="协议履行中"),
    ],
)
def test_agreement_kept(broken, resumed, expected):
    assert codes(check_agreement_kept(broken, resumed)) == expected


@pytest.mark.parametrize("words", [SuspensionGround, TerminationGround])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
