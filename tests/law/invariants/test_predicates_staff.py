"""人员的不变式（INV-04至INV-12）：逐条列出守法的和违反的经过，证件的首日、末日各算一次。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.histories import MOMENT, answer, on, penalized, retold

from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import (
    Assignment,
    Deliberation,
    Evidence,
    Hearing,
    Identity,
    Inspection,
    Measure,
    Officer,
    Preservation,
    Recusal,
    Referral,
    Review,
)
from tongpan.law.facts.words import HearingOutcome, Role, Track
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, OFFICERS, POSTS, a_clue
from tongpan.law.penalty.evidence import EvidenceKind

TODAY = DAY_ONE.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PAIR = ("张", "王")


def evidence(officers):
    return {"evidence": (Evidence("证据1", **KEY, at=DAY_ONE, kind=EvidenceKind.SITE_RECORD, officers=officers),)}


def preservation(officers):
    return {"preservations": (Preservation("保存1", **KEY, at=DAY_ONE, officers=officers),)}


def measure(officers):
    return {"measures": (Measure("货车", **KEY, kind=MeasureKind.SEIZING, at=DAY_ONE, officers=officers),)}


def inspection(officers):
    return {"inspections": (Inspection("检查1", **KEY, entered_at=DAY_ONE, officers=officers),)}


ACTS = [
    pytest.param(evidence, id="取证"),
    pytest.param(preservation, id="先行登记保存"),
    pytest.param(measure, id="强制措施"),
    pytest.param(inspection, id="检查"),
]
STAFF = (
    Officer("张", date(2022, 1, 1), date(2030, 1, 1)),
    Officer("首日", TODAY, date(2030, 1, 1)),
    Officer("末日", date(2022, 1, 1), TODAY),
    Officer("未生效", TOMORROW, date(2030, 1, 1)),
    Officer("已届满", date(2022, 1, 1), YESTERDAY),
    Officer("无起始", None, date(2030, 1, 1)),
    Officer("无届满", date(2022, 1, 1), None),
    Officer("协管甲", auxiliary=True),
    Officer("协管乙", auxiliary=True),
)
COUNT = [
    pytest.param(("张", "首日"), True, id="两名，一名证件当日生效"),
    pytest.param(("张", "末日"), True, id="两名，一名证件当日届满"),
    pytest.param(("张", "首日", "末日"), True, id="三名"),
    pytest.param(("张",), False, id="一名"),
    pytest.param((), False, id="没有人员"),
    pytest.param(("张", "张"), False, id="同一人写两次"),
    pytest.param(("张", "未生效"), False, id="证件次日才生效"),
    pytest.param(("张", "已届满"), False, id="证件昨日届满"),
    pytest.param(("张", "无起始"), False, id="证件起始不明"),
    pytest.param(("张", "无届满"), False, id="证件届满不明"),
    pytest.param(("张", "首日", "已届满"), False, id="三名中一名证件届满"),
]
HELPERS = [
    pytest.param(("张", "末日"), True, id="两名执法人员"),
    pytest.param(("张", "末日", "协管甲"), True, id="另有一名辅助人员"),
    pytest.param(("张", "协管甲"), False, id="辅助人员充数"),
    pytest.param(("协管甲", "协管乙"), False, id="全是辅助人员"),
    pytest.param(("张", "张"), False, id="同一人写两次"),
]


@pytest.mark.parametrize("act", ACTS)
class TestOfficers:
    """INV-04、INV-05: 行政处罚法42；行政强制法17."""

    @pytest.mark.parametrize(("officers", "holds"), COUNT)
    def test_every_act_is_done_by_two_and_each_is_certified_that_day(self, act, officers, holds):
        assert answer(4, a_clue(officers=STAFF, **act(officers))) is holds

    @pytest.mark.parametrize(("officers", "holds"), HELPERS)
    def test_auxiliary_staff_is_never_one_of_the_two(self, act, officers, holds):
        assert answer(5, a_clue(officers=STAFF, **act(officers))) is holds

    @pytest.mark.parametrize(
        ("shown", "holds"),
        [
            pytest.param([("甲", DAY_ONE - MOMENT, PAIR)], True, id="此前出示"),
            pytest.param([("甲", DAY_ONE, PAIR)], True, id="当时出示"),
            pytest.param([("甲", DAY_ONE, ("张",)), ("甲", DAY_ONE, ("王",))], True, id="分别出示"),
            pytest.param([("甲", DAY_ONE, ("张", "王", "李"))], True, id="另有一人也出示"),
            pytest.param([("甲", DAY_ONE, ("张",))], False, id="只有一人出示"),
            pytest.param([("甲", DAY_ONE + MOMENT, PAIR)], False, id="此后才出示"),
            pytest.param([("乙", DAY_ONE, PAIR)], False, id="向别人出示"),
            pytest.param([], False, id="没有出示"),
        ],
    )
    def test_the_certificate_is_shown_before_the_act(self, act, shown, holds):
        """INV-06: 行政处罚法55."""
        rows = tuple(Identity(party, at, officers) for party, at, officers in shown)

        assert answer(6, a_clue(identities=rows, **act(PAIR))) is holds

    def test_an_act_of_nobody_shows_nothing(self, act):
        assert answer(6, a_clue(**act(()))) is False


@pytest.mark.parametrize("number", [4, 5, 6])
def test_a_visit_not_yet_made_says_nothing(number):
    waiting = Inspection("检查1", **KEY, officers=("张",))

    assert answer(number, a_clue(inspections=(waiting,))) is None


@pytest.mark.parametrize("number", [4, 5, 6])
def test_one_act_by_too_few_is_not_mended_by_another_act(number):
    facts = a_clue(identities=(Identity("甲", DAY_ONE, PAIR),), **evidence(PAIR), **preservation(("李",)))

    assert answer(number, facts) is False


def set_aside(officer, **values):
    return (Recusal(officer, DAY_ONE - timedelta(days=1), **({"decided_at": DAY_ONE, "granted": True} | values)),)


PARTS = [
    pytest.param({"reviews": (Review(**KEY, at=DAY_ONE, reviewer="李", passed=True),)}, id="审核"),
    pytest.param({"hearings": (Hearing(**KEY, at=DAY_ONE, chair="李", outcome=HearingOutcome.HELD),)}, id="主持听证"),
    pytest.param({"deliberations": (Deliberation(**KEY, at=DAY_ONE, heads=("周", "李")),)}, id="集体讨论"),
]


class TestRecusal:
    """INV-07: 行政处罚法43；市场监管程序规定4."""

    @pytest.mark.parametrize("act", ACTS)
    @pytest.mark.parametrize(
        ("officer", "decided_at", "holds"),
        [
            pytest.param("张", DAY_ONE - MOMENT, False, id="回避决定之后仍然参与"),
            pytest.param("张", DAY_ONE, True, id="决定之前的行为不受影响"),
            pytest.param("李", DAY_ONE - MOMENT, True, id="回避的人没有参与"),
        ],
    )
    def test_who_stands_aside_acts_no_more(self, act, officer, decided_at, holds):
        assert answer(7, a_clue(recusals=set_aside(officer, decided_at=decided_at), **act(PAIR))) is holds

    @pytest.mark.parametrize(
        ("officer", "decided_at", "holds"),
        [
            pytest.param("周", DAY_ONE - MOMENT, False, id="回避的负责人仍然决定"),
            pytest.param("周", DAY_ONE, True, id="决定在先"),
            pytest.param("吴", DAY_ONE - MOMENT, True, id="回避的不是决定人"),
        ],
    )
    def test_a_head_who_stands_aside_decides_no_more(self, officer, decided_at, holds):
        facts = replace(penalized(), recusals=set_aside(officer, decided_at=decided_at))

        assert answer(7, facts) is holds

    @pytest.mark.parametrize("part", PARTS)
    @pytest.mark.parametrize(
        ("decided_at", "holds"),
        [pytest.param(DAY_ONE - MOMENT, False, id="回避决定之后"), pytest.param(DAY_ONE, True, id="回避决定之前")],
    )
    def test_nor_reviews_presides_or_deliberates(self, part, decided_at, holds):
        assert answer(7, a_clue(recusals=set_aside("李", decided_at=decided_at), **part)) is holds
        assert answer(7, a_clue(recusals=set_aside("吴", decided_at=decided_at), **part)) is True

    @pytest.mark.parametrize(
        "told",
        [
            pytest.param({"granted": None, "decided_at": None}, id="没有决定"),
            pytest.param({"granted": True, "decided_at": None}, id="决定时间不明"),
            pytest.param({"granted": False, "decided_at": DAY_ONE - MOMENT}, id="驳回申请"),
        ],
    )
    def test_an_application_alone_does_not_stop_the_inquiry(self, told):
        assert answer(7, a_clue(recusals=set_aside("张", **told), **evidence(PAIR))) is None

    def test_nobody_asked_says_nothing(self):
        assert answer(7, penalized()) is None


class TestSeparation:
    """INV-08至INV-10: 市场监管程序规定49；行政处罚法43、57、64."""

    @pytest.mark.parametrize(("reviewer", "holds"), [("李", True), ("张", False), ("王", False)])
    def test_no_handler_reviews(self, reviewer, holds):
        assert answer(
            8, replace(penalized(), reviews=(Review(**KEY, at=DAY_ONE, reviewer=reviewer, passed=True),))
        ) is (holds)

    @pytest.mark.parametrize(("chair", "holds"), [("陈", True), ("张", False), ("王", False)])
    def test_no_handler_chairs_the_hearing(self, chair, holds):
        hearing = Hearing(**KEY, at=DAY_ONE, chair=chair, outcome=HearingOutcome.HELD)

        assert answer(9, replace(penalized(), hearings=(hearing,))) is holds

    @pytest.mark.parametrize("number", [8, 9])
    def test_without_review_or_hearing_nothing_is_said(self, number):
        assert answer(number, penalized()) is None

    @pytest.mark.parametrize(
        ("decider", "approver", "holds"),
        [
            pytest.param("周", "吴", True, id="负责人"),
            pytest.param("张", "吴", False, id="承办人决定"),
            pytest.param("周", "王", False, id="承办人批准立案"),
        ],
    )
    def test_no_handler_decides_or_approves(self, decider, approver, holds):
        facts = penalized(decisions={"decider": decider})

        assert answer(10, replace(facts, filing=replace(facts.filing, approver=approver))) is holds

    @pytest.mark.parametrize(("granted", "holds"), [(True, False), (False, True), (None, True)])
    def test_a_head_who_stands_aside_does_not_decide(self, granted, holds):
        assert answer(10, replace(penalized(), recusals=set_aside("周", granted=granted))) is holds

    def test_a_decision_handed_over_at_once_is_no_exception(self):
        assert answer(10, penalized(decisions={"decider": "张", "handed_over": True})) is False
        assert answer(10, penalized(decisions={"decider": "张", "handed_over": False})) is False

    def test_on_the_spot_the_officers_themselves_decide(self):
        facts = penalized(decisions={"decider": "张", "track": Track.SUMMARY})

        assert answer(10, replace(facts, filing=None)) is None
        assert answer(10, facts) is True


class TestFirstReview:
    """INV-11: 行政处罚法58第二款."""

    @pytest.mark.parametrize(
        ("qualified", "first_time", "holds"),
        [
            pytest.param(True, True, True, id="初次从事，有资格"),
            pytest.param(False, False, True, id="不是初次"),
            pytest.param(None, False, True, id="不是初次，资格不明"),
            pytest.param(True, False, True, id="不是初次，有资格"),
            pytest.param(False, True, False, id="初次从事，没有资格"),
            pytest.param(None, True, False, id="初次从事，资格不明"),
            pytest.param(False, None, False, id="是否初次不明"),
        ],
    )
    def test_who_reviews_for_the_first_time_is_qualified(self, qualified, first_time, holds):
        facts = retold(penalized(), officers={"qualified": qualified, "first_time": first_time})

        assert answer(11, replace(facts, reviews=(Review(**KEY, at=DAY_ONE, reviewer="李", passed=True),))) is holds

    def test_no_review_says_nothing(self):
        assert answer(11, penalized()) is None

    def test_one_who_is_fit_does_not_speak_for_another(self):
        officers = tuple(replace(each, qualified=each.id == "李", first_time=True) for each in OFFICERS)
        reviews = tuple(Review(**KEY, at=DAY_ONE, reviewer=each, passed=True) for each in ("李", "陈"))

        assert answer(11, replace(penalized(), officers=officers, reviews=reviews)) is False


class TestReferral:
    """INV-12: 行政执法机关移送涉嫌犯罪案件的规定5."""

    @pytest.mark.parametrize(
        ("decided_by", "decided_at", "holds"),
        [
            pytest.param("周", DAY_ONE, True, id="正职负责人决定"),
            pytest.param("吴", DAY_ONE, False, id="审批负责人不是正职"),
            pytest.param("张", DAY_ONE, False, id="承办人决定"),
            pytest.param("", DAY_ONE, False, id="没有写明谁决定"),
            pytest.param("", None, None, id="还没有决定"),
        ],
    )
    def test_the_chief_decides_on_a_referral(self, decided_by, decided_at, holds):
        row = Referral(**KEY, decided_by=decided_by, decided_at=decided_at)

        assert answer(12, a_clue(referrals=(row,))) is holds

    def test_the_head_who_leads_the_work_may_stand_in_for_the_chief(self):
        row = Referral(**KEY, decided_by="吴", decided_at=on(3, 3))
        leading = Assignment(Role.PRINCIPAL, "吴", DAY_ONE)

        assert answer(12, a_clue(referrals=(row,), assignments=(*POSTS, leading))) is True
