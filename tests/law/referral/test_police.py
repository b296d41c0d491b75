"""公安机关答复以后：补正、移交、复议、立案监督、恢复办理。"""

from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.referral.police import (
    OPEN_TO,
    PoliceAnswer,
    Reply,
    Return,
    check_reply,
    check_return,
    last_day_to_reply,
)
from tongpan.law.refusal import LawRefused

CALENDAR = national()
RECEIVED = date(2026, 9, 30)
THIRD, FOURTH = date(2026, 10, 3), date(2026, 10, 4)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(("answer", "reply"), [(answer, reply) for answer in PoliceAnswer for reply in Reply])
def test_only_the_open_replies_may_be_given(answer, reply):
    if reply in OPEN_TO[answer]:
        last = last_day_to_reply(answer, reply, RECEIVED, CALENDAR)
        assert last == (None if reply is Reply.RESUME_CASE else THIRD)
        return
    with pytest.raises(LawRefused) as refused:
        last_day_to_reply(answer, reply, RECEIVED, CALENDAR)
    assert refused.value.code == "referral.reply.closed"


def test_what_is_open_to_each_answer():
    assert {answer: sorted(each.value for each in replies) for answer, replies in OPEN_TO.items()} == {
        PoliceAnswer.NONE: [],
        PoliceAnswer.INCOMPLETE: ["SUPPLEMENT"],
        PoliceAnswer.FILED: ["HAND_OVER"],
        PoliceAnswer.NOT_FILED: ["ASK_RECONSIDERATION", "RESUME_CASE", "SUGGEST_SUPERVISION"],
        PoliceAnswer.NOT_FILED_AGAIN: ["RESUME_CASE", "SUGGEST_SUPERVISION"],
    }


@pytest.mark.parametrize(
    ("answer", "reply", "replied_on", "expected"),
    [
        pytest.param(PoliceAnswer.NOT_FILED, Reply.ASK_RECONSIDERATION, THIRD, [], id="第三日提请复议"),
        pytest.param(
            PoliceAnswer.NOT_FILED, Reply.ASK_RECONSIDERATION, FOURTH, ["referral.reply.late"], id="第四日提请复议"
        ),
        pytest.param(PoliceAnswer.NOT_FILED, Reply.RESUME_CASE, date(2026, 12, 1), [], id="恢复办理没有期限"),
        pytest.param(
            PoliceAnswer.NOT_FILED_AGAIN, Reply.SUGGEST_SUPERVISION, FOURTH, ["referral.reply.late"], id="监督建议太晚"
        ),
    ],
)
def test_reply_in_time(answer, reply, replied_on, expected):
    assert codes(check_reply(answer, reply, RECEIVED, replied_on, CALENDAR)) == expected


def test_no_reply_before_the_answer():
    with pytest.raises(LawRefused) as refused:
        check_reply(PoliceAnswer.FILED, Reply.HAND_OVER, RECEIVED, date(2026, 9, 29), CALENDAR)

    assert refused.value.code == "referral.reply.order"


@pytest.mark.parametrize("answer", PoliceAnswer)
def test_m168_a_case_the_police_refuse_comes_back(answer):
    refused = answer in (PoliceAnswer.NOT_FILED, PoliceAnswer.NOT_FILED_AGAIN)

    assert codes(check_return(Return(answer, resumed=False))) == (["referral.return.not_resumed"] if refused else [])
    assert check_return(Return(answer, resumed=True)) == ()
    assert check_return(Return(answer, resumed=False, supervision_pending=True)) == ()


@pytest.mark.parametrize("words", [PoliceAnswer, Reply])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
