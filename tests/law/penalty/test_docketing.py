"""立案：条件、批准、承办人与核查期限。"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty.docketing import (
    Check,
    Clue,
    Docketing,
    check_clue_time,
    check_conditions,
    check_docketing,
    last_day_to_decide,
)
from tongpan.law.period import SHANGHAI, Authority, Exclusion, Extension, Ground, Unit
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import SAMR

CALENDAR = national()
READY = Clue(evidence=True, deserves_penalty=True, own_jurisdiction=True, within_limitation=True)
FILED = Docketing(approved_by_head=True, form=True, handlers=2)
RECEIVED = date(2026, 9, 14)
CONDITIONS = [
    ("evidence", "docketing.evidence.missing", "docketing.evidence.unknown"),
    ("deserves_penalty", "docketing.penalty.undeserved", "docketing.penalty.unknown"),
    ("own_jurisdiction", "docketing.jurisdiction.other", "docketing.jurisdiction.unknown"),
    ("within_limitation", "docketing.limitation.over", "docketing.limitation.unknown"),
]
PLACES = {
    (None, "evidence"): "行政处罚法第五十四条第一款",
    (None, "deserves_penalty"): "行政处罚法第五十四条第一款",
    (None, "own_jurisdiction"): "行政处罚法第二十二条",
    (None, "within_limitation"): "行政处罚法第三十六条第一款",
    (Regime.SAMR, "evidence"): "市场监督管理行政处罚程序规定第十九条第一款第一项",
    (Regime.SAMR, "deserves_penalty"): "市场监督管理行政处罚程序规定第十九条第一款第二项",
    (Regime.SAMR, "own_jurisdiction"): "市场监督管理行政处罚程序规定第十九条第一款第三项",
    (Regime.SAMR, "within_limitation"): "市场监督管理行政处罚程序规定第十九条第一款第四项",
    (Regime.HURD, "evidence"): "住房和城乡建设行政处罚程序规定第十五条第二款第一项",
    (Regime.HURD, "own_jurisdiction"): "住房和城乡建设行政处罚程序规定第十五条第二款第二项",
    (Regime.HURD, "within_limitation"): "住房和城乡建设行政处罚程序规定第十五条第二款第三项",
    (Regime.AGR, "evidence"): "农业行政处罚程序规定第三十条第一项",
    (Regime.AGR, "deserves_penalty"): "农业行政处罚程序规定第三十条第二项",
    (Regime.AGR, "own_jurisdiction"): "农业行政处罚程序规定第三十条第三项",
    (Regime.AGR, "within_limitation"): "农业行政处罚程序规定第三十条第四项",
    (Regime.TRA, "evidence"): "交通运输行政执法程序规定第六十二条",
    (Regime.TRA, "deserves_penalty"): "交通运输行政执法程序规定第六十二条",
    (Regime.TRA, "own_jurisdiction"): "行政处罚法第二十二条",
    (Regime.TRA, "within_limitation"): "行政处罚法第三十六条第一款",
    (Regime.ZJP, "evidence"): "行政处罚法第五十四条第一款",
}


def codes(verdict):
    return [breach.code for breach in verdict]


def by_head(quantity, granted_on=None):
    return Extension(quantity, Unit.WORKDAY, Authority.HEAD, granted_on)


class TestCheckConditions:
    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_a_ready_clue_is_filed_everywhere(self, regime):
        assert check_conditions(READY, regime) == ()

    @pytest.mark.parametrize(("fact", "unmet", "unknown"), CONDITIONS)
    @pytest.mark.parametrize("regime", [None, Regime.SAMR, Regime.AGR, Regime.TRA, Regime.ZJP])
    def test_four_conditions(self, regime, fact, unmet, unknown):
        assert codes(check_conditions(replace(READY, **{fact: False}), regime)) == [unmet]
        assert codes(check_conditions(replace(READY, **{fact: None}), regime)) == [unknown]

    @pytest.mark.parametrize(("fact", "unmet", "unknown"), CONDITIONS)
    def test_three_conditions_in_construction(self, fact, unmet, unknown):
        asked = fact != "deserves_penalty"

        assert codes(check_conditions(replace(READY, **{fact: False}), Regime.HURD)) == [unmet] * asked
        assert codes(check_conditions(replace(READY, **{fact: None}), Regime.HURD)) == [unknown] * asked

    @pytest.mark.parametrize(("regime", "fact"), PLACES)
    @pytest.mark.parametrize("answer", [False, None])
    def test_each_cites_where_it_stands(self, regime, fact, answer):
        (breach,) = check_conditions(replace(READY, **{fact: answer}), regime)

        assert str(breach.citation) == PLACES[regime, fact]


class TestCheckDocketing:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="批准、填表、两名"),
            pytest.param({"approved_by_head": False}, ["docketing.unapproved"], id="没有批准"),
            pytest.param({"approved_by_head": None}, ["docketing.approval.unknown"], id="批准不清楚"),
            pytest.param({"form": False}, ["docketing.form.missing"], id="没有填表"),
            pytest.param({"form": None}, ["docketing.form.unknown"], id="填表不清楚"),
            pytest.param({"handlers": 1}, ["docketing.handlers.few"], id="一名承办人"),
            pytest.param({"handlers": 0}, ["docketing.handlers.few"], id="没有承办人"),
            pytest.param({"handlers": 3}, [], id="三名承办人"),
        ],
    )
    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_is_approved_written_and_staffed(self, regime, changes, expected):
        assert codes(check_docketing(replace(FILED, **changes), regime)) == expected

    @pytest.mark.parametrize(
        ("regime", "head", "form"),
        [
            (Regime.SAMR, "市场监督管理行政处罚程序规定第十八条第一款", "市场监督管理行政处罚程序规定第十九条第二款"),
            (
                Regime.HURD,
                "住房和城乡建设行政处罚程序规定第十五条第三款",
                "住房和城乡建设行政处罚程序规定第十五条第三款",
            ),
            (Regime.AGR, "农业行政处罚程序规定第二十九条", "农业行政处罚程序规定第三十条"),
            (Regime.TRA, "交通运输行政执法程序规定第六十三条", "交通运输行政执法程序规定第六十三条"),
        ],
    )
    @pytest.mark.parametrize("answer", [False, None])
    def test_a_regimes_own_words_bind_without_override(self, regime, head, form, answer):
        verdict = check_docketing(replace(FILED, approved_by_head=answer, form=answer), regime)

        assert [str(breach.citation) for breach in verdict] == [head, form]
        assert [(breach.grade, breach.adr) for breach in verdict] == [("A", "")] * 2

    @pytest.mark.parametrize("regime", [None, Regime.ZJP])
    def test_elsewhere_approval_is_a_reading(self, regime):
        verdict = check_docketing(replace(FILED, approved_by_head=False, form=None), regime)

        assert [(breach.grade, breach.adr, breach.overridable) for breach in verdict] == [("D", "ADR-0023", True)] * 2

    @pytest.mark.parametrize(
        ("regime", "article"),
        [(Regime.SAMR, "市场监督管理行政处罚程序规定第十九条第二款"), (None, "行政处罚法第四十二条第一款")],
    )
    def test_two_handlers_are_law_everywhere(self, regime, article):
        (breach,) = check_docketing(replace(FILED, handlers=1), regime)

        assert (str(breach.citation), breach.overridable) == (article, False)

    def test_a_negative_number_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_docketing(replace(FILED, handlers=-1), None)

        assert refused.value.code == "docketing.handlers.negative"


class TestClueTime:
    @pytest.mark.parametrize(
        ("regime", "due_on"),
        [
            pytest.param(Regime.SAMR, date(2026, 10, 10), id="市场监管十五个工作日遇中秋国庆"),
            pytest.param(Regime.HURD, date(2026, 10, 10), id="住建十五日是工作日"),
            pytest.param(Regime.AGR, date(2026, 9, 22), id="农业七日遇调休上班"),
            pytest.param(Regime.TRA, None, id="交通没有天数"),
            pytest.param(None, None, id="处罚法没有天数"),
        ],
    )
    def test_is_the_regimes(self, regime, due_on):
        assert last_day_to_decide(Check(RECEIVED), regime, CALENDAR).due_on == due_on

    @pytest.mark.parametrize(
        ("check", "regime", "today", "expected"),
        [
            pytest.param(Check(RECEIVED), Regime.SAMR, date(2026, 10, 10), [], id="末日未决定"),
            pytest.param(Check(RECEIVED), Regime.SAMR, date(2026, 10, 11), ["docketing.clue.late"], id="过期未决定"),
            pytest.param(
                Check(RECEIVED, date(2026, 10, 10)), Regime.SAMR, date(2026, 12, 1), [], id="末日决定，今日已过"
            ),
            pytest.param(
                Check(RECEIVED, date(2026, 10, 11)),
                Regime.SAMR,
                date(2026, 12, 1),
                ["docketing.clue.late"],
                id="过期才决定",
            ),
            pytest.param(
                Check(RECEIVED, extensions=(by_head(10, date(2026, 10, 9)),)),
                Regime.HURD,
                date(2026, 10, 23),
                [],
                id="负责人批准延长十日",
            ),
            pytest.param(
                Check(RECEIVED, extensions=(by_head(10, date(2026, 10, 9)),)),
                Regime.HURD,
                date(2026, 10, 24),
                ["docketing.clue.late"],
                id="延长后过期",
            ),
            pytest.param(
                Check(RECEIVED, exclusions=(Exclusion(Ground.TESTING, date(2026, 10, 8), date(2026, 10, 10)),)),
                Regime.SAMR,
                date(2026, 10, 14),
                [],
                id="检测三日不计入",
            ),
            pytest.param(
                Check(RECEIVED, exclusions=(Exclusion(Ground.TESTING, date(2026, 10, 8)),)),
                Regime.SAMR,
                date(2026, 12, 1),
                ["docketing.clue.open"],
                id="检测还没有完",
            ),
            pytest.param(Check(RECEIVED), None, date(2026, 12, 1), ["docketing.clue.open"], id="没有天数只提醒"),
            pytest.param(Check(RECEIVED, date(2026, 11, 1)), None, date(2026, 12, 1), [], id="没有天数已决定"),
        ],
    )
    def test_runs_out(self, check, regime, today, expected):
        assert codes(check_clue_time(check, regime, today, CALENDAR)) == expected

    def test_without_a_number_it_never_blocks(self):
        (breach,) = check_clue_time(Check(RECEIVED), None, date(2026, 12, 1), CALENDAR)

        assert (breach.grade, breach.blocks) == ("C", False)

    def test_a_check_that_stands_still_names_the_rules_of_its_field(self):
        check = Check(RECEIVED, exclusions=(Exclusion(Ground.TESTING, date(2026, 10, 8)),))
        (breach,) = check_clue_time(check, Regime.SAMR, date(2026, 12, 1), CALENDAR)

        assert (breach.citation.statute, breach.citation.article) == (SAMR, 18)

    def test_past_the_published_calendar_it_warns_by_the_earliest_day(self):
        check = Check(date(2026, 12, 24))

        assert check_clue_time(check, Regime.SAMR, date(2027, 1, 8), CALENDAR) == ()
        (breach,) = check_clue_time(check, Regime.SAMR, date(2027, 1, 9), CALENDAR)
        assert (breach.code, breach.grade, breach.blocks) == ("docketing.clue.late", "C", False)

    def test_a_moment_counts_by_its_day_in_china(self):
        check = Check(datetime(2026, 9, 14, 23, 59, tzinfo=SHANGHAI), date(2026, 9, 14))

        assert check_clue_time(check, Regime.SAMR, date(2026, 12, 1), CALENDAR) == ()

    def test_a_decision_before_the_clue_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_clue_time(Check(RECEIVED, date(2026, 9, 13)), None, RECEIVED, CALENDAR)

        assert refused.value.code == "docketing.dates.reversed"
