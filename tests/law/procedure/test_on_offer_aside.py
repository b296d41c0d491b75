"""财物和移送：在每一种情形下，能办的和还不能办的恰好是哪些步骤。"""

from dataclasses import replace
from datetime import date

import pytest
from tests.law.procedure.offers import INQUIRY, UNDECIDED, moment, on_offer

from tongpan.law.facts import Testing as Examination
from tongpan.law.facts.words import Power
from tongpan.law.model.probing.base import a_thing, decided, held, referred
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, an_authority, investigated

WITH_THING = replace(
    investigated(a_clue()),
    things=(a_thing(),),
    authorities=(an_authority(Power.PENALTY), an_authority(Power.MEASURE)),
)
TESTED = Examination(date(2026, 3, 2), told=True)


@pytest.mark.parametrize(
    ("facts", "at", "open_", "waiting"),
    [
        moment("可以查封扣押", WITH_THING, "IMPOSE IMPOSE_URGENT", ""),
        moment("已经扣押", held(WITH_THING), "EXTEND_MEASURE LIFT START_TEST", "FORFEIT"),
        moment(
            "当场扣押，没有在二十四小时内补批",
            held(WITH_THING, approved_at=None),
            "LIFT REFUSE_MEASURE",
            "APPROVE_MEASURE EXTEND_MEASURE FORFEIT START_TEST",
        ),
        moment(
            "补批没有批准",
            held(WITH_THING, approved_at=None, refused_at=DAY_ONE),
            "LIFT",
            "APPROVE_MEASURE EXTEND_MEASURE FORFEIT START_TEST",
        ),
        moment("正在检验", held(WITH_THING, tests=(TESTED,)), "END_TEST EXTEND_MEASURE LIFT", "FORFEIT"),
        moment(
            "检验完了",
            held(WITH_THING, tests=(replace(TESTED, end=date(2026, 3, 4)),)),
            "EXTEND_MEASURE LIFT START_TEST",
            "FORFEIT",
        ),
        moment("决定之后不再检验", held(decided(WITH_THING)), "EXTEND_MEASURE LIFT", "AUCTION FORFEIT"),
        moment("决定还没有送达，不拍卖", held(decided(WITH_THING, served=False)), "EXTEND_MEASURE LIFT", "FORFEIT"),
    ],
)
def test_a_thing_offers_exactly_this(facts, at, open_, waiting):
    assert on_offer(facts, at, ref="货车") == (set(open_.split()), set(waiting.split()))


@pytest.mark.parametrize(
    ("facts", "at", "open_", "waiting"),
    [
        moment(
            "涉嫌犯罪",
            investigated(a_clue(a_charge(crime=True))),
            "FORM_TEAM",
            "APPROVE_REFERRAL REFUSE_REFERRAL REPORT_REFERRAL TRANSFER",
        ),
        moment("报告移送", referred(), "APPROVE_REFERRAL REFUSE_REFERRAL", "TRANSFER"),
        moment("批准移送", referred(decided_at=DAY_ONE, approved=True), "ASSEMBLE", "TRANSFER"),
        moment("不批准移送", referred(decided_at=DAY_ONE, approved=False), "RESUME", ""),
        moment(
            "移送公安",
            referred(decided_at=DAY_ONE, approved=True, complete=True, transferred_at=DAY_ONE),
            "HEAR_POLICE",
            "",
        ),
        moment(
            "公安不立案",
            referred(decided_at=DAY_ONE, approved=True, complete=True, transferred_at=DAY_ONE, accepted=False),
            "CONTEST RESUME",
            "",
        ),
    ],
)
def test_a_referral_offers_exactly_this(facts, at, open_, waiting):
    open_now, waiting_now = on_offer(facts, at)
    others = {*INQUIRY.split(), *UNDECIDED.split(), "NOTIFY"}

    assert (open_now - others, waiting_now - others) == (set(open_.split()), set(waiting.split()))
