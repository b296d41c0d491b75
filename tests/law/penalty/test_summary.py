"""简易程序：哪些处罚可以当场决定。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.citation import Citation
from tongpan.law.money import yuan
from tongpan.law.penalty import summary
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.penalty.summary import (
    OtherLimit,
    SummaryCase,
    check_range,
    fine_limit,
    read_sole_traders,
    sole_traders,
)
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, SAMR

ON = date(2026, 3, 2)
WARNING = Punishment(frozenset({PenaltyKind.WARNING}))
ROW = """
[[sole_trader]]
counts_as = "{}"
instrument = "某省规定"
effective = 2022-01-01
last_checked = 2026-11-22
grade = "{}"
area = "44"
"""


def fined(amount):
    return Punishment(frozenset({PenaltyKind.FINE}), fine=yuan(amount))


def case(punishment=WARNING, party=PartyKind.CITIZEN, **changes):
    return replace(SummaryCase(punishment, party, ON, facts_certain=True, legal_basis=True), **changes)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckRange:
    @pytest.mark.parametrize(
        ("party", "amount", "expected"),
        [
            pytest.param(PartyKind.CITIZEN, "200", [], id="公民二百元"),
            pytest.param(PartyKind.CITIZEN, "200.01", ["summary.fine.too_high"], id="公民二百元零一分"),
            pytest.param(PartyKind.ORGANIZATION, "3000", [], id="组织三千元"),
            pytest.param(PartyKind.ORGANIZATION, "3000.01", ["summary.fine.too_high"], id="组织三千元零一分"),
            pytest.param(PartyKind.SOLE_TRADER, "200", [], id="个体工商户二百元"),
            pytest.param(PartyKind.SOLE_TRADER, "200.01", ["summary.fine.sole_trader"], id="个体工商户二百元零一分"),
            pytest.param(PartyKind.SOLE_TRADER, "3000", ["summary.fine.sole_trader"], id="个体工商户三千元"),
            pytest.param(PartyKind.SOLE_TRADER, "3000.01", ["summary.fine.too_high"], id="个体工商户两种读法都超过"),
        ],
    )
    def test_has_its_limit(self, party, amount, expected):
        assert codes(check_range(case(fined(amount), party))) == expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="警告"),
            pytest.param({"facts_certain": False}, ["summary.facts.uncertain"], id="事实不确凿"),
            pytest.param({"facts_certain": None}, ["summary.facts.unknown"], id="事实没有确认"),
            pytest.param({"legal_basis": False}, ["summary.basis.missing"], id="没有依据"),
            pytest.param({"legal_basis": None}, ["summary.basis.unknown"], id="依据没有确认"),
            pytest.param({"hearing_due": True}, ["summary.hearing"], id="属于听证范围"),
            pytest.param({"hearing_due": None}, ["summary.hearing.unknown"], id="听证标准不清楚"),
        ],
    )
    def test_needs_certain_facts_and_a_basis(self, changes, expected):
        assert codes(check_range(case(**changes))) == expected

    @pytest.mark.parametrize("kind", sorted(set(PenaltyKind) - {PenaltyKind.WARNING, PenaltyKind.FINE}))
    def test_no_other_kind_is_decided_on_the_spot(self, kind):
        income = yuan(1) if kind is PenaltyKind.CONFISCATE_INCOME else yuan(0)
        verdict = check_range(case(Punishment(frozenset({PenaltyKind.WARNING, kind}), income=income)))

        assert codes(verdict) == ["summary.kind"]
        assert kind.label in verdict[0].message

    def test_warning_and_fine_go_together(self):
        both = Punishment(frozenset({PenaltyKind.WARNING, PenaltyKind.FINE}), fine=yuan(200))

        assert check_range(case(both)) == ()

    @pytest.mark.parametrize(
        ("limit", "amount", "expected"),
        [
            pytest.param(OtherLimit(Citation(APL, 51), yuan(500)), 500, [], id="法律另有限额"),
            pytest.param(OtherLimit(Citation(APL, 51), yuan(500)), 501, ["summary.fine.other_law"], id="超过另有限额"),
            pytest.param(OtherLimit(Citation(SAMR, 66), yuan(500)), 500, ["summary.fine.too_high"], id="规章不能另定"),
            pytest.param(OtherLimit(Citation("没有这部法", 1), yuan(500)), 500, ["summary.fine.too_high"], id="查不到"),
        ],
    )
    def test_only_a_law_sets_another_limit(self, limit, amount, expected):
        assert codes(check_range(case(fined(amount), other_limit=limit))) == expected

    def test_the_question_on_sole_traders_goes_to_a_person(self):
        (breach,) = check_range(case(fined(300), PartyKind.SOLE_TRADER))

        assert breach.overridable
        assert breach.adr == "ADR-0023"
        assert "按公民还是按组织" in breach.message

    def test_unknown_hearing_thresholds_only_warn(self):
        (breach,) = check_range(case(hearing_due=None))

        assert not breach.blocks


class TestSoleTraders:
    def test_ships_one_row_for_the_nation(self):
        (row,) = sole_traders()

        assert (row.counts_as, row.source.grade, row.source.instrument) == (PartyKind.CITIZEN, "D", "ADR-0023")
        assert fine_limit(PartyKind.SOLE_TRADER, "33", ON) == yuan(200)

    @pytest.mark.parametrize(
        ("counts_as", "grade", "province", "amount", "expected"),
        [
            pytest.param("ORGANIZATION", "A", "440106", 3000, [], id="该省按组织"),
            pytest.param("ORGANIZATION", "A", "33", 3000, ["summary.fine.sole_trader"], id="外省不适用"),
            pytest.param("ORGANIZATION", "A", None, 3000, ["summary.fine.sole_trader"], id="地点不清楚"),
            pytest.param("CITIZEN", "A", "44", 201, ["summary.fine.too_high"], id="该省明文按公民"),
            pytest.param("CITIZEN", "B", "44", 201, ["summary.fine.too_high"], id="该省据报道按公民"),
            pytest.param("CITIZEN", "C", "44", 201, ["summary.fine.sole_trader"], id="没有核实的仍要问"),
        ],
    )
    def test_a_place_may_say_otherwise(self, monkeypatch, counts_as, grade, province, amount, expected):
        rows = (*sole_traders(), *read_sole_traders(ROW.format(counts_as, grade)))
        monkeypatch.setattr(summary, "sole_traders", lambda: rows)

        assert codes(check_range(case(fined(amount), PartyKind.SOLE_TRADER), province)) == expected

    def test_before_the_statute_nothing_is_known(self):
        with pytest.raises(LawRefused) as refused:
            fine_limit(PartyKind.SOLE_TRADER, "33", date(2021, 7, 14))

        assert refused.value.code == "summary.trader.unset"
