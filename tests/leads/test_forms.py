"""What the desk fills in: at the telephone, while triaging, while answering. Bad input keeps what was typed."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.leads import stage
from tests.leads.browser import body, signed_in, words

from tongpan.kernel.models import NumberBlock
from tongpan.leads.domain.choices import Channel, Desk, Nature, Outcome, Priority, RouteRule, Status
from tongpan.leads.domain.report import Where, Who
from tongpan.leads.models import Lead, Reporter, RouteCorrection
from tongpan.leads.queries import scoring

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]


@pytest.fixture
def town():
    return stage.a_working_town()


@pytest.fixture
def wu(town):
    return cast.dispatcher_wu(town)


@pytest.fixture
def desk(wu):
    return signed_in(wu)


def at(name, *args, **query):
    return reverse(f"leads:{name}", args=args, query=query or None)


def a_call(cast_of_town, /, **changes):
    """Return what a dispatcher types while somebody talks."""
    return {
        "key": "0b9c1a9e-6f0e-4c57-9d8e-2d6f1d9a7b01", "phone": "138 0000 1111", "name": "赵先生",
        "text": stage.OCCUPYING,
        "channel": "HOTLINE", "nature": "", "priority": "NORMAL", "town": str(cast_of_town.town.pk), "village": "",
        "place_text": "菜场东门", "wants_answer": "on", **changes,
    }  # fmt: skip


class TestAtTheTelephone:
    def test_m101_gives_a_number_to_read_out(self, town, desk):
        answer = desk.post(at("register"), a_call(town))

        lead = Lead.objects.get()
        page = words(answer)
        assert lead.number in page
        assert "查询码" in page
        assert "航埠镇综合行政执法队" in page
        assert "no-store" in answer["Cache-Control"]
        assert (lead.channel, lead.status, lead.place_text) == (Channel.HOTLINE, Status.ROUTED, "菜场东门")

    def test_pressed_twice_it_is_one_lead(self, town, desk):
        desk.post(at("register"), a_call(town))

        again = desk.post(at("register"), a_call(town))

        assert "已经登记过" in words(again)
        assert Lead.objects.count() == 1

    def test_gone_back_to_and_written_anew_it_is_another_and_nothing_is_lost(self, town, desk):
        desk.post(at("register"), a_call(town))

        warned = desk.post(at("register"), a_call(town, text="另一件：有人倒建筑垃圾"))
        fresh = warned.context["form"]["key"].value()
        desk.post(at("register"), a_call(town, text="另一件：有人倒建筑垃圾", key=fresh))

        assert warned.status_code == 409
        assert "另一件：有人倒建筑垃圾" in words(warned)
        assert Lead.objects.count() == 2

    def test_m101_the_same_order_of_the_hotline_is_one_lead(self, town, desk):
        desk.post(at("register"), a_call(town, external_id="GD-9", key=""))

        desk.post(at("register"), a_call(town, external_id="GD-9", key=""))

        assert Lead.objects.get().source_id == "GD-9"
        assert "GD-9" in words(desk.get(at("lead", Lead.objects.get().pk)))

    def test_shows_what_this_number_reported_before(self, town, desk):
        earlier = stage.a_lead(town, who=Who(phone="13800001111"))

        page = desk.post(at("caller"), {"phone": "138-0000 1111"})

        assert "来过 1 次" in words(page)
        assert earlier.number in words(page)
        assert "no-store" in page["Cache-Control"]

    def test_another_towns_calls_are_not_named(self, town):
        stage.a_lead(town, who=Who(phone="13800001111"))
        other = signed_in(cast.dispatcher_zheng())

        assert "没有来过" in words(other.post(at("caller"), {"phone": "13800001111"}))

    def test_while_typing_it_names_matter_body_and_duplicates_and_writes_nothing(self, town, desk):
        twin = stage.a_lead(town)
        before = (Lead.objects.count(), Reporter.objects.count(), list(NumberBlock.objects.values_list()))

        page = words(desk.post(at("preview"), {"text": stage.OCCUPYING, "town": str(town.town.pk)}))

        assert "擅自占用道路、广场摆摊设点" in page
        assert "航埠镇综合行政执法队" in page
        assert twin.number in page
        assert (Lead.objects.count(), Reporter.objects.count(), list(NumberBlock.objects.values_list())) == before

    def test_m274_an_emergency_says_first_whom_was_called(self, town, desk):
        refused = desk.post(at("register"), a_call(town, priority="EMERGENCY"))
        desk.post(at("register"), a_call(town, priority="EMERGENCY", emergency_note="9:31 已拨 119，接线员 7 号"))

        assert refused.status_code == 422
        assert "请先打电话" in words(refused)
        lead = Lead.objects.get()
        assert lead.priority == Priority.EMERGENCY
        assert "已拨 119" in words(desk.get(at("lead", lead.pk)))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            pytest.param({"text": ""}, "请写明看到了什么", id="没有内容"),
            pytest.param({"phone": "打我电话"}, "电话号码只能是数字", id="电话不是数字"),
            pytest.param({"town": "7"}, "不在您可选的范围内", id="别处的镇街"),
            pytest.param({"channel": "CARRIER_PIGEON"}, "CARRIER_PIGEON", id="没有的来源"),
            pytest.param({"occurred_at": "昨天"}, "时间", id="时间读不懂"),
            pytest.param({"occurred_at": "2099-01-01T00:00"}, "发生时间在将来", id="时间在将来"),
            pytest.param({"text": "长" * 20_001}, "最多20000字", id="内容太长"),
            pytest.param({"lon": "abc", "lat": "1"}, "接电话登记", id="坐标不是数字"),
        ],
    )
    def test_bad_input_keeps_what_was_typed(self, town, desk, wrong, said):
        answer = desk.post(at("register"), a_call(town, **wrong))

        assert answer.status_code == 422
        assert said in words(answer)
        assert "菜场东门" in words(answer)
        assert not Lead.objects.exists()

    def test_html_in_what_was_typed_comes_back_as_text(self, town, desk):
        answer = desk.post(at("register"), a_call(town, phone='"><script>alert(1)</script>', place_text="<b>x</b>"))

        assert answer.status_code == 422
        assert "<script>alert" not in body(answer)
        assert "<b>x</b>" not in body(answer)

    def test_a_village_names_its_town_and_must_lie_in_it(self, town, desk):
        village = cast.a_village(town.town)
        feng = signed_in(cast.district_dispatcher_feng())
        other = cast.another_town()

        feng.post(at("register"), a_call(town, town="", village=str(village.pk)))
        refused = feng.post(at("register"), a_call(town, town=str(other.pk), village=str(village.pk), key=""))

        assert Lead.objects.get().town_id == town.town.pk
        assert "不在所选镇街" in words(refused)

    @pytest.mark.parametrize("who", [cast.officer_li, cast.auxiliary_jiang, cast.grid_worker_wei])
    def test_is_not_for_the_field(self, town, who):
        client = signed_in(who(town))

        for answer in (client.get(at("register")), client.post(at("caller"), {"phone": "13800001111"})):
            assert answer.status_code == 403
            assert "一键上报" in words(answer)

    def test_takes_the_token_of_the_form(self, town, wu):
        client = Client(enforce_csrf_checks=True)
        client.force_login(wu.user)

        answer = client.post(at("register"), a_call(town))

        assert answer.status_code == 403
        assert not Lead.objects.exists()

    def test_an_expired_sign_in_leads_to_the_sign_in(self, town):
        answer = Client().post(at("register"), a_call(town))

        assert answer.status_code == 302
        assert "next=/leads/register/" in answer["Location"]

    def test_needs_at_most_thirty_statements(self, town, desk, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            desk.get(at("register"))
        with django_assert_max_num_queries(30):
            desk.post(at("preview"), {"text": stage.OCCUPYING, "town": str(town.town.pk)})


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


def test_natures_are_told_apart_by_the_desk(town, desk):
    for nature in ("COMPLAINT", "REPORT", "CONSULT", "HELP", "SUGGESTION"):
        desk.post(at("register"), a_call(town, nature=nature, key="", text=f"{stage.OCCUPYING} {nature}"))

    assert set(Lead.objects.values_list("nature", flat=True)) == {
        Nature.COMPLAINT, Nature.REPORT, Nature.CONSULT, Nature.HELP, Nature.SUGGESTION,
    }  # fmt: skip


def test_a_point_of_the_map_wins_over_nothing(town):
    feng = signed_in(cast.district_dispatcher_feng())
    lead = stage.a_lead(None, where=Where())

    feng.post(at("place", lead.pk), {"town": str(town.town.pk), "lon": "118.78", "lat": "28.94"})

    lead.refresh_from_db()
    assert lead.lon == pytest.approx(118.78)
