"""审核意见：不通过要说出问题，必须改的没改不能通过，一条没答复就不能再送审。"""

import pytest

from tongpan.law.penalty.review_rounds import Opinion, Reply, Weight, check_all_answered, check_outcome

MUST = Opinion(1, Weight.MUST)
ADVICE = Opinion(2, Weight.ADVICE)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("passed", "opinions", "expected"),
    [
        pytest.param(True, [], [], id="通过"),
        pytest.param(True, [ADVICE], [], id="通过并提建议"),
        pytest.param(True, [ADVICE, MUST], ["review.passed.with_must"], id="必须改的还在"),
        pytest.param(False, [ADVICE], [], id="退回"),
        pytest.param(False, [], ["review.opinions.missing"], id="没有说问题"),
    ],
)
def test_the_outcome_fits_the_opinions(passed, opinions, expected):
    assert codes(check_outcome(passed, opinions)) == expected


def test_every_opinion_is_answered_advice_too():
    answered = Opinion(1, Weight.MUST, Reply.DECLINED)

    assert check_all_answered([answered]) == ()
    [breach] = check_all_answered([answered, ADVICE, Opinion(3, Weight.MUST)])
    assert breach.code == "review.opinions.unanswered"
    assert "第2、3条" in breach.message
