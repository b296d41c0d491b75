"""移送涉嫌犯罪案件：专案组、报告、决定、移送、材料、交接。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.period import SHANGHAI
from tongpan.law.referral.transfer import (
    Paper,
    Referral,
    Suspicion,
    check_decision,
    check_hand_over,
    check_official_clue,
    check_report,
    check_suspicion,
    check_transfer,
)
from tongpan.law.refusal import LawRefused

CALENDAR = national()
REPORTED = date(2026, 9, 30)
DECIDED = datetime(2026, 10, 3, 23, 59, tzinfo=SHANGHAI)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
REFERRAL = Referral(
    team=2,
    report_written=True,
    reported_on=REPORTED,
    decided_at=DECIDED,
    decided_by_principal=True,
    approved=True,
    transferred_at=DECIDED + DAY,
    papers=frozenset({Paper.LETTER, Paper.INVESTIGATION_REPORT, Paper.ITEM_LIST}),
)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("suspicion", "property_case", "begun", "expected"),
    [
        pytest.param(Suspicion.NONE, False, False, [], id="没有嫌疑"),
        pytest.param(None, False, False, ["referral.suspicion.unknown"], id="没有判断"),
        pytest.param(Suspicion.STANDARD_REACHED, False, False, ["referral.not_begun"], id="达到标准没有移送"),
        pytest.param(Suspicion.STANDARD_REACHED, False, True, [], id="达到标准已经移送"),
        pytest.param(Suspicion.REASONABLE, False, False, [], id="一般案件仅有合理嫌疑"),
        pytest.param(Suspicion.REASONABLE, True, False, ["referral.not_begun"], id="知识产权案件合理嫌疑就要移送"),
    ],
)
def test_m168_a_suspected_crime_is_on_its_way_to_the_police(suspicion, property_case, begun, expected):
    verdict = check_suspicion(suspicion, intellectual_property=property_case, transfer_begun=begun)

    assert codes(verdict) == expected
    if expected == ["referral.not_begun"]:
        assert verdict[0].citation.paragraph == (2 if property_case else 1)


@pytest.mark.parametrize(
    ("referral", "expected"),
    [
        pytest.param(REFERRAL, [], id="两人，有报告"),
        pytest.param(replace(REFERRAL, team=1), ["referral.team.small"], id="一人"),
        pytest.param(replace(REFERRAL, report_written=False), ["referral.report.missing"], id="没有书面报告"),
        pytest.param(replace(REFERRAL, reported_on=None), ["referral.report.missing"], id="没有报告日期"),
    ],
)
def test_report(referral, expected):
    assert codes(check_report(referral)) == expected


@pytest.mark.parametrize(
    ("referral", "as_of", "expected"),
    [
        pytest.param(REFERRAL, date(2026, 10, 9), [], id="第三日，国庆不扣除"),
        pytest.param(
            replace(REFERRAL, decided_at=DECIDED + DAY), date(2026, 10, 9), ["referral.decision.late"], id="第四日"
        ),
        pytest.param(replace(REFERRAL, decided_at=None), date(2026, 10, 3), [], id="还在三日内"),
        pytest.param(
            replace(REFERRAL, decided_at=None), date(2026, 10, 4), ["referral.decision.late"], id="三日没有决定"
        ),
        pytest.param(
            replace(REFERRAL, decided_by_principal=False),
            date(2026, 10, 9),
            ["referral.decision.not_principal"],
            id="副职代批",
        ),
        pytest.param(
            Referral(team=2, report_written=True, reported_on=REPORTED, decided_at=DECIDED, approved=True),
            date(2026, 10, 9),
            ["referral.decision.not_principal"],
            id="没有记录是谁批的",
        ),
        pytest.param(replace(REFERRAL, approved=None), date(2026, 10, 9), ["referral.decision.unknown"], id="没有结论"),
        pytest.param(
            replace(REFERRAL, approved=False), date(2026, 10, 9), ["referral.refusal.no_reasons"], id="不批准没有理由"
        ),
        pytest.param(
            replace(REFERRAL, approved=False, refusal_reasons="未达追诉标准"), date(2026, 10, 9), [], id="不批准有理由"
        ),
        pytest.param(replace(REFERRAL, reported_on=None), date(2026, 10, 9), [], id="没有报告由报告规则说"),
    ],
)
def test_decision(referral, as_of, expected):
    assert codes(check_decision(referral, CALENDAR, as_of)) == expected


def test_three_calendar_days_are_our_reading():
    breach = check_decision(replace(REFERRAL, decided_at=None), CALENDAR, date(2026, 10, 4))[0]

    assert (breach.grade, breach.adr) == ("D", "ADR-0034")


@pytest.mark.parametrize(
    ("referral", "now", "expected"),
    [
        pytest.param(REFERRAL, DECIDED + 2 * DAY, [], id="恰好二十四小时"),
        pytest.param(
            replace(REFERRAL, transferred_at=DECIDED + DAY + SECOND),
            DECIDED + 2 * DAY,
            ["referral.transfer.late"],
            id="晚一秒",
        ),
        pytest.param(replace(REFERRAL, transferred_at=None), DECIDED + DAY, [], id="还在二十四小时内"),
        pytest.param(
            replace(REFERRAL, transferred_at=None), DECIDED + DAY + SECOND, ["referral.transfer.late"], id="没有移送"
        ),
        pytest.param(replace(REFERRAL, approved=False, transferred_at=None), DECIDED + 9 * DAY, [], id="不批准不移送"),
        pytest.param(
            replace(REFERRAL, approved=None), DECIDED + DAY, ["referral.transfer.unapproved"], id="没有批准就移送"
        ),
        pytest.param(
            replace(REFERRAL, decided_at=None), DECIDED + DAY, ["referral.transfer.unapproved"], id="没有决定就移送"
        ),
        pytest.param(replace(REFERRAL, has_tests=True), DECIDED + DAY, ["referral.papers.lacking"], id="缺检验报告"),
        pytest.param(
            replace(REFERRAL, papers=frozenset({Paper.LETTER, Paper.ITEM_LIST})),
            DECIDED + DAY,
            ["referral.papers.lacking"],
            id="缺调查报告",
        ),
    ],
)
def test_transfer(referral, now, expected):
    assert codes(check_transfer(referral, CALENDAR, now)) == expected


def test_what_lacks_is_named():
    breach = check_transfer(replace(REFERRAL, papers=frozenset()), CALENDAR, DECIDED)[0]

    assert Paper.LETTER.label in breach.message
    assert Paper.OTHER.label not in breach.message
    assert Paper.TEST_REPORTS.label not in breach.message


@pytest.mark.parametrize(
    ("call", "code"),
    [
        pytest.param(
            lambda: check_decision(replace(REFERRAL, decided_at=DECIDED - 9 * DAY), CALENDAR, REPORTED),
            "referral.decision.order",
            id="决定早于报告",
        ),
        pytest.param(
            lambda: check_transfer(replace(REFERRAL, transferred_at=DECIDED - SECOND), CALENDAR, DECIDED),
            "referral.transfer.order",
            id="移送早于批准",
        ),
    ],
)
def test_times_out_of_order_are_refused(call, code):
    with pytest.raises(LawRefused) as refused:
        call()

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("handed_over_on", "as_of", "expected"),
    [
        pytest.param(date(2026, 10, 3), date(2026, 10, 9), [], id="第三日"),
        pytest.param(date(2026, 10, 4), date(2026, 10, 9), ["referral.hand_over.late"], id="第四日"),
        pytest.param(None, date(2026, 10, 3), [], id="还在三日内"),
        pytest.param(None, date(2026, 10, 4), ["referral.hand_over.late"], id="没有移交"),
    ],
)
def test_hand_over(handed_over_on, as_of, expected):
    assert codes(check_hand_over(REPORTED, handed_over_on, CALENDAR, as_of)) == expected


@pytest.mark.parametrize(
    ("involved", "sent", "expected", "blocks"),
    [
        pytest.param(False, False, [], None, id="不涉及公职人员"),
        pytest.param(True, True, [], None, id="已移送监察机关"),
        pytest.param(True, False, ["referral.official.not_sent"], True, id="没有移送监察机关"),
        pytest.param(None, False, ["referral.official.unknown"], False, id="没有判断，只提醒"),
    ],
)
def test_official_clue(involved, sent, expected, blocks):
    verdict = check_official_clue(involved, sent)

    assert codes(verdict) == expected
    assert [breach.blocks for breach in verdict] == ([] if blocks is None else [blocks])
