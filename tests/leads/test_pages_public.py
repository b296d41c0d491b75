"""我要反映 and 查进度: for anybody, without a name, under a brake."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, body, photo, signed_in, words

from tongpan.leads.domain.choices import Channel
from tongpan.leads.models import Attachment, Lead, Reporter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]
KEY = "7a2a4f5e-9d3b-4bb0-9c0c-3e0c1f6f9b20"


@pytest.fixture
def citizen():
    return Client()


def said(cast_of_town, /, **changes):
    """Return what a citizen fills in."""
    values = {
        "key": KEY, "county": str(cast_of_town.county.pk), "text": stage.OCCUPYING, "town": str(cast_of_town.town.pk),
        "place_text": "菜场东门", "name": "", "phone": "", "website": "",
    }  # fmt: skip
    return {**values, **changes}


def code_on(page):
    return re.search(r'查询码</dt><dd class="receipt-number">(\d{8})<', body(page)).group(1)


class TestReporting:
    def test_needs_no_name_and_gives_number_and_code(self, town, citizen):
        form = citizen.get(at("report"))
        receipt = citizen.post(at("report"), said(town))

        lead = Lead.objects.get()
        assert "不用注册，可以不留姓名" in words(form)
        assert lead.number in words(receipt)
        assert code_on(receipt)
        assert "no-store" in receipt["Cache-Control"]
        assert (lead.channel, Reporter.objects.get().anonymous) == (Channel.PUBLIC, True)

    def test_sent_twice_it_is_one_lead_with_the_same_receipt(self, town, citizen):
        first = citizen.post(at("report"), said(town))
        again = citizen.post(at("report"), said(town))

        assert code_on(first) == code_on(again)
        assert Lead.objects.count() == 1

    def test_gone_back_and_written_anew_is_another(self, town, citizen):
        citizen.post(at("report"), said(town))

        warned = citizen.post(at("report"), said(town, text="另一件：夜里施工太吵"))
        citizen.post(at("report"), said(town, text="另一件：夜里施工太吵", key=warned.context["form"]["key"].value()))

        assert warned.status_code == 409
        assert Lead.objects.count() == 2

    def test_the_code_is_not_kept_in_the_clear(self, town, citizen):
        code = code_on(citizen.post(at("report"), said(town)))

        assert code not in str(Reporter.objects.values().get())

    def test_a_photograph_alone_will_do_and_loses_its_position(self, town, citizen):
        citizen.post(at("report"), said(town, text="", photos=photo(position=(118.78, 28.94))))

        kept = Attachment.objects.get()
        assert kept.lon == pytest.approx(118.78, abs=1e-4)
        assert kept.lead.lon is None

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            pytest.param({"text": ""}, "请写明看到了什么", id="没有内容"),
            pytest.param({"town": ""}, "请选择镇街", id="没有镇街"),
            pytest.param({"phone": "不告诉你"}, "不愿留电话可以空着", id="电话不是数字"),
            pytest.param({"website": "http://x.example"}, "清空后再提交", id="机器填了看不见的栏"),
            pytest.param({"text": "长" * 20_001}, "最多20000字", id="太长"),
        ],
    )
    def test_bad_input_is_told_and_kept(self, town, citizen, wrong, why):
        answer = citizen.post(at("report"), said(town, **wrong))

        assert answer.status_code == 422
        assert why in words(answer)
        assert "菜场东门" in words(answer)
        assert not Lead.objects.exists()

    def test_only_photographs_are_taken_from_the_public(self, town, citizen):
        paper = SimpleUploadedFile("a.pdf", b"%PDF-1.4 ...", content_type="application/pdf")

        answer = citizen.post(at("report"), said(town, photos=paper))

        assert answer.status_code == 422
        assert "a.pdf" in words(answer)

    def test_html_comes_back_as_text(self, town, citizen):
        answer = citizen.post(at("report"), said(town, text="<script>alert(1)</script>占道经营", phone="x<b>"))

        assert "<script>alert" not in body(answer)

    def test_a_citizen_cannot_pretend_or_choose_the_matter(self, town, citizen):
        citizen.post(at("report"), said(town, channel="PATROL", matter=str(stage.occupying().pk), reported_by="1"))

        lead = Lead.objects.get()
        assert (lead.channel, lead.reported_by_id) == (Channel.PUBLIC, None)

    def test_too_many_in_a_short_time_are_asked_to_wait_and_nothing_typed_is_lost(self, town, citizen):
        for n in range(8):
            citizen.post(at("report"), said(town, key="", text=f"{stage.OCCUPYING}第{n}次"))

        answer = citizen.post(at("report"), said(town, key="", text="第九次占道经营"))

        assert answer.status_code == 429
        assert "第九次占道经营" in words(answer)
        assert Lead.objects.count() == 8

    def test_takes_the_token_of_the_form(self, town):
        answer = Client(enforce_csrf_checks=True).post(at("report"), said(town))

        assert answer.status_code == 403
        assert not Lead.objects.exists()

    def test_offers_the_counties_where_it_does_not_know(self, town, citizen, settings):
        settings.TONGPAN_DIVISION = ""
        cast.a_county("迎泽区", "140106")

        assert "迎泽区" in words(citizen.get(at("report")))
        assert "柯城区" in words(citizen.get(at("report", elsewhere="1")))
        assert citizen.get(at("report", county="乱填")).status_code == 200

    def test_sees_no_list_and_no_lead(self, town, citizen):
        lead = stage.a_lead(town)

        for address in (at("list"), reverse("leads:lead", args=[lead.pk]), at("mine"), at("register"), at("import")):
            assert citizen.get(address).status_code == 302

    def test_needs_at_most_thirty_statements(self, town, citizen, django_assert_max_num_queries, settings):
        settings.TONGPAN_STAMP_SECONDS = 60  # a warm process, as in service
        with django_assert_max_num_queries(30):
            citizen.get(at("report"))
        with django_assert_max_num_queries(30):
            citizen.post(at("report"), said(town))


class TestProgress:
    def test_number_and_code_show_how_far_it_is(self, town, citizen):
        receipt = citizen.post(at("report"), said(town))

        page = words(
            citizen.post(at("progress"), {"number": Lead.objects.get().number.lower(), "code": code_on(receipt)})
        )

        assert "航埠镇人民政府" in page
        assert "待分流" in page
        assert "问题收集" in page

    @pytest.mark.parametrize("code", ["00000000", "", "abc", "1" * 13])
    def test_a_wrong_code_says_the_same_for_every_number(self, town, citizen, code):
        stage.a_lead(town)

        known = citizen.post(at("progress"), {"number": Lead.objects.get().number, "code": code})
        unknown = citizen.post(at("progress"), {"number": "XS330802-2026-999999", "code": code})

        assert known.status_code == unknown.status_code
        assert known.status_code in {404, 422}
        assert stage.OCCUPYING[:8] not in words(known)

    def test_guessing_is_braked(self, town, citizen):
        stage.a_lead(town)
        number = Lead.objects.get().number

        answers = [citizen.post(at("progress"), {"number": number, "code": f"{n:08d}"}).status_code for n in range(11)]

        assert answers[-1] == 429

    def test_what_staff_registered_by_telephone_is_found_as_well(self, town, citizen):
        receipt = stage.reported(town)

        page = words(citizen.post(at("progress"), {"number": receipt.lead.number, "code": receipt.query_code}))

        assert "办完后三个工作日内答复" in page

    def test_shows_nothing_of_people(self, town, citizen):
        receipt = stage.reported(town, text="占道经营，摊主 13912345678")

        page = words(citizen.post(at("progress"), {"number": receipt.lead.number, "code": receipt.query_code}))

        assert "13912345678" not in page
        assert "13800001111" not in page


def test_the_villages_of_a_town_are_public(town):
    village = cast.a_village(town.town)

    page = words(Client().get(at("villages", town=str(town.town.pk))))

    assert str(village.pk) in page
    assert "请选择" in words(Client().get(at("villages", town="乱填")))
    assert signed_in(cast.dispatcher_wu(town)).get(at("villages")).status_code == 200
