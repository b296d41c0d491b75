"""从旧兼从轻：行为时与决定时的规定，生态环境法典施行前后的比较。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.penalty.law_in_force import (
    Application,
    Change,
    Comparison,
    change_after,
    check_version,
    predecessors,
)
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import UnknownStatute, statute, statutes
from tongpan.law.titles import APL, ECOLOGY_CODE

AIR = "中华人民共和国大气污染防治法"
CHANGED = date(2026, 8, 15)
BEFORE = date(2026, 8, 14)
OLD = Application(AIR, date(2026, 6, 1), date(2026, 6, 1), date(2026, 9, 1))
NEW = replace(OLD, cited=ECOLOGY_CODE)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestChangeAfter:
    @pytest.mark.parametrize(
        ("act_on", "decided_on", "changed"),
        [
            pytest.param(BEFORE, CHANGED, True, id="前一日行为，施行当日决定"),
            pytest.param(BEFORE, BEFORE, False, id="施行前决定"),
            pytest.param(CHANGED, CHANGED, False, id="施行后行为"),
        ],
    )
    def test_is_seen_from_both_sides(self, act_on, decided_on, changed):
        old, new = change_after(AIR, act_on, decided_on), change_after(ECOLOGY_CODE, act_on, decided_on)

        assert old == (Change((AIR,), ECOLOGY_CODE, CHANGED) if changed else None)
        assert (new is not None) == changed
        if new is not None:
            assert len(new.old) == 10
            assert (new.new, new.on) == (ECOLOGY_CODE, CHANGED)

    def test_ten_laws_went_into_the_code(self):
        assert len(predecessors(statute(ECOLOGY_CODE))) == 10
        assert predecessors(statute(APL)) == ()

    def test_an_unknown_title_is_refused(self):
        with pytest.raises(UnknownStatute):
            change_after("没有这部法", BEFORE, CHANGED)


class TestCheckVersion:
    @pytest.mark.parametrize(
        ("application", "expected"),
        [
            pytest.param(replace(OLD, decided_on=BEFORE), [], id="旧法期内作出"),
            pytest.param(OLD, ["law.comparison.missing"], id="引旧法没有比较"),
            pytest.param(NEW, ["law.comparison.missing"], id="引新法没有比较"),
            pytest.param(replace(OLD, comparison=Comparison.OLD_LIGHTER), [], id="旧轻引旧"),
            pytest.param(replace(OLD, comparison=Comparison.EQUAL), [], id="相同引旧"),
            pytest.param(replace(OLD, comparison=Comparison.NEW_LIGHTER), ["law.newer_applies"], id="新轻引旧"),
            pytest.param(replace(OLD, comparison=Comparison.NEW_LAWFUL), ["law.no_longer_unlawful"], id="新不违法引旧"),
            pytest.param(replace(NEW, comparison=Comparison.NEW_LIGHTER), [], id="新轻引新"),
            pytest.param(replace(NEW, comparison=Comparison.OLD_LIGHTER), ["law.older_applies"], id="旧轻引新"),
            pytest.param(replace(NEW, comparison=Comparison.EQUAL), ["law.older_applies"], id="相同引新"),
            pytest.param(replace(NEW, comparison=Comparison.NEW_LAWFUL), ["law.no_longer_unlawful"], id="新不违法引新"),
            pytest.param(replace(NEW, began_on=CHANGED, ended_on=CHANGED), [], id="法典施行后的行为"),
            pytest.param(
                replace(OLD, began_on=CHANGED, ended_on=CHANGED), ["law.not_in_force"], id="施行后的行为引旧法"
            ),
            pytest.param(replace(NEW, decided_on=BEFORE), ["law.not_in_force"], id="施行前决定引法典"),
            pytest.param(replace(NEW, ended_on=CHANGED), ["law.crossed"], id="行为跨越施行日"),
            pytest.param(replace(NEW, ended_on=CHANGED, comparison=Comparison.OLD_LIGHTER), [], id="跨越且已比较"),
            pytest.param(replace(OLD, ended_on=CHANGED), ["law.not_in_force"], id="跨越却引旧法"),
            pytest.param(replace(OLD, cited="没有这部法"), ["law.statute.unknown"], id="目录中没有"),
            pytest.param(replace(OLD, began_on=None), ["law.act.unknown"], id="发生日不清楚"),
            pytest.param(replace(OLD, ended_on=None), ["law.act.unknown"], id="终了日不清楚"),
            pytest.param(replace(OLD, decided_on=None), ["law.decision.unknown"], id="决定日没有"),
            pytest.param(
                replace(OLD, ended_on=None, decided_on=None), ["law.act.unknown", "law.decision.unknown"], id="都没有"
            ),
            pytest.param(
                Application(APL, date(2021, 7, 14), date(2021, 7, 14), date(2026, 1, 1)),
                ["law.none_at_act"],
                id="查不到行为时的规定",
            ),
            pytest.param(
                Application(APL, date(2021, 7, 14), date(2021, 7, 15), date(2026, 1, 1)), [], id="跨越而没有旧规定"
            ),
        ],
    )
    def test_is_the_old_unless_the_new_is_lighter(self, application, expected):
        assert codes(check_version(application)) == expected

    def test_compares_side_by_side(self):
        (breach,) = check_version(OLD)

        assert f"旧为《{AIR}》，新为《{ECOLOGY_CODE}》" in breach.message
        assert "2026年8月15日" in breach.message
        assert str(breach.citation) == "生态环境法典第一千零五十七条"

    def test_a_law_repealed_without_a_successor_is_said(self):
        repealed = next(
            (each for each in statutes().values() if each.in_force_to is not None and each.replaced_by is None),
            None,
        )
        act = repealed.in_force_from
        (breach,) = check_version(Application(repealed.title, act, act, repealed.in_force_to))

        assert "新为没有新规定" in breach.message
        assert str(breach.citation) == "行政处罚法第三十七条"

    def test_a_change_while_the_act_lasted_may_be_overridden(self):
        (breach,) = check_version(replace(NEW, ended_on=CHANGED))

        assert breach.overridable

    @pytest.mark.parametrize(
        "application",
        [replace(OLD, began_on=date(2026, 6, 2)), replace(OLD, decided_on=date(2026, 5, 31))],
    )
    def test_days_out_of_order_are_refused(self, application):
        with pytest.raises(LawRefused) as refused:
            check_version(application)

        assert refused.value.code == "law.dates.order"

    @pytest.mark.parametrize("comparison", Comparison)
    def test_every_finding_is_named(self, comparison):
        assert comparison.label != comparison.value
