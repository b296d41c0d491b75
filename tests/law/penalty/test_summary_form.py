"""当场处罚决定书：内容、复议前置、当场交付与备案期限。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty.summary_form import (
    Entry,
    SpotDecision,
    SpotFiling,
    check_filing_time,
    check_form,
    last_day_to_file,
    required_entries,
)
from tongpan.law.refusal import LawRefused

CALENDAR = national()
DECIDED = date(2026, 9, 24)
EIGHT = set(Entry) - {Entry.FINE, Entry.PARTY, Entry.PAYMENT, Entry.SEAL}
FULL = SpotDecision(frozenset(Entry), fined=True, reconsideration_first=True, handed_over=True)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestRequiredEntries:
    @pytest.mark.parametrize(
        ("regime", "fined", "expected"),
        [
            pytest.param(None, False, EIGHT, id="只有警告"),
            pytest.param(None, True, EIGHT | {Entry.FINE}, id="罚款"),
            pytest.param(Regime.SAMR, False, EIGHT | {Entry.PARTY, Entry.SEAL}, id="市场监管警告"),
            pytest.param(
                Regime.SAMR,
                True,
                EIGHT | {Entry.PARTY, Entry.SEAL, Entry.FINE, Entry.PAYMENT},
                id="市场监管罚款",
            ),
            pytest.param(Regime.AGR, True, EIGHT | {Entry.FINE, Entry.SEAL}, id="农业罚款"),
            pytest.param(Regime.TRA, True, EIGHT | {Entry.FINE}, id="交通罚款"),
        ],
    )
    def test_are_the_statutes_and_the_regimes(self, regime, fined, expected):
        assert set(required_entries(regime, fined=fined)) == expected

    @pytest.mark.parametrize("regime", [None, Regime.SAMR, Regime.AGR])
    def test_each_is_asked_for(self, regime):
        for entry, where in required_entries(regime, fined=True).items():
            (breach,) = check_form(replace(FULL, entries=FULL.entries - {entry}), regime)

            assert (breach.code, breach.citation) == ("summary_form.entry.missing", where)
            assert entry.label in breach.message

    def test_places(self):
        assert str(required_entries(None, fined=True)[Entry.FINE]) == "行政处罚法第五十二条第二款"
        assert str(required_entries(None, fined=True)[Entry.NUMBER]) == "行政处罚法第五十二条第一款"
        assert str(required_entries(Regime.SAMR, fined=True)[Entry.PAYMENT]) == "市场监督管理行政处罚程序规定第六十八条"
        assert str(required_entries(Regime.AGR, fined=True)[Entry.SEAL]) == "农业行政处罚程序规定第二十六条第一款第五项"


class TestCheckForm:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="完整"),
            pytest.param({"reconsideration_first": False}, ["summary_form.remedy.missing"], id="没有写复议前置"),
            pytest.param({"reconsideration_first": None}, ["summary_form.remedy.unknown"], id="复议前置不清楚"),
            pytest.param({"offers_suit": True}, ["summary_form.remedy.suit"], id="写了可以直接起诉"),
            pytest.param({"handed_over": False}, ["summary_form.not_handed"], id="没有当场交付"),
            pytest.param({"handed_over": None}, ["summary_form.handed.unknown"], id="交付不清楚"),
            pytest.param({"signed_for": None}, ["summary_form.signed.unknown"], id="签收不清楚"),
            pytest.param({"signed_for": False, "refusal_noted": True}, [], id="拒签已注明"),
            pytest.param(
                {"signed_for": False, "refusal_noted": False}, ["summary_form.refusal.unnoted"], id="拒签未注明"
            ),
            pytest.param({"signed_for": False}, ["summary_form.refusal.unknown"], id="拒签注明不清楚"),
            pytest.param(
                {"handed_over": False, "signed_for": False}, ["summary_form.not_handed"], id="没有交付就不问签收"
            ),
            pytest.param(
                {"handed_over": None, "signed_for": None}, ["summary_form.handed.unknown"], id="交付不清楚就不问签收"
            ),
        ],
    )
    def test_is_handed_over_with_the_right_remedy(self, changes, expected):
        assert codes(check_form(replace(FULL, **changes), None)) == expected

    def test_cites_the_reconsideration_law(self):
        missing, suit = check_form(replace(FULL, reconsideration_first=False, offers_suit=True), None)

        assert str(missing.citation) == "行政复议法第二十三条第二款"
        assert str(suit.citation) == "行政复议法第二十三条第一款第一项"


class TestFilingTime:
    @pytest.mark.parametrize(
        ("regime", "province", "filing", "due_on"),
        [
            pytest.param(Regime.SAMR, None, SpotFiling(DECIDED), date(2026, 10, 12), id="市场监管七个工作日"),
            pytest.param(Regime.HURD, None, SpotFiling(DECIDED), date(2026, 9, 30), id="住建三日"),
            pytest.param(Regime.AGR, None, SpotFiling(DECIDED), date(2026, 9, 29), id="农业二日"),
            pytest.param(
                Regime.AGR, None, SpotFiling(DECIDED, landed_on=date(2026, 9, 30)), date(2026, 10, 9), id="农业自抵岸起"
            ),
            pytest.param(
                Regime.HURD,
                None,
                SpotFiling(DECIDED, landed_on=date(2026, 9, 30)),
                date(2026, 9, 30),
                id="住建不问抵岸",
            ),
            pytest.param(Regime.TRA, None, SpotFiling(DECIDED), date(2026, 9, 29), id="交通五日是自然日"),
            pytest.param(None, "330824", SpotFiling(DECIDED), date(2026, 9, 30), id="浙江三日"),
            pytest.param(None, "44", SpotFiling(DECIDED), None, id="处罚法没有天数"),
        ],
    )
    def test_is_the_regimes_or_the_places(self, regime, province, filing, due_on):
        assert last_day_to_file(filing, CALENDAR, regime, province).due_on == due_on

    @pytest.mark.parametrize(
        ("regime", "filed_on", "today", "expected"),
        [
            pytest.param(Regime.HURD, None, date(2026, 9, 30), [], id="末日"),
            pytest.param(Regime.HURD, None, date(2026, 10, 1), ["summary_form.filing.late"], id="过期未报"),
            pytest.param(Regime.HURD, date(2026, 9, 30), date(2026, 12, 1), [], id="末日报"),
            pytest.param(
                Regime.HURD, date(2026, 10, 1), date(2026, 12, 1), ["summary_form.filing.late"], id="过期才报"
            ),
            pytest.param(None, None, date(2026, 12, 1), ["summary_form.filing.open"], id="没有天数也提醒"),
            pytest.param(None, date(2026, 11, 1), date(2026, 12, 1), [], id="没有天数已报"),
            pytest.param(Regime.HURD, DECIDED, DECIDED, [], id="当日报"),
        ],
    )
    def test_runs_out(self, regime, filed_on, today, expected):
        assert codes(check_filing_time(SpotFiling(DECIDED, filed_on), today, CALENDAR, regime)) == expected

    def test_without_a_number_it_only_points_out(self):
        (breach,) = check_filing_time(SpotFiling(DECIDED), DECIDED, CALENDAR)

        assert (breach.grade, breach.blocks) == ("C", False)

    @pytest.mark.parametrize(
        ("filing", "code"),
        [
            (SpotFiling(DECIDED, date(2026, 9, 23)), "summary_form.filing.reversed"),
            (SpotFiling(DECIDED, landed_on=date(2026, 9, 23)), "summary_form.landing.reversed"),
        ],
    )
    def test_days_out_of_order_are_refused(self, filing, code):
        with pytest.raises(LawRefused) as refused:
            check_filing_time(filing, DECIDED, CALENDAR, Regime.AGR)

        assert refused.value.code == code
