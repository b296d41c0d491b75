"""模型检验：有界穷举，不变式不破，前件不空，关口全到，去掉守卫必破。"""

import pytest

from tongpan.law.calendar import national
from tongpan.law.invariants import procedural
from tongpan.law.model.checking import Report, check, declared_codes, replay, told, unguarded
from tongpan.law.model.explore import explore
from tongpan.law.model.probing import decided
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.starting import DAY_ONE, a_clue, a_party, investigated
from tongpan.law.procedure import Step

BEYOND = {
    "coercion.approval.missing": "被违反的是更早的一步（INV-51）",
    "coercion.auction.no_demand": "行政强制法46条第3款，81条没有写拍卖",
    "coercion.auction.pending": "同上",
    "coercion.auction.unknown": "同上",
    "coercion.court.review_late": "行政强制法56、58条向上一级法院申请复议的十五日，81条没有写",
    "coercion.enforcement.paused": "行政强制法39条的中止执行，81条没有写",
    "coercion.resumption.drop_unknown": "同上",
    "coercion.resumption.dropped": "同上",
    "coercion.resumption.early": "同上",
    "coercion.resumption.unknown": "同上",
    "coercion.suspension.term_runs": "只提醒",
    "coercion.money.early": "行政强制法46条第1款，81条没有写三十日",
    "coercion.money.no_demand": "同上",
    "coercion.decision.reason": "行政强制法37条第1款的正当理由，81条没有写",
    "coercion.decision.reason_unknown": "同上",
    "coercion.demolition.hardship": "浙江违法建筑处置规定20条，81条没有写",
    "coercion.demolition.hardship_unknown": "同上",
    "coercion.demolition.uncharged": "城乡规划法68条的责成，81条没有写",
    "enforcement.court.uncollected": "没有到位的款项仍然应缴，结案时另有守卫（INV-78）",
    "enforcement.judgment.early": "行政诉讼法95条的执行判决，81条没有写",
    "enforcement.zone.unknown": "不清楚的先查明",
    "coercion.time.holiday_unknown": "日历没有公布的不下结论",
    "coercion.time.weekend": "只提醒",
    "decision.clock.invalid": "被违反的是更早的一步（INV-36）",
    "docketing.evidence.missing": "立案条件，81条没有写",
    "docketing.evidence.unknown": "同上",
    "docketing.jurisdiction.other": "同上",
    "docketing.jurisdiction.unknown": "同上",
    "docketing.limitation.over": "同上",
    "docketing.limitation.unknown": "同上",
    "docketing.penalty.undeserved": "同上",
    "docketing.penalty.unknown": "同上",
    "docketing.handlers.few": "立案时的承办人数，执法时另有守卫（INV-04）",
    "filing.clue.missing": "立案条件，81条没有写",
    "enforcement.not_due": "催告之前履行期限届满，81条写在强制执行决定上（INV-57）",
    "hearing.announcement.missing": "市场监管听证办法22条，81条没有写公告",
    "hearing.announcement.short": "同上",
    "hearing.request.late": "过期的要求可以不受理，受理也不违反81条",
    "no_penalty.first": "只提醒",
    "notice.proposal.missing": "没有拟处内容时告知没有意义，另有守卫",
    "preservation.unserved": "农业程序规定44条，81条没有写送达",
    "referral.reply.late": "过期的提请由对方处理，不违反81条",
    "remedies.appeal.late": "行政诉讼法85条的上诉期限，81条没有写",
    "remedies.judgment.not_final": "同上",
    "remedies.changed.duty": "只提醒",
    "remedies.copy.unknown": "答复的期限从收到副本起算，81条没有写答复",
    "report.evidence.none": "报告本身不在81条之列，决定另有守卫（INV-20）",
    "refund.cash": "现金先缴银行、再退还，81条没有写",
    "remedies.redo.procedure_after_suit": "只提醒",
    "reopening.enforcing": "重新处理之前先终结执行，81条没有写",
    "reopening.published": "重新处理之前先撤回公开，执行时另有守卫（INV-74）",
    "revocation.pending.litigation": "只提醒",
    "revocation.pending.reconsideration": "只提醒",
    "revocation.upheld.litigation": "只提醒",
    "revocation.upheld.reconsideration": "只提醒",
    "responsibility.opinion.missing": "只提醒",
    "review.stale": "解释（ADR-0041），81条没有写",
    "service.missing": "另有守卫，见INV-46",
    "service.public.groundless": "违反要到公告期满才显现，见下面的突变搜索",
    "service.public.unknown": "同上",
    "summary.hearing.unknown": "只提醒",
}
"""Guards that no single forbidden step connects to one of the 81, each with why."""


@pytest.fixture(scope="module")
def report() -> Report:
    return check()


def test_no_lawful_history_breaks_an_invariant(report):
    assert [told(each) for each in report.broken] == []


def test_every_antecedent_is_met_by_a_lawful_history(report):
    assert {each.number for each in procedural()} - report.spoken == set()


def test_every_step_is_performed_somewhere(report):
    assert set(Step) - report.performed == set()


def test_every_declared_code_is_met_and_no_other(report):
    assert report.codes == declared_codes()


def test_every_invariant_breaks_when_one_guard_is_removed(report):
    assert unguarded(report) == []
    assert [n for n, found in report.guards.items() if all("＋" in each.guard for each in found)] == []


def test_every_counterexample_stands_when_it_is_replayed(report):
    findings = [found[0] for found in report.guards.values()]

    assert [told(each) for each in findings if not replay(each, national())] == []


def test_every_guard_serves_an_invariant_or_says_why_not(report):
    serving = {code for found in report.guards.values() for each in found for code in each.guard.split("＋")}

    assert declared_codes() - serving == set(BEYOND)


def test_the_search_is_large_enough_to_mean_something(report):
    assert report.states > 10_000
    assert report.transitions > report.states
    assert report.depth >= 15


def test_a_counterexample_is_told_in_chinese(report):
    words = told(next(each for each in report.guards[24] if each.guard == "notice.missing"))

    assert words.startswith("去掉“notice.missing”后，不变式INV-24")
    assert "作出处罚决定" in words


class TestMutants:
    """The search itself, with one guard taken out of the procedure."""

    def test_public_notice_without_a_cause_is_found_when_its_period_is_over(self):
        party = a_party(untraceable=False)
        scenario = Scenario(
            "公告送达",
            decided(investigated(a_clue(party=party)), served=False),
            frozenset({Step.SERVE_PUBLIC, Step.CONFIRM_PUBLIC}),
            until=DAY_ONE.replace(month=4, day=10).date(),
        )
        without = frozenset({"service.public.groundless"})

        found = explore(scenario, national(), without=without, stop_at_first=True)

        assert explore(scenario, national()).broken == []
        assert found.broken[0].invariant == 46
        assert [each.step for each in found.broken[0].trace if each.step] == [Step.SERVE_PUBLIC, Step.CONFIRM_PUBLIC]

    def test_a_search_stops_at_its_bound_and_says_so(self):
        scenario = Scenario("短", a_clue(), frozenset({Step.SHOW_IDENTITY, Step.GATHER}), until=DAY_ONE.date())

        assert explore(scenario, national()).complete
        assert not explore(scenario, national(), most_states=1).complete
