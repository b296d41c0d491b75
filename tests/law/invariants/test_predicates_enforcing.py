"""强制执行的不变式（INV-57至INV-62）：催告、夜间和节假日、强制拆除、代履行、申请法院、撤销以后。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.law.invariants.enforcements import DEMAND, ENFORCED, POWERS, SECOND, enforced, served_on, taken
from tests.law.invariants.histories import Outlook, answer, on

from tongpan.law.facts.words import Duty, Enforcing, Outcome, RemedyKind
from tongpan.law.model.starting import a_charge
from tongpan.law.period import SHANGHAI


class TestDemanded:
    """INV-57: 行政强制法35、36、37."""

    WAYS = [Enforcing.AUCTION, Enforcing.DEMOLITION, Enforcing.SUBSTITUTE]

    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize(
        ("told", "holds"),
        [
            pytest.param({}, True, id="期限届满的次日"),
            pytest.param({"perform_by": date(2026, 4, 14)}, False, id="期限的最后一日"),
            pytest.param({"perform_by": None}, False, id="没有写明期限"),
            pytest.param({"complete": False}, False, id="内容不全"),
            pytest.param({"served_at": None}, False, id="没有送达"),
            pytest.param({"served_at": ENFORCED, "hiding": True}, True, id="送达之时，有转移隐匿财物迹象"),
            pytest.param({"served_at": ENFORCED + SECOND, "hiding": True}, False, id="决定后才送达"),
            pytest.param({"perform_by": date(2026, 4, 20), "hiding": True}, True, id="催告期间，有转移隐匿财物迹象"),
        ],
    )
    def test_a_demand_goes_before_and_its_day_is_past(self, way, told, holds):
        assert answer(57, enforced(way, demands=(replace(DEMAND, **told),))) is holds

    @pytest.mark.parametrize("way", WAYS)
    def test_without_a_demand_nothing_is_enforced(self, way):
        assert answer(57, enforced(way, demands=())) is False

    @pytest.mark.parametrize(
        ("defence_at", "rechecked_at", "holds"),
        [
            pytest.param(on(4, 3), on(4, 7), True, id="已复核"),
            pytest.param(on(4, 3), ENFORCED, True, id="决定时已复核"),
            pytest.param(on(4, 3), ENFORCED + SECOND, False, id="决定后才复核"),
            pytest.param(on(4, 3), None, False, id="没有复核"),
            pytest.param(ENFORCED, None, False, id="决定之时提出"),
            pytest.param(ENFORCED + SECOND, None, True, id="决定以后才提出"),
        ],
    )
    def test_a_defence_is_verified_before(self, defence_at, rechecked_at, holds):
        row = replace(DEMAND, defence_at=defence_at, rechecked_at=rechecked_at)

        assert answer(57, enforced(Enforcing.DEMOLITION, demands=(row,))) is holds
        assert answer(57, enforced(Enforcing.DEMOLITION, demands=(replace(row, perform_by=None),))) is False

    def test_the_last_demand_that_was_served_counts(self):
        again = replace(DEMAND, at=on(4, 10), served_at=on(4, 10), perform_by=date(2026, 4, 20))

        assert answer(57, enforced(Enforcing.DEMOLITION, demands=(DEMAND, again))) is False
        assert answer(57, enforced(Enforcing.DEMOLITION, demands=(DEMAND, replace(again, served_at=None)))) is True

    @pytest.mark.parametrize("way", [Enforcing.CLEARING, Enforcing.COURT])
    def test_clearing_at_once_and_the_court_are_asked_elsewhere(self, way):
        assert answer(57, enforced(way, demands=())) is None


class TestHours:
    """INV-58: 行政强制法43；夜间为二十二时至六时（ADR-0031）."""

    TIMES = [
        pytest.param(datetime(2026, 10, 9, 21, 59, tzinfo=SHANGHAI), True, id="二十一时五十九分"),
        pytest.param(datetime(2026, 10, 9, 22, 0, tzinfo=SHANGHAI), False, id="二十二时"),
        pytest.param(datetime(2026, 10, 9, 23, 0, tzinfo=SHANGHAI), False, id="二十三时"),
        pytest.param(datetime(2026, 10, 9, 5, 59, tzinfo=SHANGHAI), False, id="五时五十九分"),
        pytest.param(datetime(2026, 10, 9, 6, 0, tzinfo=SHANGHAI), True, id="六时"),
        pytest.param(datetime(2026, 10, 7, 10, 0, tzinfo=SHANGHAI), False, id="国庆节"),
        pytest.param(datetime(2026, 10, 10, 10, 0, tzinfo=SHANGHAI), True, id="调休上班的星期六"),
        pytest.param(datetime(2026, 10, 24, 10, 0, tzinfo=SHANGHAI), True, id="平常的星期六"),
    ]

    @pytest.mark.parametrize("way", [each for each in Enforcing if each is not Enforcing.COURT])
    @pytest.mark.parametrize(("at", "holds"), TIMES)
    def test_nothing_is_enforced_at_night_or_on_a_holiday(self, way, at, holds):
        assert answer(58, enforced(way, performed_at=at)) is holds

    @pytest.mark.parametrize(("at", "holds"), TIMES)
    def test_what_is_urgent_does_not_wait(self, at, holds):
        assert answer(58, enforced(Enforcing.CLEARING, performed_at=at, urgent=True)) is True

    def test_of_what_is_not_performed_or_performed_by_the_court_it_says_nothing(self):
        night = datetime(2026, 10, 9, 23, tzinfo=SHANGHAI)

        assert answer(58, enforced(Enforcing.DEMOLITION)) is None
        assert answer(58, enforced(Enforcing.COURT, performed_at=night)) is None


FREE = on(9, 3)
"""the first day after six months from the second of March"""


def demolished(performed_at=FREE, **told):
    return enforced(Enforcing.DEMOLITION, **({"announced_at": ENFORCED, "performed_at": performed_at} | told))


class TestDemolition:
    """INV-59: 行政强制法13、44；行政诉讼法46（六个月）；ADR-0033（两种救济的期限都届满）."""

    @pytest.mark.parametrize(("powers", "holds"), POWERS)
    def test_the_organ_enforces_by_a_law(self, powers, holds):
        assert answer(59, demolished(powers=powers)) is holds

    @pytest.mark.parametrize(
        ("announced_at", "holds"),
        [
            pytest.param(FREE, True, id="实施之时已公告"),
            pytest.param(FREE + SECOND, False, id="实施后才公告"),
            pytest.param(None, False, id="没有公告"),
        ],
    )
    def test_it_is_announced(self, announced_at, holds):
        assert answer(59, demolished(announced_at=announced_at)) is holds

    @pytest.mark.parametrize(
        ("served", "last"),
        [
            pytest.param(date(2026, 3, 2), date(2026, 9, 2), id="当年"),
            pytest.param(date(2025, 6, 16), date(2025, 12, 16), id="十二月"),
            pytest.param(date(2025, 7, 15), date(2026, 1, 15), id="次年一月"),
            pytest.param(date(2025, 8, 31), date(2026, 2, 28), id="月末没有对应的日期"),
            pytest.param(date(2026, 3, 5), date(2026, 9, 7), id="最后一日是星期六，顺延"),
        ],
    )
    def test_it_waits_for_the_six_months_to_sue(self, served, last):
        at = datetime(served.year, served.month, served.day, 9, tzinfo=SHANGHAI)
        end = datetime(last.year, last.month, last.day, 9, tzinfo=SHANGHAI)

        facts = {day: demolished(end + timedelta(days=day), announced_at=at) for day in (0, 1)}

        assert answer(59, served_on(facts[0], at)) is False
        assert answer(59, served_on(facts[1], at)) is True

    def test_what_was_not_served_does_not_run_out(self):
        assert answer(59, served_on(demolished(on(12, 1)), None)) is False

    @pytest.mark.parametrize(
        ("remedy", "holds"),
        [
            pytest.param(taken(on(4, 1)), False, id="未决"),
            pytest.param(taken(on(4, 1), FREE), True, id="恰好终结"),
            pytest.param(taken(on(4, 1), FREE + SECOND), False, id="后来才终结"),
            pytest.param(taken(FREE), False, id="同一时刻申请"),
            pytest.param(taken(FREE + SECOND), True, id="后来才申请"),
            pytest.param(taken(on(4, 1), kind=RemedyKind.LITIGATION), False, id="诉讼未决"),
        ],
    )
    def test_no_remedy_is_pending(self, remedy, holds):
        assert answer(59, replace(demolished(), remedies=(remedy,))) is holds

    def test_of_other_ways_and_of_what_still_stands_it_says_nothing(self):
        assert answer(59, demolished(None)) is None
        assert answer(59, enforced(Enforcing.SUBSTITUTE, performed_at=on(4, 15), powers=())) is None


class TestSubstitute:
    """INV-60: 行政强制法50、51（三日前催告，决定书载明预算，到场监督）、52."""

    CHARGE = a_charge(duty=Duty.CLEAR, danger=True, public_place=True, unable=True)
    ASKED = replace(DEMAND, at=on(3, 20), served_at=on(3, 20))
    ORDER = {
        "way": Enforcing.SUBSTITUTE,
        "decided_at": on(3, 20),
        "performed_at": on(3, 26),
        "budget": True,
        "supervised": True,
    }

    def substituted(self, charge=None, demands=None, perform_by=date(2026, 3, 17), **order):
        demands = (self.ASKED,) if demands is None else demands
        facts = enforced(charge=charge or self.CHARGE, demands=demands, **(self.ORDER | order))
        return replace(facts, decisions=tuple(replace(each, perform_by=perform_by) for each in facts.decisions))

    @pytest.mark.parametrize(
        ("performed_at", "holds"),
        [
            pytest.param(on(3, 25), False, id="隔两个工作日"),
            pytest.param(on(3, 26), True, id="隔三个工作日"),
            pytest.param(on(3, 27), True, id="隔四个工作日"),
        ],
    )
    def test_it_is_demanded_three_days_before(self, performed_at, holds):
        assert answer(60, self.substituted(performed_at=performed_at)) is holds

    def test_the_last_demand_counts_and_only_one_that_was_served(self):
        again = replace(self.ASKED, served_at=on(3, 24))
        lost = replace(self.ASKED, served_at=None)

        assert answer(60, self.substituted(demands=(self.ASKED, again))) is False
        assert answer(60, self.substituted(demands=(self.ASKED, lost))) is True
        assert answer(60, self.substituted(demands=(lost,))) is False
        assert answer(60, self.substituted(demands=())) is False

    @pytest.mark.parametrize(
        ("perform_by", "holds"),
        [
            pytest.param(date(2026, 3, 25), True, id="期限届满的次日"),
            pytest.param(date(2026, 3, 26), False, id="期限的最后一日"),
            pytest.param(None, False, id="没有写明期限"),
        ],
    )
    def test_the_duty_is_overdue(self, perform_by, holds):
        assert answer(60, self.substituted(perform_by=perform_by)) is holds

    def test_the_last_decision_counts(self):
        facts = self.substituted()
        later = tuple(replace(each, perform_by=date(2026, 6, 1)) for each in facts.decisions)

        assert answer(60, replace(facts, decisions=(*facts.decisions, *later))) is False

    @pytest.mark.parametrize(
        "order",
        [
            pytest.param({"budget": False}, id="没有预算"),
            pytest.param({"budget": None}, id="有没有预算不明"),
            pytest.param({"decided_at": on(3, 26)}, id="决定同时实施"),
            pytest.param({"supervised": False}, id="没有到场监督"),
            pytest.param({"supervised": None}, id="是否监督不明"),
        ],
    )
    def test_it_is_ordered_with_its_cost_and_supervised(self, order):
        assert answer(60, self.substituted(**order)) is False

    def test_the_order_may_come_a_moment_before(self):
        assert answer(60, self.substituted(decided_at=on(3, 26) - SECOND)) is True

    @pytest.mark.parametrize("danger", [False, None], ids=["没有危害", "危害不明"])
    def test_not_performing_does_harm(self, danger):
        assert answer(60, self.substituted(replace(self.CHARGE, danger=danger))) is False

    @pytest.mark.parametrize("fact", ["danger", "public_place", "unable"])
    @pytest.mark.parametrize("known", [False, None], ids=["不是", "不明"])
    def test_only_what_cannot_wait_in_a_public_place_is_cleared_at_once(self, fact, known):
        assert answer(60, enforced(Enforcing.CLEARING, self.CHARGE, ())) is True
        assert answer(60, enforced(Enforcing.CLEARING, replace(self.CHARGE, **{fact: known}), ())) is False

    def test_of_other_ways_and_of_what_is_not_performed_it_says_nothing(self):
        assert answer(60, self.substituted(performed_at=None, budget=None)) is None
        assert answer(60, self.substituted(way=Enforcing.AUCTION, budget=None)) is None


class TestRevoked:
    """INV-62: 行政强制法40第四项、41."""

    REVOKED = taken(on(4, 20), on(5, 20), Outcome.REVOKED)

    def undone(self, remedy=None, **order):
        return replace(enforced(Enforcing.AUCTION, **order), remedies=(remedy or self.REVOKED,))

    @pytest.mark.parametrize(
        ("order", "holds"),
        [
            pytest.param({}, True, id="决定在撤销之前，没有实施"),
            pytest.param({"performed_at": on(5, 20)}, True, id="撤销之时实施"),
            pytest.param({"performed_at": on(5, 20) + SECOND}, False, id="撤销之后实施"),
            pytest.param({"decided_at": on(5, 20)}, True, id="撤销之时决定"),
            pytest.param({"decided_at": on(5, 20) + SECOND}, False, id="撤销之后决定"),
        ],
    )
    def test_nothing_more_is_enforced(self, order, holds):
        restored = replace(self.REVOKED, restored_at=on(5, 25))

        assert answer(62, self.undone(restored, **order), on(6, 1), Outlook()) is holds

    @pytest.mark.parametrize(
        ("outlook", "holds"),
        [
            pytest.param(Outlook(opened=("RESTORE",)), True, id="可以恢复原状"),
            pytest.param(Outlook(), False, id="不能恢复原状"),
            pytest.param(None, True, id="只看经过"),
        ],
    )
    def test_what_was_done_is_undone(self, outlook, holds):
        assert answer(62, self.undone(), on(6, 1), outlook) is holds

    @pytest.mark.parametrize(
        "told",
        [
            pytest.param({"outcome": Outcome.UPHELD}, id="维持"),
            pytest.param({"ended_at": None}, id="没有终结"),
            pytest.param({"ended_at": None, "outcome": None}, id="未决"),
        ],
    )
    def test_while_the_decision_stands_it_says_nothing(self, told):
        facts = self.undone(replace(self.REVOKED, **told), performed_at=on(5, 25))

        assert answer(62, facts, on(6, 1), Outlook()) is None
        assert answer(62, replace(facts, remedies=()), on(6, 1), Outlook()) is None
