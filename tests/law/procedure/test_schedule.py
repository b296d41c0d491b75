"""阶段、岗位、时限表：每一步由谁办、多久办完、依据哪一条。"""

from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts.words import Role, Track
from tongpan.law.limits import LimitRefused, Regime, find_provision, rule, rules
from tongpan.law.model.starting import DAY_ONE, ON_SPOT, a_charge, a_clue, investigated
from tongpan.law.procedure import Act, Step, Target, next_steps, perform, running
from tongpan.law.procedure.schedule import LIMITS, TOGETHER_POST, Stage, limit_words, post_of, schedule

POSTS = {each.label for each in Role} | {TOGETHER_POST}
ELSEWHERE = {"DL-06", "DL-05", "DL-35"}
"""limits of seized things, which the schedule of a penalty does not show"""


def line(step, track=Track.ORDINARY, regime=None, province=None):
    (found,) = [each for each in schedule(track, regime, province) if each.step is step]
    return found


def told(limits):
    return [(each.rule, each.text, str(each.citation)) for each in limits]


class TestSchedule:
    @pytest.mark.parametrize("track", list(Track))
    def test_m143_every_step_has_a_post_and_every_limit_stands_in_the_register(self, track):
        lines = schedule(track, Regime.SAMR, "330802")

        assert len({each.step for each in lines}) == len(lines)
        assert [each.stage for each in lines] == sorted((each.stage for each in lines), key=list(Stage).index)
        assert all(each.post in POSTS and each.basis.gist for each in lines)
        assert {limit.rule for each in lines for limit in each.limits} <= set(rules())

    def test_m143_every_limit_that_runs_in_a_case_ends_with_a_step_of_the_schedule(self):
        clocks = (*running.UNDECIDED, *running.DECIDED, *running.REFERRED)
        named = {name for limits in LIMITS.values() for name in limits}

        assert {each.rule for each in clocks} - ELSEWHERE <= named

    @pytest.mark.parametrize(
        ("step", "post", "article"),
        [
            pytest.param(Step.GATHER, "承办人", "行政处罚法第四十二条第一款", id="两名承办人调查"),
            pytest.param(Step.FILE, "审批负责人", "行政处罚法第五十七条第一款", id="负责人批准立案"),
            pytest.param(Step.HOLD_HEARING, "听证主持人", "行政处罚法第六十四条第四项", id="主持人主持听证"),
            pytest.param(Step.REVIEW, "审核人员", "行政处罚法第五十八条第一款", id="审核人员审核"),
            pytest.param(Step.DELIBERATE, "负责人集体", "行政处罚法第五十七条第二款", id="集体讨论"),
            pytest.param(Step.DECIDE, "作出决定的负责人", "行政处罚法第五十七条第一款", id="负责人决定"),
            pytest.param(
                Step.APPROVE_REFERRAL,
                "正职负责人或者主持工作的负责人",
                "行政执法机关移送涉嫌犯罪案件的规定第五条第二款",
                id="正职负责人批准移送",
            ),
            pytest.param(Step.DISPOSE, "审批负责人", "行政处罚法第五十七条第一款", id="负责人处理登记保存的证据"),
        ],
    )
    def test_m143_m157_the_post_is_the_one_the_gates_ask_for(self, step, post, article):
        found = line(step)

        assert (found.post, str(found.basis)) == (post, article)

    def test_m143_handlers_preserve_evidence_with_the_heads_approval(self):
        lines = schedule(Track.ORDINARY, Regime.AGR, "530102")
        approved = {each.step: each.approval for each in lines if each.approval}

        assert approved == {Step.PRESERVE: "审批负责人"}

    @pytest.mark.parametrize(
        ("step", "regime", "province", "expected"),
        [
            (Step.DECIDE, None, None, [("DL-09", "90日内", "行政处罚法第六十条")]),
            (Step.FILE, Regime.AGR, None, [("DL-01", "7个工作日内", "农业行政处罚程序规定第三十条")]),
            (Step.FILE, Regime.SAMR, None, [("DL-01", "15个工作日内", "市场监督管理行政处罚程序规定第十八条第一款")]),
            (Step.HOLD_HEARING, None, None, [("DL-13", "满7个工作日后方可", "行政处罚法第六十四条第二项")]),
            (Step.STATE, None, "330802", [("DL-11", "3个工作日内", "浙江省行政程序办法第五十二条第二款")]),
            (Step.CLOSE, None, None, [("DL-46", "没有规定期限", "None")]),
            (Step.GATHER, None, None, []),
        ],
    )
    def test_m143_days_are_those_of_the_sector_and_the_place(self, step, regime, province, expected):
        found = told(line(step, regime=regime, province=province).limits)

        assert [(name, text) for name, text, _ in found] == [(name, text) for name, text, _ in expected]
        if expected:
            provision = None if expected[0][2] == "None" else find_provision(rule(expected[0][0]), regime, province)
            assert found[0][2] == str(provision and provision.citation)

    def test_a_sectors_rules_of_another_province_are_refused(self):
        with pytest.raises(LimitRefused) as refused:
            schedule(Track.ORDINARY, Regime.ZJP, "140105")

        assert refused.value.code == "limits.regime.elsewhere"

    def test_an_unverified_figure_is_marked(self):
        doubtful = [limit_words(each) for named in rules().values() for each in named.provisions if each.grade == "C"]

        assert all(text.endswith("（尚未核实，仅供参考）") for text in doubtful)

    def test_a_fixed_day_of_the_year_is_said(self):
        assert limit_words(rule("DL-52").provisions[0]) == "每年1月31日前"


class TestTracks:
    def test_summary_has_no_filing_no_hearing_and_no_direct_suit(self):
        steps = {each.step for each in schedule(Track.SUMMARY)}

        assert {Step.DECIDE_ON_SPOT, Step.REGISTER, Step.NOTIFY, Step.RECONSIDER} <= steps
        left_out = {Step.FILE, Step.REPORT, Step.PRESERVE, Step.REVIEW, Step.DELIBERATE, Step.HOLD_HEARING}
        assert not steps & (left_out | {Step.DECIDE, Step.DECIDE_NONE, Step.LITIGATE})

    def test_ordinary_has_everything_but_the_decision_on_the_spot(self):
        ordinary = {each.step for each in schedule(Track.ORDINARY)}

        assert {each.step for each in schedule(Track.SUMMARY)} - ordinary == {Step.DECIDE_ON_SPOT, Step.REGISTER}

    @pytest.mark.parametrize(
        ("facts", "taken", "track"),
        [
            pytest.param(
                a_clue(a_charge(proposed=ON_SPOT)),
                (Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.NOTIFY, Step.STATE, Step.RECHECK,
                 Step.DECIDE_ON_SPOT, Step.PAY),
                Track.SUMMARY,
                id="简易程序",
            ),
            pytest.param(
                investigated(a_clue()),
                (Step.NOTIFY, Step.STATE, Step.RECHECK, Step.DECIDE, Step.SERVE, Step.PAY),
                Track.ORDINARY,
                id="普通程序",
            ),
        ],
    )  # fmt: skip
    def test_every_step_a_case_takes_stands_in_the_schedule(self, facts, taken, track):
        steps = {each.step for each in schedule(track)}
        at = DAY_ONE
        for step in taken:
            target = Target("甲", "占道经营")
            assert next_steps(facts, at, national()).offers(step, target), step
            assert step in steps
            facts = perform(facts, Act(step, target, at, national(), ""))
            at += timedelta(minutes=1)


@pytest.mark.parametrize(
    ("step", "role"),
    [
        pytest.param(Step.FILE, Role.APPROVER, id="立案由负责人批准"),
        pytest.param(Step.CLOSE, Role.APPROVER, id="结案由负责人批准"),
        pytest.param(Step.GATHER, Role.HANDLER, id="承办人取证"),
        pytest.param(Step.NOTIFY, Role.HANDLER, id="承办人告知"),
        pytest.param(Step.PRESERVE, Role.APPROVER, id="先行登记保存须经负责人批准"),
        pytest.param(Step.PRESERVE_URGENT, Role.HANDLER, id="情况紧急的，承办人先办"),
        pytest.param(Step.IMPOSE, Role.APPROVER, id="查封扣押前报负责人批准"),
        pytest.param(Step.IMPOSE_URGENT, Role.HANDLER, id="情况紧急当场查封扣押"),
        pytest.param(Step.REFUSE_MEASURE, Role.APPROVER, id="不予补办批准的是负责人"),
        pytest.param(Step.LIFT, Role.HANDLER, id="承办人解除"),
        pytest.param(Step.APPROVE_INSPECTION, Role.APPROVER, id="检查由负责人批准"),
        pytest.param(Step.ENTER, Role.HANDLER, id="检查人员进入现场"),
        pytest.param(Step.REVIEW, Role.REVIEWER, id="审核人员审核"),
        pytest.param(Step.FIX_HEARING, Role.CHAIR, id="主持人通知听证"),
        pytest.param(Step.DECIDE, Role.DECIDER, id="负责人决定"),
        pytest.param(Step.DELIBERATE, None, id="负责人集体讨论"),
        pytest.param(Step.APPROVE_REFERRAL, Role.PRINCIPAL, id="正职决定移送"),
        pytest.param(Step.DECIDE_ON_SPOT, Role.HANDLER, id="承办人当场决定"),
    ],
)
def test_each_step_has_its_post(step, role):
    assert post_of(step) is role


def test_no_step_is_without_a_post():
    assert [each for each in Step if post_of(each) is None] == [Step.DELIBERATE]
