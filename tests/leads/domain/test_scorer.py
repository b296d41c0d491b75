"""The scorer routes what is plainly a matter of enforcement, says why, and leaves the rest to a person."""

import pytest

from tongpan.leads.domain.lessons import Correction
from tongpan.leads.domain.matching import PhraseIndex
from tongpan.leads.domain.scorer import Kind, MatterProfile, MatterScorer, Nature, Ranking, Scorer

MATTERS = (
    MatterProfile(
        "noise-1",
        "在噪声敏感建筑物集中区域夜间施工",
        "ecology",
        ("夜间施工", "工地", "噪音", "凌晨"),
        ("工地半夜还在施工",),
    ),
    MatterProfile(
        "fume-1", "餐饮业未安装油烟净化设施", "ecology", ("油烟", "饭店", "烧烤", "油烟直排"), ("饭店油烟熏人",)
    ),
    MatterProfile(
        "stall-1", "擅自占用公共场所设摊经营", "city", ("占道经营", "摆摊", "摊贩", "流动摊贩"), ("小贩占着路卖东西",)
    ),
    MatterProfile("waste-1", "随意倾倒垃圾", "city", ("倾倒垃圾", "建筑垃圾", "乱倒"), ("偷倒建筑垃圾",)),
    MatterProfile(
        "build-1", "未取得规划许可证进行建设", "planning", ("违建", "违章建筑", "搭建", "楼顶"), ("楼顶搭房子",)
    ),
    MatterProfile("fire-1", "占用、堵塞消防车通道", "fire", ("消防通道", "堵塞", "占用"), ("消防通道停满车",)),
    MatterProfile(
        "wage-1", "未及时足额支付劳动报酬", "labor", ("拖欠工资", "农民工", "欠薪", "讨薪"), ("老板不发工资",)
    ),
)


def scored(text: str, *corrections: Correction) -> Ranking:
    return MatterScorer(MATTERS, corrections).score(text)


class TestRouting:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param("投诉工地夜间施工扰民\n天健城工地凌晨两点还在施工，噪音很大", "noise-1", id="夜间施工"),
            pytest.param("小区楼下饭店油烟扰民\n油烟直排，熏得没法开窗", "fume-1", id="油烟"),
            pytest.param("流动摊贩占道经营无人管\n每天摆摊，路都走不通", "stall-1", id="占道经营"),
            pytest.param("有人偷倒建筑垃圾\n晚上有车倾倒垃圾，请查处", "waste-1", id="垃圾"),
            pytest.param("消防通道被堵塞\n私家车占用消防通道，请整治", "fire-1", id="消防通道"),
            pytest.param("投诉老板拖欠工资\n二十名农民工被欠薪半年", "wage-1", id="欠薪"),
        ],
    )
    def test_finds_the_matter_that_is_plainly_meant(self, text, code):
        ranking = scored(text)

        assert ranking.best is not None
        assert ranking.best.code == code
        assert ranking.enforcement is True
        assert ranking.kind is Kind.ENFORCEMENT

    def test_shows_the_words_that_decided(self):
        ranking = scored("流动摊贩占道经营\n小学门口摆摊")

        words = dict(ranking.candidates[0].words)
        assert {"占道经营", "流动摊贩"} <= words.keys()
        assert all(weight > 0 for weight in words.values())
        assert "占道经营" in ranking.reason

    def test_orders_candidates_by_score_with_probabilities_of_one_at_most(self):
        ranking = scored("投诉烧烤店油烟噪音\n占道经营，摆摊到凌晨，油烟很大")

        scores = [candidate.score for candidate in ranking.candidates]
        assert scores == sorted(scores, reverse=True)
        assert sum(candidate.probability for candidate in ranking.candidates) <= 1.001

    def test_does_not_mind_width_markup_or_case(self):
        assert scored("<b>流动摊贩</b>占道经营\n摆摊").candidates == scored("流动摊贩 占道经营\n摆摊").candidates


class TestAbstaining:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            pytest.param("咨询地铁4号线何时开通\n请问什么时候动工", Kind.CONSULTATION, id="咨询"),
            pytest.param("培训班退费难\n合同到期，要求退款退费，违约金太高", Kind.CIVIL_DISPUTE, id="民事纠纷"),
            pytest.param("拆迁安置补偿没有落实\n征地五年，安置房未交", Kind.PETITION, id="信访"),
            pytest.param("建议增设公园\n建议加快优化改造升级", Kind.SUGGESTION, id="建议"),
            pytest.param("小区停水三天\n自来水公司说维修，供水何处恢复", Kind.HELP, id="求助"),
            pytest.param("被网贷公司诈骗\n派出所已立案侦查", Kind.NOT_ENFORCEMENT, id="公安职责"),
        ],
    )
    def test_leaves_alone_what_no_team_can_enforce_and_says_what_it_is(self, text, kind):
        ranking = scored(text)

        assert ranking.best is None
        assert ranking.enforcement is not True
        assert ranking.kind is kind

    def test_a_question_is_not_a_complaint_though_it_uses_its_words(self):
        assert scored("流动摊贩可以在哪里摆摊吗？\n想了解夜市占道经营如何申请").best is None

    def test_a_word_in_passing_routes_nothing(self):
        assert scored("公交车晚点严重\n公交车站旁边有个工地").best is None

    @pytest.mark.parametrize("text", ["", "   ", "\n", "abc", "？？？"], ids=["空", "空格", "换行", "字母", "标点"])
    def test_nothing_said_is_nothing_found(self, text):
        ranking = scored(text)

        assert ranking.abstained
        assert ranking.candidates == ()
        assert "拿不准" in ranking.reason

    def test_two_matters_equally_meant_are_left_to_a_person(self):
        ranking = scored("反映小区问题\n有人摆摊。有人搭建。请整治")

        assert ranking.abstained
        assert "拿不准" in ranking.reason

    def test_a_stricter_threshold_abstains_more(self):
        text = "小区楼下饭店油烟扰民\n油烟直排"

        assert MatterScorer(MATTERS).score(text).best is not None
        assert MatterScorer(MATTERS, confident=0.999).score(text).abstained

    def test_an_empty_catalogue_finds_nothing(self):
        assert MatterScorer(()).score("占道经营").abstained


class TestCorrections:
    TEXT = "反映小区里钢琴声太大\n楼上琴行每天弹琴到很晚"

    def test_send_messages_like_a_corrected_one_where_that_one_was_put(self):
        assert scored(self.TEXT).best is None

        ranking = scored("投诉小区琴行钢琴声太大\n每天弹琴到很晚", *[Correction(self.TEXT, "noise-1")] * 3)

        assert ranking.candidates[0].code == "noise-1"
        assert "与已纠正的相似" in ranking.candidates[0].words[0][0]

    def test_can_teach_that_something_is_no_matter_of_enforcement(self):
        text = "投诉球场摆摊卖水\n运动会当天志愿者摆摊"
        taught = [Correction(text, Kind.NOT_ENFORCEMENT)] * 3

        assert scored(text, *taught).best is None
        assert scored(text, *taught).kind is Kind.NOT_ENFORCEMENT

    def test_to_a_matter_no_longer_in_the_catalogue_are_passed_over(self):
        assert scored("占道经营，摆摊", Correction("占道经营", "gone-9")).candidates[0].code == "stall-1"


class TestNature:
    @pytest.mark.parametrize(
        ("text", "nature"),
        [
            ("投诉饭店油烟扰民", Nature.COMPLAINT),
            ("实名举报非法倾倒垃圾", Nature.REPORT),
            ("咨询公积金政策，请问如何办理", Nature.QUESTION),
            ("求助！家庭困难，恳请救助", Nature.HELP),
            ("建议增设路灯", Nature.SUGGESTION),
        ],
    )
    def test_is_told_by_the_senders_own_words(self, text, nature):
        assert scored(text).nature is nature


class TestEmergency:
    @pytest.mark.parametrize("text", ["东街饭店起火了，快来", "闻到很重的煤气味，燃气泄漏", "工地脚手架坍塌，有人被困"])
    def test_is_told_when_it_is_happening(self, text):
        assert scored(text).emergency

    @pytest.mark.parametrize(
        "text",
        ["楼道堆物有火灾隐患", "广告牌随时可能倒塌", "线路老化，怕引起火灾", "人口爆炸式增长", "电线杂乱，容易触电"],
    )
    def test_is_not_told_when_it_is_only_feared(self, text):
        ranking = scored(text)

        assert not ranking.emergency
        assert ranking.feared

    def test_is_not_told_when_mentioned_far_down(self):
        assert not scored("投诉占道经营\n" + "小区门口每天有人摆摊卖菜。" * 10 + "去年别处发生火灾").emergency


class TestJoint:
    def test_leads_speak_of_two_domains_with_words_of_their_own(self):
        assert scored("楼顶违建堵塞消防通道\n违章建筑搭建在楼顶，占用消防通道").joint

    def test_is_not_said_of_one_matter(self):
        assert not scored("流动摊贩占道经营\n每天摆摊").joint


class TestPhraseIndex:
    def test_finds_overlapping_phrases_and_those_inside_others(self):
        index = PhraseIndex(["渣土", "渣土车", "土车"])

        assert index.hits("渣土车") == [(0, "渣土车"), (0, "渣土"), (1, "土车")]
        assert index.first_places("有渣土车") == {"渣土车": 1, "渣土": 1, "土车": 2}
        assert index.first_hits("渣土车，渣土") == {"渣土车": 0, "渣土": 4}


def test_the_scorer_is_known_by_what_it_does():
    scorer: Scorer = MatterScorer(MATTERS)

    assert isinstance(scorer.score("占道经营"), Ranking)


def test_a_scorer_that_is_taught_anew_says_what_one_built_anew_says():
    text, lesson = "投诉小区琴行钢琴声太大\n每天弹琴到很晚", [Correction(TestCorrections.TEXT, "noise-1")] * 3
    plain = MatterScorer(MATTERS)
    taught = plain.taught(lesson)

    assert taught.score(text) == MatterScorer(MATTERS, lesson).score(text)
    assert plain.score(text) == MatterScorer(MATTERS).score(text)  # the first one has learned nothing
    assert taught.taught(()).score(text) == plain.score(text)
