"""立案、调查与证据的不变式（INV-14、19、20、22、23、79、80）：期满之日和次日、恰好一瞬和晚一瞬，各算一次。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.histories import MOMENT, Outlook, answer, on, penalized, retold

from tongpan.law.facts import Evidence, Filing, Monitoring, Preservation, Referral, Remedy
from tongpan.law.facts.words import RemedyKind, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, SMALL, a_charge, a_clue, investigated
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.titles import PLANNING_LAW

SECOND = timedelta(seconds=1)
A_DAY = timedelta(hours=24)
SPARED = {"penalty": None, "ground": Ground.MINOR, "education": True}
KEPT = Preservation("保存1", **KEY, at=DAY_ONE, approved_at=DAY_ONE)
URGENT = replace(KEPT, approved_at=None, urgent=True)
WITNESS = Evidence("证据9", **KEY, at=DAY_ONE, kind=EvidenceKind.TESTIMONY, lawful=True, verified_at=DAY_ONE)
FILED = [
    pytest.param(Filing(DAY_ONE, "周"), True, id="同一时刻已经立案"),
    pytest.param(Filing(DAY_ONE - MOMENT, "周"), True, id="之前已经立案"),
    pytest.param(Filing(DAY_ONE + MOMENT, "周"), False, id="之后才立案"),
    pytest.param(None, False, id="没有立案"),
]


def kept(row):
    return replace(investigated(a_clue()), preservations=(row,))


class TestFiling:
    """INV-14: 行政处罚法54；市场监管19；住建15；农业30."""

    @pytest.mark.parametrize(("filing", "holds"), FILED)
    def test_filing_goes_before_the_notice(self, filing, holds):
        facts = penalized(decisions={"at": on(3, 10)})

        assert answer(14, replace(facts, filing=filing)) is holds

    @pytest.mark.parametrize(("filing", "holds"), FILED)
    def test_filing_goes_before_the_decision(self, filing, holds):
        facts = replace(penalized(), filing=filing, notices=())

        assert answer(14, facts) is holds

    @pytest.mark.parametrize(("filing", "holds"), FILED)
    def test_filing_goes_before_what_is_preserved(self, filing, holds):
        assert answer(14, replace(kept(KEPT), filing=filing)) is holds

    def test_the_last_notice_is_the_one_that_counts(self):
        facts = penalized(decisions={"at": on(3, 10)})
        (notice,) = facts.notices
        again = (notice, replace(notice, at=on(3, 4)))

        assert answer(14, replace(facts, notices=again, filing=Filing(on(3, 4), "周"))) is True
        assert answer(14, replace(facts, notices=again, filing=Filing(on(3, 4) + MOMENT, "周"))) is False

    def test_without_a_penalty_no_notice_is_asked_about(self):
        facts = penalized(decisions={"at": on(3, 10)} | SPARED)

        assert answer(14, replace(facts, filing=Filing(on(3, 10), "周"))) is True
        assert answer(14, replace(facts, filing=Filing(on(3, 10) + MOMENT, "周"))) is False

    def test_what_is_decided_on_the_spot_is_not_filed_before(self):
        facts = penalized(decisions={"track": Track.SUMMARY})

        assert answer(14, replace(facts, filing=None)) is None


class TestPreservation:
    """INV-19: 行政处罚法56、85（七日是工作日）；市场监管33、农业42（紧急的二十四小时内补办）."""

    @pytest.mark.parametrize(
        ("approved_at", "holds"),
        [
            pytest.param(DAY_ONE - MOMENT, True, id="事先批准"),
            pytest.param(DAY_ONE, True, id="批准后立即保存"),
            pytest.param(DAY_ONE + SECOND, False, id="事后批准"),
            pytest.param(None, False, id="没有批准"),
        ],
    )
    @pytest.mark.parametrize(
        "told",
        [
            pytest.param({}, id="还没有处理"),
            pytest.param({"disposed_at": on(3, 4), "disposal": Disposal.SECURED}, id="已经处理"),
            pytest.param({"disposed_at": on(3, 4), "disposal": Disposal.RELEASED}, id="已经解除"),
        ],
    )
    def test_it_is_approved_before(self, told, approved_at, holds):
        assert answer(19, kept(replace(KEPT, approved_at=approved_at, **told))) is holds

    @pytest.mark.parametrize(
        ("approved_at", "holds"),
        [
            pytest.param(DAY_ONE + A_DAY, True, id="满二十四小时"),
            pytest.param(DAY_ONE + A_DAY + SECOND, False, id="超过二十四小时"),
            pytest.param(None, False, id="没有补办"),
        ],
    )
    def test_an_urgent_one_is_approved_within_a_day_before_it_is_used(self, approved_at, holds):
        row = replace(URGENT, approved_at=approved_at, disposed_at=on(3, 4), disposal=Disposal.SECURED)

        assert answer(19, kept(row)) is holds

    @pytest.mark.parametrize(
        "told",
        [
            pytest.param({}, id="还没有处理"),
            pytest.param({"disposed_at": on(3, 4), "disposal": Disposal.RELEASED}, id="已经解除"),
        ],
    )
    def test_an_urgent_one_may_end_without_approval(self, told):
        assert answer(19, kept(replace(URGENT, **told))) is None

    @pytest.mark.parametrize(
        ("day", "disposal", "holds"),
        [
            pytest.param(on(3, 11), Disposal.SECURED, True, id="第七个工作日"),
            pytest.param(on(3, 12), Disposal.SECURED, False, id="第八个工作日"),
            pytest.param(on(3, 12), Disposal.SEIZED, False, id="第八个工作日扣押"),
            pytest.param(on(3, 12), Disposal.RELEASED, True, id="第八个工作日解除"),
        ],
    )
    def test_it_is_disposed_of_within_seven_working_days(self, day, disposal, holds):
        row = replace(KEPT, disposed_at=day, disposal=disposal)

        assert answer(19, kept(row), on(4, 1), Outlook()) is holds

    def test_nothing_is_told_until_the_seventh_working_day_is_over(self):
        assert answer(19, kept(KEPT), on(3, 11), Outlook()) is True
        assert answer(19, kept(URGENT), on(3, 11), Outlook()) is None

    @pytest.mark.parametrize(
        ("outlook", "holds"),
        [
            pytest.param(Outlook(("DL-03",), ("RELEASE",), "保存1"), True, id="提示超期并可以解除"),
            pytest.param(Outlook(("DL-03",), (), "保存1"), False, id="不能解除"),
            pytest.param(Outlook((), ("RELEASE",), "保存1"), False, id="没有提示超期"),
            pytest.param(Outlook(("DL-03",), ("RELEASE",), "保存2"), False, id="说的是别的财物"),
            pytest.param(None, True, id="只看经过"),
        ],
    )
    @pytest.mark.parametrize("row", [KEPT, URGENT], ids=["一般的", "紧急的"])
    def test_after_seven_working_days_it_is_told_as_late_and_can_be_released(self, row, outlook, holds):
        assert answer(19, kept(row), on(3, 12), outlook) is holds


SOUND = Monitoring(
    PLANNING_LAW, 68, True, True, True, True, True, date(2025, 1, 1), date(2026, 3, 2), True, True, True, True
)
UNFIT = {
    "没有经过法制审核": {"legally_reviewed": False},
    "是否经过法制审核不明": {"legally_reviewed": None},
    "没有经过技术审核": {"technically_reviewed": False},
    "设置地点没有公布": {"location_published_on": None},
    "记录没有审核": {"reviewed_on": None},
    "不真实": {"true": False},
    "不清晰": {"clear": False},
    "不完整": {"complete": False},
    "不准确": {"accurate": False},
    "是否准确不明": {"accurate": None},
}


class TestEvidence:
    """INV-20: 行政处罚法40、41、46."""

    @pytest.mark.parametrize(
        ("told", "holds"),
        [
            pytest.param({"verified_at": DAY_ONE}, True, id="决定时已查证属实"),
            pytest.param({"verified_at": DAY_ONE + MOMENT}, False, id="决定后才查证"),
            pytest.param({"verified_at": None}, False, id="没有查证"),
            pytest.param({"lawful": False}, False, id="以非法手段取得"),
            pytest.param({"lawful": None}, False, id="不知道怎样取得"),
            pytest.param({"monitoring": SOUND}, True, id="电子监控经过审核"),
            *(
                pytest.param({"monitoring": replace(SOUND, **told)}, False, id=f"电子监控{name}")
                for name, told in UNFIT.items()
            ),
        ],
    )
    def test_it_is_lawful_and_verified_before_the_decision(self, told, holds):
        assert answer(20, penalized(evidence=told)) is holds

    def test_what_the_decision_does_not_rest_on_is_not_asked_about(self):
        facts = penalized()
        loose = replace(WITNESS, verified_at=None, lawful=False)

        assert answer(20, replace(facts, evidence=(*facts.evidence, loose))) is True

    def test_every_piece_must_be_sound(self):
        facts = penalized(decisions={"evidence": ("证据1", "证据9")})
        loose = replace(WITNESS, verified_at=None)

        assert answer(20, replace(facts, evidence=(*facts.evidence, WITNESS))) is True
        assert answer(20, replace(facts, evidence=(*facts.evidence, loose))) is False

    def test_a_penalty_without_evidence_is_not_allowed(self):
        assert answer(20, penalized(decisions={"evidence": ()})) is False
        assert answer(20, replace(penalized(), evidence=())) is False

    @pytest.mark.parametrize("proven", [False, None], ids=["事实不成立", "事实不清"])
    def test_the_facts_must_be_established(self, proven):
        assert answer(20, penalized(a_charge(proven=proven))) is False

    def test_without_a_penalty_it_says_nothing(self):
        assert answer(20, penalized(decisions=SPARED, evidence={"verified_at": None})) is None


class TestResultsAreTold:
    """INV-22: 市场监管32；住建18；农业40."""

    @pytest.mark.parametrize(
        ("told_at", "holds"),
        [
            pytest.param(DAY_ONE, True, id="决定时已告知"),
            pytest.param(DAY_ONE + MOMENT, False, id="决定后才告知"),
            pytest.param(None, False, id="没有告知"),
        ],
    )
    def test_an_opinion_is_told_before_the_decision(self, told_at, holds):
        assert answer(22, penalized(evidence={"kind": EvidenceKind.OPINION, "told_at": told_at})) is holds

    def test_other_evidence_is_not_asked_about(self):
        assert answer(22, penalized()) is None

    def test_an_opinion_that_is_not_relied_on_is_not_asked_about(self):
        facts = penalized()
        opinion = replace(WITNESS, kind=EvidenceKind.OPINION)

        assert answer(22, replace(facts, evidence=(*facts.evidence, opinion))) is None

    def test_without_a_penalty_it_says_nothing(self):
        assert answer(22, penalized(decisions=SPARED, evidence={"kind": EvidenceKind.OPINION})) is None


class TestCrimes:
    """INV-23: 行政处罚法8、57、82；移送规定10、11."""

    @pytest.mark.parametrize(
        ("told", "holds"),
        [
            pytest.param({"approved": False, "resumed_at": DAY_ONE}, True, id="没有批准移送"),
            pytest.param({"approved": True, "accepted": False, "resumed_at": DAY_ONE}, True, id="公安机关不立案"),
            pytest.param({"approved": False, "resumed_at": DAY_ONE + MOMENT}, False, id="决定后才恢复"),
            pytest.param({"approved": False}, False, id="没有恢复"),
            pytest.param({"approved": True, "accepted": True, "resumed_at": DAY_ONE}, False, id="公安机关已立案"),
            pytest.param({"approved": True, "resumed_at": DAY_ONE}, False, id="公安机关没有答复"),
            pytest.param({"resumed_at": DAY_ONE}, False, id="是否移送没有决定"),
        ],
    )
    def test_nothing_is_decided_before_the_case_came_back(self, told, holds):
        facts = replace(penalized(a_charge(crime=True)), referrals=(Referral(**KEY, **told),))

        assert answer(23, facts) is holds

    def test_one_return_in_time_is_enough(self):
        back = Referral(**KEY, approved=False, resumed_at=DAY_ONE)
        late = replace(back, resumed_at=DAY_ONE + MOMENT)

        assert answer(23, replace(penalized(a_charge(crime=True)), referrals=(back, late))) is True

    def test_a_crime_that_was_not_referred_is_not_decided(self):
        assert answer(23, penalized(a_charge(crime=True))) is False
        assert answer(23, penalized(a_charge(crime=True), decisions=SPARED)) is False

    def test_whether_it_is_a_crime_must_be_known(self):
        back = Referral(**KEY, approved=False, resumed_at=DAY_ONE)

        assert answer(23, replace(penalized(a_charge(crime=None)), referrals=(back,))) is False

    def test_where_no_crime_is_suspected_it_says_nothing(self):
        assert answer(23, penalized()) is None


class TestPendingRemedies:
    """INV-79: 行政复议法46；行政诉讼法35."""

    @pytest.mark.parametrize(
        ("taken_at", "holds"),
        [
            pytest.param(on(3, 10), True, id="申请之时"),
            pytest.param(on(3, 10) + SECOND, False, id="申请之后"),
            pytest.param(on(3, 20), False, id="终结之时"),
            pytest.param(on(3, 20) + SECOND, True, id="终结之后"),
        ],
    )
    @pytest.mark.parametrize("kind", RemedyKind)
    def test_no_evidence_is_collected_until_it_is_over(self, kind, taken_at, holds):
        remedy = Remedy(**KEY, kind=kind, at=on(3, 10), ended_at=on(3, 20))
        facts = retold(replace(penalized(), remedies=(remedy,)), evidence={"at": taken_at})

        assert answer(79, facts, on(4, 1)) is holds

    def test_one_that_is_pending_lasts_to_this_day(self):
        remedy = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=on(3, 10))
        facts = replace(penalized(), remedies=(remedy,))

        assert answer(79, facts, on(4, 1)) is True
        assert answer(79, retold(facts, evidence={"at": on(4, 1)}), on(4, 1)) is False

    def test_without_a_remedy_it_says_nothing(self):
        assert answer(79, penalized()) is None


class TestUnfiledClues:
    """INV-80: 行政处罚法54、76；市场监管18；住建15；农业29."""

    DATES = [
        pytest.param(Regime.SAMR, on(3, 23), on(3, 24), id="市场监管十五个工作日"),
        pytest.param(Regime.HURD, on(3, 23), on(3, 24), id="住建十五日"),
        pytest.param(Regime.AGR, on(3, 11), on(3, 12), id="农业七日"),
    ]

    @pytest.mark.parametrize(("regime", "last", "late"), DATES)
    def test_a_clue_that_is_not_filed_in_time_is_told_as_late(self, regime, last, late):
        facts = a_clue(a_charge(regime=regime))

        assert answer(80, facts, last, Outlook()) is None
        assert answer(80, facts, late, Outlook()) is False
        assert answer(80, facts, late, Outlook(("DL-01",))) is True
        assert answer(80, facts, late) is True

    @pytest.mark.parametrize("regime", [Regime.TRA, None], ids=["交通", "没有程序规定"])
    def test_where_no_days_are_set_it_says_nothing(self, regime):
        assert answer(80, a_clue(a_charge(regime=regime)), on(6, 1), Outlook()) is None

    @pytest.mark.parametrize("condition", ["evidence", "deserves_penalty", "own_jurisdiction", "within_limitation"])
    @pytest.mark.parametrize("known", [False, None], ids=["不符合", "没有查明"])
    def test_a_clue_that_does_not_meet_the_conditions_need_not_be_filed(self, condition, known):
        facts = a_clue(a_charge(regime=Regime.SAMR))
        facts = replace(facts, clue=replace(facts.clue, **{condition: known}))

        assert answer(80, facts, on(6, 1), Outlook()) is None

    def test_what_is_filed_or_decided_on_the_spot_is_not_asked_about(self):
        charge = a_charge(regime=Regime.SAMR, proposed=SMALL)

        assert answer(80, investigated(a_clue(charge)), on(6, 1), Outlook()) is None
        assert answer(80, replace(penalized(charge), filing=None), on(6, 1), Outlook()) is None

    def test_without_a_clue_it_says_nothing(self):
        facts = replace(a_clue(a_charge(regime=Regime.SAMR)), clue=None)

        assert answer(80, facts, on(6, 1), Outlook()) is None
