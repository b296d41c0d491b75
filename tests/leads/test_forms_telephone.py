"""What is written down at the telephone. Bad input keeps what was typed."""

import pytest
from django.test import Client
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, body, signed_in, words

from tongpan.kernel.models import NumberBlock
from tongpan.leads.domain.choices import Channel, Nature, Priority, Status
from tongpan.leads.domain.report import Who
from tongpan.leads.models import Lead, Reporter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]


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


def test_natures_are_told_apart_by_the_desk(town, desk):
    for nature in ("COMPLAINT", "REPORT", "CONSULT", "HELP", "SUGGESTION"):
        desk.post(at("register"), a_call(town, nature=nature, key="", text=f"{stage.OCCUPYING} {nature}"))

    assert set(Lead.objects.values_list("nature", flat=True)) == {
        Nature.COMPLAINT, Nature.REPORT, Nature.CONSULT, Nature.HELP, Nature.SUGGESTION,
    }  # fmt: skip
