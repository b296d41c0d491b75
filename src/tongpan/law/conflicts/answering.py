"""Asking and answering (提出与答复): which questions are open, and whether each was answered as it must be."""

from collections.abc import Iterable, Mapping

from tongpan.law.conflicts.questions import QUESTIONS
from tongpan.law.conflicts.terms import CONFLICTS_ADR, Answer, Question, Situation
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Breach, Verdict


def open_questions(situation: Situation, answers: Mapping[str, Answer] | None = None) -> tuple[Question, ...]:
    """
    Return the questions that arise and that nobody has answered yet, in their order.

    Law: each question cites its own.
    """
    given = answers or {}
    return tuple(question for question in QUESTIONS if question.code not in given and question.arises(situation))


def check_answers(situation: Situation, answers: Mapping[str, Answer]) -> Verdict:
    """
    Test whether every question that arises was answered by somebody who may, with a reason.

    Law: each question cites its own.
    Reading: until a person answers, the step waits (ADR 0036).

    :raises LawRefused: if an answer names no question, or none of its options
    """
    by_code = {question.code: question for question in QUESTIONS}
    for code, answer in answers.items():
        if code not in by_code or answer.option not in {option.key for option in by_code[code].options}:
            raise LawRefused("conflicts.answer.unknown", f"没有这个问题或者选项：{code}", code)
    return (
        *(question.unanswered for question in open_questions(situation, answers)),
        *_check_given(by_code[code] for code in answers if answers[code].by is not by_code[code].answered_by),
        *_check_reasons(by_code[code] for code, answer in answers.items() if not answer.reason.strip()),
    )


def _check_given(questions: Iterable[Question]) -> Verdict:
    return tuple(
        Breach(
            "conflicts.answer.not_competent",
            f"“{question.asks}”应当由{question.answered_by.label}答复",
            question.basis[0],
            grade="D",
            missing=f"请{question.answered_by.label}答复",
            adr=CONFLICTS_ADR,
        )
        for question in questions
    )


def _check_reasons(questions: Iterable[Question]) -> Verdict:
    return tuple(
        Breach(
            "conflicts.answer.no_reason",
            f"对“{question.asks}”的答复没有写明理由",
            question.basis[0],
            grade="D",
            missing="写明选择的理由",
            adr=CONFLICTS_ADR,
        )
        for question in questions
    )
