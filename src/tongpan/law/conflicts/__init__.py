"""
Open points of the law (法律冲突与未决问题): fourteen questions that a person answers, never the software.

Each question knows when it arises, what can be answered, what we recommend and why, and who may answer. Until it is
answered it is a breach that an authorised person lifts by answering.
"""

from tongpan.law.conflicts.answering import check_answers, open_questions
from tongpan.law.conflicts.questions import QUESTIONS
from tongpan.law.conflicts.terms import Answer, Answerer, Option, Question, Situation

__all__ = ["QUESTIONS", "Answer", "Answerer", "Option", "Question", "Situation", "check_answers", "open_questions"]
