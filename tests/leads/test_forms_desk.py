"""What the desk fills in while triaging and while answering. Bad input keeps what was typed."""

import pytest
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, body, signed_in, words

from tongpan.leads.domain.choices import Desk, Outcome, RouteRule, Status
from tongpan.leads.domain.report import Where, Who
from tongpan.leads.models import Reporter, RouteCorrection
from tongpan.leads.queries import scoring

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]


class TestTriage:
    def test_setting_the_matter_finds_the_body_and_teaches_the_scorer(self, town, desk):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")

        desk.post(at("matter", lead.pk), {"matter": str(stage.occupying().pk), "reason": "电话里说的是摆摊"})

        lead.refresh_from_db()
        assert (lead.status, lead.route_rule, lead.team_id) == (Status.ROUTED, RouteRule.HUMAN, town.team.pk)
        assert RouteCorrection.objects.get().reason == "电话里说的是摆摊"

    def test_offers_the_systems_candidates_and_a_plain_list(self, town, desk):
        page = words(desk.get(at("matter", stage.a_lead(town).pk)))

        assert "系统看着像这几项" in page
        assert "<optgroup" in page
        assert "hx-get" in page

    def test_the_plain_list_works_without_a_script(self, town, desk):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")

        desk.post(at("matter", lead.pk), {"matter_other": str(stage.occupying().pk), "reason": ""})

        lead.refresh_from_db()
        assert lead.matter_id == stage.occupying().pk

    @pytest.mark.parametrize("matter", ["", "乱填", "00000000-0000-0000-0000-000000000000"])
    def test_a_matter_that_is_none_is_refused_in_words(self, town, desk, matter):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")

        answer = desk.post(at("matter", lead.pk), {"matter": matter, "reason": "写了一句"})

        assert answer.status_code in {404, 422}
        lead.refresh_from_db()
        assert lead.matter_id is None

    def test_finds_matters_by_a_few_letters(self, town, desk):
        assert "擅自占用道路、广场摆摊设点" in words(desk.get(at("matters", q="摆摊")))
        assert "没有找到" in words(desk.get(at("matters", q="<没有>")))
        assert not words(desk.get(at("matters"))).strip()

    def test_setting_the_place_routes_what_lacked_it(self, town):
        village = cast.a_village(town.town)
        lead = stage.a_lead(None)
        feng = signed_in(cast.district_dispatcher_feng())

        feng.post(at("place", lead.pk), {"village": str(village.pk), "place_text": "村口小店旁"})

        lead.refresh_from_db()
        assert (lead.status, lead.desk, lead.village_id) == (Status.ROUTED, Desk.TOWN, village.pk)

    def test_a_place_must_be_said(self, town):
        lead = stage.a_lead(None)

        answer = signed_in(cast.district_dispatcher_feng()).post(at("place", lead.pk), {"place_text": "老地方"})

        assert answer.status_code == 422
        assert "请选择镇街，或在图上点出位置" in words(answer)
        assert "老地方" in words(answer)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            pytest.param({"outcome": "", "note": "写好了"}, "请选择办理结果", id="没选结果"),
            pytest.param({"outcome": "CONSULTATION", "note": ""}, "请写明理由或答复内容", id="没写答复"),
            pytest.param({"outcome": "FORWARDED", "note": "转社保办理"}, "请写明接收单位", id="转办没写单位"),
            pytest.param({"outcome": "CORRECTED", "note": "已经改正了"}, "CORRECTED", id="队伍的结果"),
        ],
    )
    def test_settling_says_what_is_missing(self, town, desk, values, said):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")

        answer = desk.post(at("settle", lead.pk), values)

        assert answer.status_code == 422
        assert said in words(answer)
        if values["note"]:
            assert values["note"] in words(answer)

    def test_m104_what_belongs_elsewhere_goes_with_name_and_telephone(self, town, desk):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")

        desk.post(
            at("settle", lead.pk),
            {
                "outcome": "FORWARDED",
                "note": "社保卡补办由人社窗口办理",
                "receiver": "柯城区人社局 0570-1234567",
                "forwarded": "on",
            },
        )

        page = words(desk.get(at("lead", lead.pk)))
        assert "柯城区人社局 0570-1234567（已替反映人转交）" in page
        assert "非执法事项转办" in page

    def test_m102_nobody_competent_is_an_outcome_of_its_own(self, town):
        cast.another_town()
        lead = stage.a_lead(town, matter_id=None, text="超市卖过期食品，保质期早过了")
        stage.expired_food()
        stage.touch_lists()
        scoring.forget()
        lead = stage.a_lead(town, text="超市卖过期食品，保质期早过了，变质了")
        feng = signed_in(cast.district_dispatcher_feng())

        form = feng.get(at("settle", lead.pk))
        feng.post(at("settle", lead.pk), {"outcome": "NO_COMPETENT_BODY", "note": "已上报区编办协调"})

        assert form.status_code == 200
        lead.refresh_from_db()
        assert lead.outcome == Outcome.NO_COMPETENT_BODY
        assert lead.number in words(feng.get(at("list", outcome="NO_COMPETENT_BODY")))

    @pytest.mark.parametrize(
        "name", ["matter", "place", "settle", "answer", "nobody", "archive_one", "reopen", "merge"]
    )
    def test_is_closed_to_officers_and_unknown_to_other_towns(self, town, name):
        lead = stage.a_lead(town)

        officer = signed_in(cast.officer_li(town)).get(at(name, lead.pk))
        other = signed_in(cast.dispatcher_zheng()).get(at(name, lead.pk))

        assert officer.status_code == 403
        assert "值守台" in words(officer)
        assert other.status_code == 404

    def test_a_form_opens_in_its_place(self, town, desk):
        lead = stage.a_lead(town)

        part = body(desk.get(at("settle", lead.pk), headers={"HX-Request": "true"}))

        assert "<html" not in part
        assert f'action="{at("settle", lead.pk)}"' in part

    def test_of_two_dispatchers_the_slower_is_told(self, town, desk):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")
        desk.post(at("settle", lead.pk), {"outcome": "CONSULTATION", "note": "已电话说明"})

        late = desk.post(at("settle", lead.pk), {"outcome": "HELP_GIVEN", "note": "我也办了一次"})

        assert late.status_code == 409
        assert "我也办了一次" in words(late)

    def test_every_form_needs_at_most_thirty_statements(self, town, desk, django_assert_max_num_queries):
        lead = stage.a_lead(town)

        for name in ("matter", "place", "settle", "merge"):
            with django_assert_max_num_queries(30):
                desk.get(at(name, lead.pk))


class TestAnswering:
    @pytest.fixture
    def handled(self, town, desk):
        lead = stage.a_lead(town, text="请问社保卡丢了去哪里补办")
        desk.post(at("settle", lead.pk), {"outcome": "CONSULTATION", "note": "带身份证到人社窗口补办"})
        return lead

    def test_m093_the_reporter_is_answered_and_the_lead_waits_to_be_filed(self, handled, desk):
        form = desk.get(at("answer", handled.pk))
        desk.post(at("answer", handled.pk), {"way": "PHONE", "answer": "已告知带身份证到窗口补办"})

        assert "带身份证到人社窗口补办" in words(form)
        handled.refresh_from_db()
        assert handled.status == Status.ANSWERED
        assert "已答复" in words(desk.get(at("lead", handled.pk)))

    def test_an_empty_answer_is_none(self, handled, desk):
        answer = desk.post(at("answer", handled.pk), {"way": "PHONE", "answer": ""})

        assert answer.status_code == 422
        assert "请写明答复内容" in words(answer)

    def test_who_waits_cannot_be_passed_over(self, handled, desk):
        answer = desk.post(at("nobody", handled.pk), {"reason": "不想答复"})

        assert answer.status_code == 409
        assert "请先答复" in words(answer)
        assert "不想答复" in words(answer)

    def test_when_all_are_answered_it_says_so(self, handled, desk):
        desk.post(at("answer", handled.pk), {"way": "PHONE", "answer": "已告知带身份证到窗口补办"})

        again = desk.get(at("answer", handled.pk), follow=True)

        assert "反映人都已答复" in words(again)

    def test_m101_a_merged_lead_still_answers_each_reporter(self, town, desk):
        main = stage.a_lead(town, text="请问社保卡丢了去哪里补办", who=Who(name="钱女士", phone="13800002222"))
        other = stage.a_lead(town, text="请问社保卡丢了去哪里补办呢", who=Who(name="孙先生", phone="13800003333"))
        desk.post(at("merge", other.pk), {"into": main.number, "reason": "同一件"})
        desk.post(at("settle", main.pk), {"outcome": "CONSULTATION", "note": "带身份证到人社窗口补办"})

        for _ in range(2):
            main.refresh_from_db()
            assert main.status == Status.HANDLED
            desk.post(at("answer", main.pk), {"way": "PHONE", "answer": "已告知带身份证到窗口补办"})

        main.refresh_from_db()
        assert main.status == Status.ANSWERED
        assert Reporter.objects.filter(answered_at__isnull=True).count() == 0

    @pytest.mark.parametrize("into", ["", "XS330802-2026-999999", "SELF"])
    def test_merging_into_nothing_is_refused_in_words(self, town, desk, into):
        lead = stage.a_lead(town)

        answer = desk.post(at("merge", lead.pk), {"into": lead.number if into == "SELF" else into})

        assert answer.status_code in {400, 404, 422}
        lead.refresh_from_db()
        assert lead.status == Status.ROUTED


def test_a_point_of_the_map_wins_over_nothing(town):
    feng = signed_in(cast.district_dispatcher_feng())
    lead = stage.a_lead(None, where=Where())

    feng.post(at("place", lead.pk), {"town": str(town.town.pk), "lon": "118.78", "lat": "28.94"})

    lead.refresh_from_db()
    assert lead.lon == pytest.approx(118.78)
