"""追责时效：二年与五年、连续与继续、发现之日、生态环境法典。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.penalty.limitation import (
    Act,
    Discovery,
    Harmed,
    Knowledge,
    check_limitation,
    first_official_knowledge,
    last_day_to_discover,
)
from tongpan.law.refusal import LawRefused

CALENDAR = national()
ONCE = Act(date(2024, 3, 2), lasting=False)
DAY = timedelta(days=1)


def codes(verdict):
    return [breach.code for breach in verdict]


def seen(day, own=True):
    return Knowledge(day, "镇政府" if own else "县局", own)


class TestLastDayToDiscover:
    @pytest.mark.parametrize(
        ("act", "harmed", "last"),
        [
            pytest.param(ONCE, Harmed.NEITHER, date(2026, 3, 1), id="二年，当日计入"),
            pytest.param(ONCE, Harmed.SAFETY, date(2029, 3, 1), id="五年"),
            pytest.param(ONCE, Harmed.ECOLOGY, date(2026, 3, 1), id="法典之前的生态损害仍是二年"),
            pytest.param(Act(date(2024, 2, 29), False), Harmed.NEITHER, date(2026, 2, 28), id="闰日"),
            pytest.param(Act(date(2024, 3, 1), False), Harmed.NEITHER, date(2026, 2, 28), id="月初起算止于月末"),
            pytest.param(Act(date(2026, 8, 14), False), Harmed.ECOLOGY, date(2028, 8, 13), id="法典施行前一日"),
            pytest.param(Act(date(2026, 8, 15), False), Harmed.ECOLOGY, date(2031, 8, 14), id="法典施行当日"),
            pytest.param(Act(date(2026, 8, 15), False), Harmed.NEITHER, date(2028, 8, 14), id="法典其他行为二年"),
            pytest.param(
                Act(date(2020, 1, 1), True, date(2024, 3, 2)), Harmed.NEITHER, date(2026, 3, 1), id="自终了之日起"
            ),
            pytest.param(
                Act(date(2020, 1, 1), True, date(2026, 8, 15)), Harmed.ECOLOGY, date(2031, 8, 14), id="持续到法典施行"
            ),
            pytest.param(
                Act(date(2024, 3, 2), False, date(2025, 3, 2)), Harmed.NEITHER, date(2026, 3, 1), id="不是继续状态"
            ),
            pytest.param(Act(date(2000, 1, 1), True), Harmed.NEITHER, None, id="仍在继续"),
        ],
    )
    def test_counts_from_the_act_or_its_end(self, act, harmed, last):
        assert last_day_to_discover(act, harmed, CALENDAR) == last

    def test_unknown_states_are_refused(self):
        with pytest.raises(LawRefused) as refused:
            last_day_to_discover(replace(ONCE, lasting=None), Harmed.NEITHER, CALENDAR)

        assert refused.value.code == "limitation.lasting.unknown"

    def test_an_act_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            Act(date(2024, 3, 2), True, date(2024, 3, 1))

        assert refused.value.code == "limitation.act.reversed"


class TestFirstOfficialKnowledge:
    def test_is_the_earliest_of_any_organ(self):
        assert first_official_knowledge([seen(date(2026, 3, 5)), seen(date(2026, 3, 2), own=False)]).organ == "县局"

    def test_is_the_organs_own_on_the_same_day(self):
        day = date(2026, 3, 2)

        assert first_official_knowledge([seen(day, own=False), seen(day)]).own

    def test_is_unknown_without_a_record(self):
        assert first_official_knowledge([]) is None


class TestCheckLimitation:
    @pytest.mark.parametrize(
        ("act", "discovered_on", "harmed", "expected"),
        [
            pytest.param(ONCE, date(2026, 3, 1), Harmed.NEITHER, [], id="末日发现"),
            pytest.param(ONCE, date(2026, 3, 2), Harmed.NEITHER, ["limitation.over"], id="次日发现"),
            pytest.param(ONCE, date(2029, 3, 1), Harmed.SAFETY, [], id="五年末日"),
            pytest.param(ONCE, date(2029, 3, 2), Harmed.SAFETY, ["limitation.over"], id="五年次日"),
            pytest.param(ONCE, date(2026, 3, 1), None, [], id="二年内不问后果"),
            pytest.param(ONCE, date(2026, 3, 2), None, ["limitation.harm.unknown"], id="二年到五年要问后果"),
            pytest.param(ONCE, date(2029, 3, 2), None, ["limitation.over"], id="五年外不问后果"),
            pytest.param(replace(ONCE, lasting=None), date(2026, 3, 1), Harmed.NEITHER, [], id="不论状态都在期内"),
            pytest.param(
                replace(ONCE, lasting=None),
                date(2026, 3, 2),
                Harmed.NEITHER,
                ["limitation.lasting.unknown"],
                id="状态决定是否过期",
            ),
            pytest.param(
                Act(date(2020, 1, 1), None, date(2020, 6, 1)),
                date(2026, 3, 2),
                Harmed.SAFETY,
                ["limitation.over"],
                id="不论状态都过期",
            ),
            pytest.param(
                Act(date(2022, 1, 1), None, date(2025, 1, 1)),
                date(2026, 3, 2),
                None,
                ["limitation.lasting.unknown", "limitation.harm.unknown"],
                id="状态和后果都要问",
            ),
            pytest.param(
                Act(date(2020, 1, 1), None, date(2022, 1, 1)),
                date(2026, 3, 2),
                None,
                ["limitation.lasting.unknown", "limitation.harm.unknown"],
                id="只有继续且有后果才在期内",
            ),
            pytest.param(
                Act(date(2020, 1, 1), None, date(2026, 1, 1)),
                date(2026, 3, 2),
                None,
                ["limitation.lasting.unknown"],
                id="只看有没有继续，不问后果",
            ),
            pytest.param(Act(date(2000, 1, 1), True), date(2026, 3, 2), Harmed.NEITHER, [], id="仍在继续"),
        ],
    )
    def test_asks_only_what_decides(self, act, discovered_on, harmed, expected):
        assert codes(check_limitation(Discovery(act, seen(discovered_on), harmed), CALENDAR)) == expected

    def test_what_is_unknown_is_said(self):
        assert codes(check_limitation(Discovery(None, seen(date(2026, 3, 2)), None), CALENDAR)) == [
            "limitation.act.unknown"
        ]
        assert codes(check_limitation(Discovery(ONCE, None, None), CALENDAR)) == ["limitation.discovery.unknown"]

    def test_anothers_knowledge_is_put_to_a_person(self):
        (breach,) = check_limitation(Discovery(ONCE, seen(date(2026, 3, 1), own=False), Harmed.NEITHER), CALENDAR)

        assert (breach.code, breach.blocks) == ("limitation.discovery.elsewhere", False)
        assert "县局" in breach.message

    @pytest.mark.parametrize(
        ("harmed", "article", "last"),
        [
            (Harmed.NEITHER, "行政处罚法第三十六条第一款", "2028年8月14日"),
            (Harmed.ECOLOGY, "生态环境法典第一千零五十四条第一款", "2031年8月14日"),
        ],
    )
    def test_says_by_when(self, harmed, article, last):
        act = Act(date(2026, 8, 15), False)
        (breach,) = check_limitation(Discovery(act, seen(date(2031, 8, 15)), harmed), CALENDAR)

        assert str(breach.citation) == article
        assert last in breach.message

    def test_discovery_on_the_day_of_the_act_is_possible_and_before_it_not(self):
        assert check_limitation(Discovery(ONCE, seen(ONCE.began_on), Harmed.NEITHER), CALENDAR) == ()
        with pytest.raises(LawRefused) as refused:
            check_limitation(Discovery(ONCE, seen(ONCE.began_on - DAY), Harmed.NEITHER), CALENDAR)

        assert refused.value.code == "limitation.discovery.before_act"

    @pytest.mark.parametrize("harmed", Harmed)
    def test_every_harm_is_named(self, harmed):
        assert harmed.label != harmed.value
