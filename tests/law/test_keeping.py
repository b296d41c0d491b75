"""期限是否遵守、是否逾期：末日当天不晚，次日晚；放假安排没有公布时只提醒。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.citation import Citation
from tongpan.law.keeping import check_late, kept
from tongpan.law.period import Kind, Limit
from tongpan.law.titles import APL
from tongpan.law.verdict import Breach

ELSEWHERE = Citation(APL, 54, 2)
SOURCE = Citation(APL, 56)
LATE = Breach("something.late", "应当在{}前办完", ELSEWHERE, "D", "立即办理", "ADR-0000")
KNOWN = Limit(Kind.MUST_BY, date(2026, 10, 10), citation=SOURCE)
OPEN = Limit(Kind.MUST_BY, None, earliest_safe_on=date(2027, 1, 8), awaiting_year=2027)
PROVISIONAL = Limit(Kind.MUST_BY, date(2026, 12, 31), earliest_safe_on=date(2026, 12, 30), provisional=True)


@pytest.mark.parametrize(
    ("limit", "on", "answer"),
    [
        pytest.param(Limit(Kind.MUST_BY, date(2026, 3, 5)), date(2026, 3, 5), True, id="末日当日不逾期"),
        pytest.param(Limit(Kind.MUST_BY, date(2026, 3, 5)), date(2026, 3, 6), False, id="次日逾期"),
        pytest.param(Limit(Kind.RIGHT_UNTIL, date(2026, 3, 5)), date(2026, 3, 6), False, id="权利次日届满"),
        pytest.param(Limit(Kind.NOT_BEFORE, date(2026, 3, 5)), date(2026, 3, 5), True, id="等待期满当日可以"),
        pytest.param(Limit(Kind.NOT_BEFORE, date(2026, 3, 5)), date(2026, 3, 4), False, id="等待期内不可以"),
        pytest.param(Limit(Kind.MUST_BY, None), date(2030, 1, 1), True, id="法律没有天数"),
        pytest.param(Limit(Kind.NOT_BEFORE, None), date(2030, 1, 1), False, id="等待期没有终点不能视为期满"),
        pytest.param(
            Limit(Kind.MUST_BY, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 4),
            True,
            id="未公布年度最早日之内必然不逾期",
        ),
        pytest.param(
            Limit(Kind.MUST_BY, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 5),
            None,
            id="未公布年度最早日之后不知道",
        ),
        pytest.param(
            Limit(Kind.NOT_BEFORE, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 3),
            False,
            id="早于最早可能日必然过早",
        ),
        pytest.param(
            Limit(Kind.NOT_BEFORE, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 4),
            None,
            id="到了最早可能日仍不知道",
        ),
        pytest.param(Limit(Kind.MUST_BY, None, awaiting_year=2027), date(2027, 1, 4), True, id="没有最早日按没有天数"),
    ],
)
def test_limit_kept(limit, on, answer):
    assert kept(limit, on) is answer


def told(limit, done_on, today):
    return [(breach.message, breach.grade) for breach in check_late(limit, done_on, today, LATE)]


class TestCheckLate:
    @pytest.mark.parametrize(
        ("limit", "day", "expected"),
        [
            pytest.param(KNOWN, date(2026, 10, 10), [], id="末日"),
            pytest.param(KNOWN, date(2026, 10, 11), [("应当在2026年10月10日前办完", "D")], id="次日"),
            pytest.param(OPEN, date(2027, 1, 8), [], id="最早可能的末日"),
            pytest.param(
                OPEN,
                date(2027, 1, 9),
                [("应当在2027年1月8日前办完（放假安排公布前，这是最早可能的末日）", "C")],
                id="可能已经晚",
            ),
            pytest.param(PROVISIONAL, date(2026, 12, 30), [], id="暂定的最早一日"),
            pytest.param(
                PROVISIONAL,
                date(2026, 12, 31),
                [("应当在2026年12月30日前办完（放假安排公布前，这是最早可能的末日）", "C")],
                id="暂定末日当天",
            ),
            pytest.param(PROVISIONAL, date(2027, 1, 1), [("应当在2026年12月31日前办完", "D")], id="暂定末日之后"),
            pytest.param(Limit(Kind.MUST_BY, None), date(2030, 1, 1), [], id="没有天数"),
            pytest.param(replace(OPEN, suspended_since=date(2026, 12, 1)), date(2030, 1, 1), [], id="期间停止计算"),
        ],
    )
    def test_begins_on_the_day_after(self, limit, day, expected):
        assert told(limit, None, day) == expected
        assert told(limit, day, date(2031, 1, 1)) == expected

    def test_what_was_done_in_time_is_not_late_today(self):
        assert told(KNOWN, date(2026, 10, 9), date(2026, 12, 1)) == []

    def test_cites_the_limit_before_the_rule(self):
        (with_source,) = check_late(KNOWN, None, date(2026, 12, 1), LATE)
        (without,) = check_late(replace(KNOWN, citation=None), None, date(2026, 12, 1), LATE)

        assert (with_source.citation, without.citation) == (SOURCE, ELSEWHERE)
        assert (with_source.code, with_source.missing, with_source.adr) == ("something.late", "立即办理", "ADR-0000")

    def test_a_mere_possibility_never_blocks(self):
        (breach,) = check_late(OPEN, None, date(2027, 2, 1), LATE)

        assert not breach.blocks
