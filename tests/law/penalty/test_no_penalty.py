"""不予处罚：应当不罚、可以不罚、理由与教育。"""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tongpan.law.citation import Citation
from tongpan.law.penalty.no_penalty import (
    Conduct,
    Ground,
    Harm,
    Outcome,
    Sparing,
    check_punishable,
    check_sparing,
    first_offence,
    outcome,
)
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, SAMR

GRAVE = Conduct(minor=False, corrected_in_time=False, harm=Harm.CONSIDERABLE, first=False, no_fault_proven=False)
SLIGHT = Conduct(minor=True, corrected_in_time=True, harm=Harm.NONE, first=False, no_fault_proven=False)
FIRST = Conduct(minor=False, corrected_in_time=True, harm=Harm.SLIGHT, first=True, no_fault_proven=False)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestOutcome:
    @pytest.mark.parametrize(
        ("conduct", "expected"),
        [
            pytest.param(GRAVE, Outcome.PUNISHABLE, id="都不具备"),
            pytest.param(SLIGHT, Outcome.MUST_NOT, id="轻微、改正、没有后果"),
            pytest.param(replace(SLIGHT, minor=False), Outcome.PUNISHABLE, id="不轻微"),
            pytest.param(replace(SLIGHT, corrected_in_time=False), Outcome.PUNISHABLE, id="没有及时改正"),
            pytest.param(replace(SLIGHT, harm=Harm.SLIGHT), Outcome.PUNISHABLE, id="有轻微后果"),
            pytest.param(FIRST, Outcome.MAY_NOT, id="首违、后果轻微、改正"),
            pytest.param(replace(FIRST, harm=Harm.NONE), Outcome.MAY_NOT, id="首违没有后果"),
            pytest.param(replace(FIRST, harm=Harm.CONSIDERABLE), Outcome.PUNISHABLE, id="首违后果不轻"),
            pytest.param(replace(FIRST, corrected_in_time=False), Outcome.PUNISHABLE, id="首违没有改正"),
            pytest.param(replace(FIRST, first=False), Outcome.PUNISHABLE, id="不是首违"),
            pytest.param(replace(GRAVE, no_fault_proven=True), Outcome.MUST_NOT, id="没有主观过错"),
            pytest.param(replace(GRAVE, no_fault_proven=None), None, id="过错不清楚"),
            pytest.param(replace(SLIGHT, minor=None), None, id="轻微不清楚"),
            pytest.param(replace(FIRST, first=None), None, id="首违不清楚"),
            pytest.param(replace(FIRST, harm=None), None, id="后果不清楚"),
            pytest.param(replace(SLIGHT, first=None, no_fault_proven=None), Outcome.MUST_NOT, id="已够不罚，其他不论"),
            pytest.param(replace(GRAVE, minor=None, harm=None), Outcome.PUNISHABLE, id="没有改正，其他不论"),
            pytest.param(
                replace(GRAVE, no_fault_proven=True, fault_not_needed_by=Citation(APL, 33, 2)),
                Outcome.PUNISHABLE,
                id="法律不问过错",
            ),
            pytest.param(
                replace(GRAVE, no_fault_proven=True, fault_not_needed_by=Citation(SAMR, 20)),
                Outcome.MUST_NOT,
                id="规章不能不问过错",
            ),
            pytest.param(
                replace(GRAVE, no_fault_proven=True, fault_not_needed_by=Citation("没有这部法", 1)),
                Outcome.MUST_NOT,
                id="查不到的依据",
            ),
        ],
    )
    def test_is_that_of_article_33(self, conduct, expected):
        assert outcome(conduct) is expected

    def test_an_unknown_fact_never_makes_an_act_punishable(self):
        options = (True, False, None)
        for minor, corrected, harm, first, fault in product(options, options, (*Harm, None), options, options):
            conduct = Conduct(minor, corrected, harm, first, fault)
            if outcome(conduct) is Outcome.PUNISHABLE:
                filled = Conduct(
                    minor is not False,
                    corrected is not False,
                    harm if harm is not None else Harm.NONE,
                    first is not False,
                    fault is not False,
                )
                assert outcome(filled) is Outcome.PUNISHABLE


class TestFirstOffence:
    @pytest.mark.parametrize(
        ("earlier", "since", "expected"),
        [
            pytest.param((), None, True, id="没有前次"),
            pytest.param(None, None, None, id="没有查"),
            pytest.param((date(2025, 1, 1),), None, None, id="有前次而没有清单"),
            pytest.param((date(2025, 1, 1),), date(2025, 1, 2), True, id="前次在回溯期间之外"),
            pytest.param((date(2025, 1, 2),), date(2025, 1, 2), False, id="前次在回溯期间首日"),
            pytest.param((date(2020, 1, 1), date(2025, 6, 1)), date(2025, 1, 2), False, id="一外一内"),
            pytest.param((date(2026, 3, 2),), date(2025, 1, 2), True, id="同日不算前次"),
            pytest.param((date(2026, 3, 1),), date(2026, 3, 2), True, id="回溯起点就是本次"),
        ],
    )
    def test_looks_back_only_as_a_list_says(self, earlier, since, expected):
        assert first_offence(earlier, date(2026, 3, 2), since) is expected

    def test_a_span_after_the_act_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            first_offence((), date(2026, 3, 2), date(2026, 3, 3))

        assert refused.value.code == "no_penalty.span.reversed"


class TestCheckPunishable:
    @pytest.mark.parametrize(
        ("conduct", "expected"),
        [
            pytest.param(GRAVE, [], id="可以处罚"),
            pytest.param(SLIGHT, ["no_penalty.minor"], id="应当不罚"),
            pytest.param(replace(GRAVE, no_fault_proven=True), ["no_penalty.no_fault"], id="没有过错"),
            pytest.param(
                replace(SLIGHT, no_fault_proven=True), ["no_penalty.minor", "no_penalty.no_fault"], id="两个理由"
            ),
            pytest.param(FIRST, ["no_penalty.first"], id="可以不罚"),
            pytest.param(replace(FIRST, first=None), ["no_penalty.unknown"], id="不清楚"),
        ],
    )
    def test_stops_what_must_be_spared(self, conduct, expected):
        assert codes(check_punishable(conduct)) == expected

    def test_what_may_be_spared_is_only_pointed_out(self):
        (breach,) = check_punishable(FIRST)

        assert not breach.blocks

    def test_asks_for_all_that_is_open(self):
        (breach,) = check_punishable(replace(FIRST, first=None, no_fault_proven=None))
        (fault,) = check_punishable(replace(GRAVE, no_fault_proven=None))

        assert "是不是初次违法、当事人有没有证据证明没有主观过错" in breach.message
        assert str(breach.citation) == "行政处罚法第三十三条第一款"
        assert str(fault.citation) == "行政处罚法第三十三条第二款"
        assert breach.blocks


class TestCheckSparing:
    @pytest.mark.parametrize("ground", Ground)
    def test_has_a_proven_ground(self, ground):
        assert check_sparing(Sparing(ground, proven=True, educated=True)) == ()
        assert codes(check_sparing(Sparing(ground, proven=False, educated=True))) == ["no_penalty.ground.unproven"]
        assert codes(check_sparing(Sparing(ground, proven=None, educated=True))) == ["no_penalty.ground.unknown"]

    @pytest.mark.parametrize("ground", Ground)
    @pytest.mark.parametrize(
        ("educated", "code"), [(False, "no_penalty.education.missing"), (None, "no_penalty.education.unknown")]
    )
    def test_comes_with_education_unless_there_was_no_breach(self, ground, educated, code):
        expected = [] if ground is Ground.NOT_ESTABLISHED else [code]

        assert codes(check_sparing(Sparing(ground, True, educated))) == expected

    def test_never_without_a_ground(self):
        assert codes(check_sparing(Sparing(None, proven=True, educated=True))) == ["no_penalty.groundless"]

    @pytest.mark.parametrize(
        ("ground", "article"),
        [
            (Ground.AGE, "行政处罚法第三十条"),
            (Ground.CAPACITY, "行政处罚法第三十一条"),
            (Ground.MINOR, "行政处罚法第三十三条第一款"),
            (Ground.FIRST, "行政处罚法第三十三条第一款"),
            (Ground.NO_FAULT, "行政处罚法第三十三条第二款"),
            (Ground.LIMITATION, "行政处罚法第三十六条第一款"),
            (Ground.NOT_ESTABLISHED, "行政处罚法第五十七条第一款第三项"),
        ],
    )
    def test_every_ground_has_its_article_and_name(self, ground, article):
        assert str(ground.citation) == article
        assert ground.label != ground.value
