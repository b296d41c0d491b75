"""全过程记录：每个环节有记录，应当录音录像的录了，三项制度的覆盖率。"""

from dataclasses import replace
from fractions import Fraction

import pytest

from tongpan.law.penalty.recording import (
    TAPE_DUTIES,
    Act,
    CaseCoverage,
    Phase,
    Rate,
    Tape,
    TapeDuty,
    check_phases,
    check_tape,
    coverage,
)
from tongpan.law.refusal import LawRefused

ALL = frozenset(Phase)


class TestPhases:
    @pytest.mark.parametrize("phase", list(Phase))
    def test_inv_76_every_phase_reached_needs_a_record(self, phase):
        (breach,) = check_phases(ALL, ALL - {phase})

        assert breach.code == "record.phase.missing"
        assert phase.label in breach.message
        assert check_phases(ALL - {phase}, ALL - {phase}) == ()


class TestTape:
    @pytest.mark.parametrize("act", list(Act))
    def test_every_act_has_its_duty(self, act):
        assert TAPE_DUTIES[act].label
        assert act.label

    @pytest.mark.parametrize(
        ("tape", "found"),
        [
            pytest.param(Tape(Act.SEIZURE, made=True), [], id="查封全程录像"),
            pytest.param(Tape(Act.SEIZURE, made=False), ["record.tape.missing"], id="查封没有录像"),
            pytest.param(Tape(Act.SEIZURE, made=False, considered=True), ["record.tape.missing"], id="说明不能代替"),
            pytest.param(Tape(Act.DEMOLITION, made=False), ["record.tape.missing"], id="强拆没有录像"),
            pytest.param(Tape(Act.IN_CUSTODY_ROOM, made=False), ["record.tape.missing"], id="办案场所没有录像"),
            pytest.param(Tape(Act.DEMOLITION, True, unbroken=False), ["record.tape.broken"], id="录像中断"),
            pytest.param(Tape(Act.DEMOLITION, True, unbroken=False, gap_explained=True), [], id="中断已说明"),
            pytest.param(Tape(Act.SITE, made=False), ["record.tape.unconsidered"], id="现场没有录像也没有说明"),
            pytest.param(Tape(Act.INQUIRY, made=False, considered=True), [], id="已说明原因"),
            pytest.param(Tape(Act.HEARING, made=True), [], id="听证录像"),
            pytest.param(Tape(Act.LEFT_SERVICE, made=False), ["record.tape.unconsidered"], id="留置送达"),
            pytest.param(Tape(Act.PUBLIC_SERVICE, made=False), ["record.tape.unconsidered"], id="公告送达"),
            pytest.param(Tape(Act.DESK, made=False), [], id="案头工作"),
        ],
    )
    def test_as_far_as_it_must_be(self, tape, found):
        verdict = check_tape(tape)

        assert [breach.code for breach in verdict] == found
        assert all(each.blocks is (TAPE_DUTIES[tape.act] is TapeDuty.WHOLE) for each in verdict)


class TestCoverage:
    CASE = CaseCoverage(True, True, ALL, ALL, True, True)

    def test_m184_rates_of_the_three_systems(self):
        cases = (
            self.CASE,
            replace(self.CASE, disclosed=False, phases_recorded=ALL - {Phase.SERVICE}, reviewed=False),
            replace(self.CASE, disclosure_due=False, disclosed=False, review_due=None, reviewed=False),
            replace(
                self.CASE,
                disclosure_due=None,
                phases_reached=frozenset(),
                phases_recorded=frozenset(),
                review_due=False,
            ),
        )

        found = coverage(cases)

        assert found.disclosure == Rate(1, 2, 1)
        assert found.recording == Rate(2, 3)
        assert found.review == Rate(1, 2, 1)

    def test_nothing_due_is_not_a_hundred_percent(self):
        found = coverage(())

        assert found.disclosure.share is None
        assert str(found.review) == "没有应当完成的案件"

    @pytest.mark.parametrize(
        ("rate", "share", "words"),
        [
            pytest.param(Rate(2, 3), Fraction(2, 3), "66.6%（2/3）", id="不进位"),
            pytest.param(Rate(999, 1000), Fraction(999, 1000), "99.9%（999/1000）", id="不到百分之百不写百分之百"),
            pytest.param(Rate(1, 1, 2), Fraction(1), "100.0%（1/1，另有2件尚不清楚）", id="另有不清楚的"),
            pytest.param(Rate(0, 5), Fraction(0), "0.0%（0/5）", id="没有完成"),
        ],
    )
    def test_rate_in_words(self, rate, share, words):
        assert rate.share == share
        assert str(rate) == words

    @pytest.mark.parametrize(("done", "due"), [(2, 1), (-1, 1)])
    def test_impossible_rates_are_refused(self, done, due):
        with pytest.raises(LawRefused) as refusal:
            Rate(done, due)

        assert refusal.value.code == "record.rate"
