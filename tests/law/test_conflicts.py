"""十四个未决问题：何时提出、谁来答、答得对不对。"""

from dataclasses import fields, replace
from datetime import date

import pytest

from tongpan.law.conflicts import (
    QUESTIONS,
    Answer,
    Answerer,
    Situation,
    check_answers,
    open_questions,
)
from tongpan.law.refusal import LawRefused

QUIET = Situation(regime_chosen=True, night_hours_set=True)


def codes(verdict):
    return [breach.code for breach in verdict]


def asked(situation):
    return [question.code.removeprefix("conflicts.") for question in open_questions(situation)]


def test_a_case_that_has_nothing_to_do_with_them_is_not_asked():
    assert asked(QUIET) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"township_case": True, "regime_chosen": False}, ["regime"], id="乡镇案件没有选程序规定"),
        pytest.param({"township_case": True}, [], id="已选程序规定"),
        pytest.param({"handed_down_power": True, "coercion_planned": True}, ["township_coercion"], id="承接事项要强制"),
        pytest.param({"handed_down_power": True}, [], id="承接事项不强制"),
        pytest.param({"coercion_planned": True}, [], id="自有职权的强制"),
        pytest.param({"penalty_decided": True, "served": True}, ["disclosure"], id="决定已送达"),
        pytest.param(
            {"penalty_decided": True, "served": False}, ["disclosure", "disclosure_before_service"], id="决定没有送达"
        ),
        pytest.param(
            {"penalty_decided": True, "served": None}, ["disclosure", "disclosure_before_service"], id="送达不清楚"
        ),
        pytest.param({"service_by_public_notice": True}, ["public_notice"], id="公告送达"),
        pytest.param(
            {"individual_business": True, "near_threshold": True}, ["individual_business"], id="个体户在标准之间"
        ),
        pytest.param({"individual_business": True}, [], id="个体户远离标准"),
        pytest.param(
            {"summary_penalty": True, "court_enforcement_considered": True},
            ["summary_court_window"],
            id="当场处罚申请法院",
        ),
        pytest.param(
            {"summary_penalty": True, "court_enforcement_considered": True, "reconsidered": True}, [], id="已经复议"
        ),
        pytest.param({"further_extension": True}, ["further_extension"], id="继续延长"),
        pytest.param({"clue_from_elsewhere": True}, ["discovered_on"], id="线索移来"),
        pytest.param({"enforcement_planned": True, "night_hours_set": False}, ["night_hours"], id="没有夜间时段"),
        pytest.param({"enforcement_planned": True}, [], id="已有夜间时段"),
        pytest.param(
            {"ecological": True, "act_on": date(2026, 8, 14), "decision_on": date(2026, 8, 15)},
            ["ecology_code"],
            id="跨法典施行日",
        ),
        pytest.param(
            {"ecological": True, "act_on": date(2026, 8, 15), "decision_on": date(2026, 9, 1)}, [], id="行为在施行之后"
        ),
        pytest.param(
            {"ecological": True, "act_on": date(2026, 8, 1), "decision_on": date(2026, 8, 14)}, [], id="决定在施行以前"
        ),
        pytest.param({"ecological": None}, ["ecology_code"], id="日期和领域都不清楚"),
        pytest.param({"ecological": True, "act_on": date(2026, 8, 15)}, [], id="决定日不清楚但行为在后"),
        pytest.param({"ecological": True, "decision_on": date(2026, 8, 14)}, [], id="行为日不清楚但决定在前"),
        pytest.param({"act_on": date(2026, 8, 1), "decision_on": date(2026, 9, 1)}, [], id="不是生态环境"),
        pytest.param({"referral_pending": True}, ["referral_clock"], id="移送期间"),
        pytest.param({"power_withdrawn": True}, ["withdrawn_power"], id="收回赋权"),
        pytest.param({"in_zhejiang": True, "summary_penalty": True, "officers": 1}, ["one_officer"], id="一名执法人员"),
        pytest.param({"in_zhejiang": True, "summary_penalty": True, "officers": 2}, [], id="两名执法人员"),
        pytest.param({"summary_penalty": True, "officers": 1}, [], id="别的省没有这一冲突"),
    ],
)
def test_when_a_question_arises(changes, expected):
    assert asked(replace(QUIET, **changes)) == expected


@pytest.mark.parametrize(
    ("unknown", "code"),
    [
        ("township_case", "regime"),
        ("penalty_decided", "disclosure"),
        ("service_by_public_notice", "public_notice"),
        ("further_extension", "further_extension"),
        ("clue_from_elsewhere", "discovered_on"),
        ("enforcement_planned", "night_hours"),
        ("referral_pending", "referral_clock"),
        ("power_withdrawn", "withdrawn_power"),
    ],
)
def test_what_is_not_known_is_asked(unknown, code):
    assert code in asked(replace(Situation(), **{unknown: None}))


def test_all_fourteen_arise_when_nothing_is_known():
    unknown = {each.name: None for each in fields(Situation) if each.default in (False, None)}
    everything = Situation(**{**unknown, "regime_chosen": False, "night_hours_set": False, "officers": 1})

    assert [question.number for question in open_questions(everything)] == list(range(1, 15))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_each_question_is_complete(question):
    assert len(question.options) >= 2
    assert len({option.key for option in question.options}) == len(question.options)
    assert question.recommendation in question.options
    assert question.basis
    assert question.because
    breach = question.unanswered
    assert breach.code == question.code
    assert (breach.grade, breach.adr, breach.overridable) == ("D", "ADR-0036", True)
    assert question.recommendation.label in breach.message
    assert question.answered_by.label in breach.missing


def test_numbers_and_codes_are_their_own():
    assert [question.number for question in QUESTIONS] == list(range(1, 15))
    assert len({question.code for question in QUESTIONS}) == 14


CLOCK = replace(QUIET, referral_pending=True)
GOOD = Answer("RUNS", Answerer.LEGAL_REVIEWER, "程序规定没有中止事由")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(GOOD, [], id="合格的答复"),
        pytest.param(replace(GOOD, option="SUSPENDED"), [], id="不选建议的也可以"),
        pytest.param(replace(GOOD, by=Answerer.HEAD), ["conflicts.answer.not_competent"], id="答复人不对"),
        pytest.param(replace(GOOD, reason="  "), ["conflicts.answer.no_reason"], id="没有理由"),
    ],
)
def test_answers(answer, expected):
    assert codes(check_answers(CLOCK, {"conflicts.referral_clock": answer})) == expected


@pytest.mark.parametrize("answer", [replace(GOOD, by=Answerer.HEAD), replace(GOOD, reason="")], ids=["答复人", "理由"])
def test_a_wrong_answer_is_told_with_the_first_basis_of_its_question(answer):
    (breach,) = check_answers(CLOCK, {"conflicts.referral_clock": answer})

    assert str(breach.citation) == "行政处罚法第六十条"


def test_an_unanswered_question_stays_open():
    assert codes(check_answers(CLOCK, {})) == ["conflicts.referral_clock"]
    assert open_questions(CLOCK, {"conflicts.referral_clock": GOOD}) == ()


@pytest.mark.parametrize(
    "answers",
    [{"no_such": GOOD}, {"conflicts.referral_clock": replace(GOOD, option="NO_SUCH")}],
    ids=["没有这个问题", "没有这个选项"],
)
def test_answers_to_nothing_are_refused(answers):
    with pytest.raises(LawRefused) as refused:
        check_answers(CLOCK, answers)

    assert refused.value.code == "conflicts.answer.unknown"


def test_every_answerer_has_a_word():
    assert len({each.label for each in Answerer}) == len(Answerer)
