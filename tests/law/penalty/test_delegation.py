"""委托处罚：委托书的形式、内容、期限、公布与受托条件。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.penalty.delegation import Delegation, check_delegation

LETTER = Delegation(
    permitted=True,
    written=True,
    names_matters=True,
    names_powers=True,
    names_term=True,
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    published_by_delegator=True,
    published_by_delegate=True,
    public_body=True,
    certified_staff=True,
)


def codes(changes, on=date(2026, 3, 2)):
    return [breach.code for breach in check_delegation(replace(LETTER, **changes), on)]


class TestCheckDelegation:
    def test_a_complete_letter_is_lawful(self):
        assert codes({}) == []

    @pytest.mark.parametrize(
        ("fact", "unmet", "unknown"),
        [
            ("permitted", "delegation.not_permitted", "delegation.permitted.unknown"),
            ("written", "delegation.unwritten", "delegation.written.unknown"),
            ("names_matters", "delegation.matters.missing", "delegation.matters.unknown"),
            ("names_powers", "delegation.powers.missing", "delegation.powers.unknown"),
            ("names_term", "delegation.term.missing", "delegation.term.unknown"),
            (
                "published_by_delegator",
                "delegation.unpublished.delegator",
                "delegation.unpublished.delegator.unknown",
            ),
            ("published_by_delegate", "delegation.unpublished.delegate", "delegation.unpublished.delegate.unknown"),
            ("public_body", "delegation.body.unfit", "delegation.body.unknown"),
            ("certified_staff", "delegation.staff.uncertified", "delegation.staff.unknown"),
        ],
    )
    def test_every_condition_stands_alone(self, fact, unmet, unknown):
        assert codes({fact: False}) == [unmet]
        assert codes({fact: None}) == [unknown]

    @pytest.mark.parametrize(
        ("needed", "equipped", "expected"),
        [
            pytest.param(False, None, [], id="不需要技术检查"),
            pytest.param(False, False, [], id="不需要也没有条件"),
            pytest.param(True, True, [], id="需要且有条件"),
            pytest.param(True, False, ["delegation.equipment.missing"], id="需要而没有条件"),
            pytest.param(True, None, ["delegation.equipment.unknown"], id="需要而不清楚"),
        ],
    )
    def test_equipment_counts_only_where_needed(self, needed, equipped, expected):
        assert codes({"equipment_needed": needed, "equipped": equipped}) == expected

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            pytest.param(date(2025, 12, 31), ["delegation.not_yet"], id="开始前一日"),
            pytest.param(date(2026, 1, 1), [], id="开始当日"),
            pytest.param(date(2026, 12, 31), [], id="末日"),
            pytest.param(date(2027, 1, 1), ["delegation.expired"], id="期满次日"),
        ],
    )
    def test_holds_from_its_first_to_its_last_day(self, on, expected):
        assert codes({}, on) == expected

    @pytest.mark.parametrize("gap", [{"starts_on": None}, {"ends_on": None}])
    def test_a_term_without_its_dates_is_unknown(self, gap):
        assert codes(gap) == ["delegation.dates.unknown"]

    def test_is_never_passed_on(self):
        (breach,) = check_delegation(replace(LETTER, passed_on=True), date(2026, 3, 2))

        assert (breach.code, str(breach.citation)) == ("delegation.passed_on", "行政处罚法第二十条第四款")
        assert breach.blocks
