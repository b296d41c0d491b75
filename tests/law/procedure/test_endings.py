"""复议、诉讼的结果：每一种由谁依哪一条作出，原决定还剩下什么，公开的要不要撤回。"""

import pytest

from tongpan.law.facts.words import Outcome, RemedyKind
from tongpan.law.invariants.terms import GONE, STANDING, UPSET
from tongpan.law.procedure.endings import ENDINGS, Effect, effect_of, takes_down

TABLE = [
    (Outcome.UPHELD, Effect.STANDS, False, 68, 69, "维持；驳回诉讼请求"),
    (Outcome.REVOKED, Effect.REVOKED, True, 64, 70, "撤销"),
    (Outcome.REDONE, Effect.REVOKED, True, 64, 70, "撤销并责令重作"),
    (Outcome.VOID, Effect.REVOKED, True, 67, 75, "确认无效"),
    (Outcome.CHANGED, Effect.CHANGED, True, 63, 77, "变更"),
    (Outcome.PARTLY_REVOKED, Effect.CHANGED, True, 64, 70, "部分撤销"),
    (Outcome.MEDIATED, Effect.CHANGED, True, 73, 60, "调解"),
    (Outcome.UNLAWFUL, Effect.STANDS, True, 65, 74, "确认违法，不撤销"),
    (Outcome.ORDERED, Effect.STANDS, False, 66, 72, "责令履行"),
    (Outcome.DISMISSED, Effect.STANDS, False, 33, 51, "驳回、不予受理"),
    (Outcome.WITHDRAWN, Effect.STANDS, False, 41, 62, "撤回、终止"),
    (Outcome.EXPIRED, Effect.STANDS, False, 34, None, "复议逾期没有决定"),
]


@pytest.mark.parametrize(
    ("outcome", "effect", "withdrawn", "reconsideration", "suit"), [pytest.param(*row[:5], id=row[5]) for row in TABLE]
)
def test_what_follows_from_each_end_of_a_remedy(outcome, effect, withdrawn, reconsideration, suit):
    by = {kind: cited.article for kind, cited in ENDINGS[outcome].by.items()}

    assert (effect_of(outcome), takes_down(outcome)) == (effect, withdrawn)
    assert by.get(RemedyKind.RECONSIDERATION) == reconsideration
    assert by.get(RemedyKind.LITIGATION) == suit


def test_every_outcome_has_its_line():
    assert [row[0] for row in TABLE] == list(Outcome)
    assert set(ENDINGS) == set(Outcome)


def test_what_is_pending_has_no_effect_yet():
    assert effect_of(None) is None
    assert takes_down(None) is False


def test_the_invariants_say_of_themselves_what_the_rules_say():
    assert {one for one in Outcome if effect_of(one) is Effect.REVOKED} == GONE
    assert {one for one in Outcome if takes_down(one)} == UPSET
    assert {one for one in Outcome if effect_of(one) is Effect.STANDS} == STANDING
