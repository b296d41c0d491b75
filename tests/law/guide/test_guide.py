"""办案指引：从事项本身推出程序、听证、步骤、证据、救济和容易出错的地方。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.guide import FineRange, MatterFacts, gathered, handling_guide
from tongpan.law.limits import LimitRefused, Regime
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.procedure import Step
from tongpan.law.refusal import LawRefused

ALL = frozenset(PartyKind)
ZHEJIANG, SHANGHAI = "330802", "310101"


def matter(*kinds, low=None, high=None, parties=ALL, **values):
    fines = (FineRange(parties, yuan(low) if low is not None else None, yuan(high) if high is not None else None),)
    known = MatterFacts(frozenset(map(PenaltyKind, kinds)), fines, date(2026, 11, 23), True, None, SHANGHAI)
    return replace(known, **values)


def marks(answers):
    return [answer.holds for answer in answers]


class TestSummary:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            pytest.param(0, 200, [True, True, True], id="二百元以下"),
            pytest.param(0, 201, [None, None, True], id="公民最高超过二百元"),
            pytest.param(0, 3000, [None, None, True], id="组织三千元以下"),
            pytest.param(0, 3001, [None, None, None], id="组织最高超过三千元"),
            pytest.param(200, 5000, [None, None, None], id="起点恰为二百元"),
            pytest.param(201, 5000, [False, False, None], id="公民起点超过二百元"),
            pytest.param(3001, 5000, [False, False, False], id="起点都超过"),
            pytest.param(None, None, [None, None, None], id="按倍数计算，数额不清楚"),
        ],
    )
    def test_m156_fines_decide_whether_it_can_be_decided_on_the_spot(self, low, high, expected):
        assert marks(handling_guide(matter("FINE", low=low, high=high)).summary) == expected

    @pytest.mark.parametrize(
        ("facts", "expected", "word"),
        [
            pytest.param(matter("CONFISCATE_INCOME"), [False], "没收违法所得", id="只能没收"),
            pytest.param(matter(), [None], "没有登记", id="种类没有登记"),
            pytest.param(matter("WARNING"), [True] * 3, "只处警告", id="只处警告"),
            pytest.param(matter("FINE", "CLOSE", high=100), [True, True, True, False], "责令关闭", id="还有责令关闭"),
            pytest.param(
                matter("FINE", high=100, summary_fit=False),
                [True, True, True, False],
                "事项目录",
                id="目录注明普通程序",
            ),
            pytest.param(matter("FINE", high=100, fines=()), [None] * 3, "没有登记对其罚款的幅度", id="没有幅度"),
            pytest.param(
                matter("FINE", "WARNING", low=9000, high=9000), [None] * 3, "只处警告的可以当场决定", id="警告或者罚款"
            ),
        ],
    )
    def test_kinds_and_the_catalogue_decide_too(self, facts, expected, word):
        answers = handling_guide(facts).summary

        assert marks(answers) == expected
        assert any(word in answer.text for answer in answers)

    def test_no_steps_on_the_spot_where_it_is_not_open(self):
        assert handling_guide(matter("FINE", low=9000, high=9000)).summary_steps == ()
        assert handling_guide(matter("FINE", high=100, summary_fit=False)).summary_steps == ()
        steps = {line.step for line in handling_guide(matter("FINE", low=0, high=100)).summary_steps}
        assert Step.DECIDE_ON_SPOT in steps

    @pytest.mark.parametrize(
        ("party", "said"),
        [
            (PartyKind.CITIZEN, "公民：拟罚200元以下并且事实确凿的可以当场决定，超过的走普通程序。"),
            (
                PartyKind.SOLE_TRADER,
                "个体工商户（按公民计算，法律没有明文）：拟罚200元以下并且事实确凿的可以当场决定，超过的走普通程序。",
            ),
            (PartyKind.ORGANIZATION, "法人或者其他组织：拟罚3,000元以下并且事实确凿的可以当场决定，超过的走普通程序。"),
        ],
    )
    def test_m156_says_for_whom_and_what_is_only_a_reading(self, party, said):
        answers = handling_guide(matter("FINE", low=0, high=5000)).summary

        assert [each.text for each in answers if each.whom.startswith(party.label)] == [said]


class TestHearing:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            pytest.param(0, 4999, [False, False, False], id="不到五千元"),
            pytest.param(0, 5000, [None, None, False], id="公民最高达到五千元"),
            pytest.param(5000, 5000, [True, True, False], id="公民起点达到五千元"),
            pytest.param(50000, 90000, [True, True, True], id="组织起点达到五万元"),
            pytest.param(0, None, [None, None, None], id="按倍数计算"),
        ],
    )
    def test_m156_the_places_own_threshold_is_asked(self, low, high, expected):
        assert marks(handling_guide(matter("FINE", low=low, high=high)).hearing) == expected

    def test_m156_an_unknown_threshold_is_said_and_the_right_is_told(self):
        answers = handling_guide(matter("FINE", low=0, high=100, province=ZHEJIANG)).hearing

        assert marks(answers) == [None] * 3
        assert all("尚未查到" in answer.text and "告知听证权利" in answer.text for answer in answers)

    @pytest.mark.parametrize(
        ("province", "whom"),
        [
            pytest.param(ZHEJIANG, ["公民、个体工商户、法人或者其他组织"], id="都不知道标准"),
            pytest.param(SHANGHAI, ["公民、个体工商户", "法人或者其他组织"], id="标准不同"),
        ],
    )
    def test_what_is_the_same_for_several_kinds_of_party_is_said_once(self, province, whom):
        answers = handling_guide(matter("FINE", low=0, high=6000, province=province)).hearing

        assert [answer.whom for answer in gathered(answers)] == whom
        assert [answer.text for answer in gathered(answers[:1])] == [answers[0].text]

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("REVOKE_LICENSE", [True]),
            ("SUSPEND_LICENSE", [None]),
            ("CONFISCATE_GOODS", [None]),
            ("WARNING", [False]),
            ("CRITICISM", [False]),
        ],
    )
    def test_kinds_without_a_sum(self, kind, expected):
        answers = handling_guide(matter(kind)).hearing

        assert marks(answers) == expected
        assert PenaltyKind(kind).label in answers[0].text

    @pytest.mark.parametrize(
        ("low", "high", "said"),
        [
            pytest.param(
                0,
                5000,
                "公民：按最高幅度，罚款5,000元，达到《上海市行政处罚听证程序规定》第四条、第三十一条的标准5,000元以上（含本数）；"
                "拟罚数额达到标准的，应当告知听证权利。",
                id="最高达到标准",
            ),
            pytest.param(0, None, "公民：算出拟罚数额，达到本地较大数额标准的，应当告知听证权利。", id="最高要算出来"),
            pytest.param(0, 4999, "公民：罚款最高也不到本地较大数额的标准，不必因罚款告知听证。", id="不到标准"),
        ],
    )
    def test_m156_says_by_which_sum_the_right_is_told(self, low, high, said):
        assert handling_guide(matter("FINE", low=low, high=high)).hearing[0].text == said

    def test_an_answer_for_everybody_names_nobody(self):
        (answer,) = handling_guide(matter("WARNING", fines=())).hearing

        assert answer.text == "只处警告、通报批评的，不在听证范围。"

    def test_nothing_registered_is_unknown(self):
        assert marks(handling_guide(matter()).hearing) == [None]
        assert marks(handling_guide(matter("FINE", fines=())).hearing) == [None] * 3


class TestWhole:
    def test_m156_names_steps_posts_evidence_redress_and_pitfalls_with_their_articles(self):
        guide = handling_guide(matter("FINE", "CONFISCATE_INCOME", low=0, high=100, province=ZHEJIANG))

        assert "涉及重大公共利益" in guide.review.text
        assert "《中华人民共和国行政处罚法》第五十八条第一款第一项" in guide.review.basis
        assert guide.deliberation.basis == ("行政处罚法第五十七条第二款",)
        assert any(
            "违法所得" in each.what and str(each.basis) == "行政处罚法第二十八条第二款" for each in guide.evidence
        )
        assert [answer.holds for answer in guide.remedies] == [True, False]
        assert "六十日内先申请行政复议" in guide.remedies[0].text
        codes = {breach.code for breach in guide.pitfalls}
        assert {"officers.too_few", "filing.missing", "notice.missing", "officers.identity.not_shown"} <= codes
        assert len(guide.pitfalls) == len(codes)
        assert all(breach.citation for breach in guide.pitfalls)

    def test_m156_pitfalls_are_those_of_inquiry_filing_and_decision_in_that_order(self):
        # on the spot a sum is too high, before filing a notice is early: those are pitfalls of other steps
        guide = handling_guide(matter("WARNING", fines=(), on=date(2026, 11, 24)))
        codes = [breach.code for breach in guide.pitfalls]

        assert codes[:4] == [
            "officers.too_few",
            "officers.identity.not_shown",
            "filing.clue.missing",
            "staff.approver.unnamed",
        ]
        assert codes[-1] == "staff.decider.unnamed"
        assert not [each for each in codes if each.startswith(("summary.", "closing.", "none.", "preservation."))]

    def test_m156_a_sector_brings_its_own_days_and_its_own_reasons_to_deliberate(self):
        guide = handling_guide(matter("FINE", high=100, regime=Regime.SAMR))
        (filing,) = [line for line in guide.ordinary_steps if line.step is Step.FILE]

        assert filing.limits[0].text == "15个工作日内"
        assert guide.deliberation.basis == ("市场监督管理行政处罚程序规定第六十条第二款",)
        assert "应当法制审核" in guide.deliberation.text

    def test_enforcement_is_shown_where_it_comes_into_question_and_the_court_always(self):
        usual = {line.step for line in handling_guide(matter("FINE", high=100)).ordinary_steps}
        building = {line.step for line in handling_guide(matter("FINE", high=100, enforceable=True)).ordinary_steps}

        assert Step.DEMOLISH not in usual
        assert {Step.APPLY_COURT, Step.END_ENFORCEMENT} <= usual
        assert {Step.DEMOLISH, Step.SUBSTITUTE} <= building

    @pytest.mark.parametrize(
        ("facts", "word"),
        [
            (matter("CONFISCATE_GOODS"), "权属和价值"),
            (matter("REVOKE_LICENSE"), "许可证件：证件副本"),
            (matter("CLOSE"), "停止后的影响"),
            (matter("FINE"), "罚款的计算基数"),
            (matter("FINE", high=100, correct_first=True), "拒不改正"),
        ],
    )
    def test_evidence_follows_the_kinds(self, facts, word):
        plain = handling_guide(matter("WARNING", fines=())).evidence

        assert any(word in each.what for each in handling_guide(facts).evidence)
        assert not any(word in each.what for each in plain)

    def test_only_ordinary_redress_where_nothing_is_decided_on_the_spot(self):
        assert marks(handling_guide(matter("CLOSE")).remedies) == [False]

    def test_says_each_answer_in_a_word(self):
        guide = handling_guide(matter("FINE", "CLOSE", low=0, high=5000))

        assert {answer.mark for answer in (*guide.summary, *guide.hearing)} == {"是", "否", "看情形"}

    def test_a_range_upside_down_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            FineRange(ALL, yuan(2), yuan(1))

        assert refused.value.code == "guide.fine.bounds"

    def test_rules_of_another_province_are_refused(self):
        with pytest.raises(LimitRefused):
            handling_guide(matter("FINE", high=1, regime=Regime.ZJP))
