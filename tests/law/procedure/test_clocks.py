"""办案期限：延长、中止怎样算进去。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Pause, Prolongation
from tongpan.law.limits import Regime
from tongpan.law.model.probing import held
from tongpan.law.model.probing.base import a_thing
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, investigated
from tongpan.law.period import Authority, Ground
from tongpan.law.procedure.clocks import decision_limit, prolongable
from tongpan.law.procedure.running import limits_of_thing
from tongpan.law.procedure.view import CaseView, ThingView

CALENDAR = national()
HEAD = Prolongation(DAY_ONE + timedelta(days=80), 30, Authority.HEAD)
TOGETHER = Prolongation(DAY_ONE + timedelta(days=110), 60, Authority.COLLECTIVE)


def view(regime, **values):
    (found,) = CaseView(investigated(a_clue(a_charge(regime=regime), **values)), DAY_ONE, CALENDAR).charges
    return found


@pytest.mark.parametrize(
    ("regime", "rows", "due_on"),
    [
        pytest.param(None, (), date(2026, 5, 31), id="法律的九十日"),
        pytest.param(Regime.HURD, (HEAD,), date(2026, 6, 30), id="负责人延长"),
        pytest.param(Regime.HURD, (HEAD, TOGETHER), date(2026, 8, 29), id="集体讨论再延长"),
        pytest.param(Regime.HURD, (HEAD, HEAD), date(2026, 6, 30), id="负责人不能延长第二次"),
        pytest.param(Regime.HURD, (HEAD, TOGETHER, HEAD), date(2026, 8, 29), id="没有第三次延长"),
        pytest.param(Regime.HURD, (TOGETHER,), date(2026, 5, 31), id="越级的延长不算"),
        pytest.param(None, (HEAD,), date(2026, 5, 31), id="法律没有延长"),
    ],
)
def test_counts_what_the_rules_know(regime, rows, due_on):
    assert decision_limit(view(regime, prolongations=rows)).due_on == due_on


@pytest.mark.parametrize(
    ("regime", "due_on"),
    [
        pytest.param(Regime.HURD, date(2026, 6, 10), id="鉴定不计入"),
        pytest.param(Regime.TRA, date(2026, 5, 31), id="规定没有列出的不扣除"),
    ],
)
def test_leaves_out_only_what_the_rules_name(regime, due_on):
    pause = Pause(Ground.TESTING, date(2026, 3, 10), date(2026, 3, 19))

    assert decision_limit(view(regime, pauses=(pause,))).due_on == due_on


def test_a_case_not_filed_has_no_such_limit():
    (found,) = CaseView(a_clue(), DAY_ONE, CALENDAR).charges

    assert decision_limit(found) is None


@pytest.mark.parametrize(
    ("regime", "done", "grantor"),
    [
        (None, (), None),
        (Regime.HURD, (), Authority.HEAD),
        (Regime.HURD, (HEAD,), Authority.COLLECTIVE),
        (Regime.AGR, (HEAD,), Authority.SUPERIOR),
        (Regime.TRA, (HEAD,), None),
        (Regime.HURD, (HEAD, TOGETHER), None),
    ],
)
def test_who_prolongs_next(regime, done, grantor):
    rule = prolongable(view(regime, prolongations=done))

    assert (rule.authority if rule is not None else None) is grantor


@pytest.mark.parametrize("rows", [(), (HEAD,)], ids=["没有延长", "延长了"])
def test_a_filing_before_the_first_calendar_has_no_day_that_is_known(rows):
    early = DAY_ONE.replace(year=2014)
    filed = replace(investigated(a_clue()).filing, at=early)
    charge = a_charge(regime=Regime.HURD)
    facts = replace(investigated(a_clue(charge)), filing=filed, prolongations=rows)
    (found,) = CaseView(facts, DAY_ONE, CALENDAR).charges

    assert decision_limit(found) is None


class TestRulesOfOneProvince:
    """浙江省行政程序办法只在浙江："""

    @pytest.mark.parametrize(
        ("province", "due_on"), [("330106", date(2026, 6, 10)), ("440106", None)], ids=["浙江", "广东"]
    )
    def test_set_the_time_to_decide_there_alone(self, province, due_on):
        pause = Pause(Ground.TESTING, date(2026, 3, 10), date(2026, 3, 19))
        found = decision_limit(view(Regime.ZJP, province=province, pauses=(pause,)))

        assert (found.due_on if found is not None else None) == due_on

    def test_let_nobody_prolong_elsewhere(self):
        assert prolongable(view(Regime.ZJP, province="440106")) is None

    @pytest.mark.parametrize(
        ("province", "limits"), [("330106", ["DL-06", "DL-05"]), ("440106", ["DL-06"])], ids=["浙江", "广东"]
    )
    def test_count_the_hours_for_approval_there_alone(self, province, limits):
        facts = replace(investigated(a_clue(a_charge(regime=Regime.ZJP), province=province)), things=(a_thing(),))
        facts = held(facts, urgent=True, approved_at=None)
        (found,) = CaseView(facts, DAY_ONE, CALENDAR).charges

        assert [each.rule for each in limits_of_thing(ThingView(found, facts.things[0], facts.measures[0]))] == limits
