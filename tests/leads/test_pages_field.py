"""The phone's forms: 一键上报, 自查自结, 我报的 — sent twice, from the phone's store, by the wrong people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, body, photo, signed_in, words

from tongpan.leads.domain.choices import Channel, Nature, Outcome, Priority, Status
from tongpan.leads.models import Attachment, Lead

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]
KEY = "5d0f3a52-2f0d-4b35-8a55-1f9f3f6f0a11"


class TestQuickReport:
    def test_m095_a_grid_workers_report_is_on_the_towns_desk_in_one_step(self, town):
        grid = cast.a_grid(cast.a_village(town.town))
        wei = signed_in(cast.grid_worker_wei(town, grid))

        receipt = wei.post(
            at("quick_report"), {"key": KEY, "text": stage.OCCUPYING, "village": str(grid.parent_id)}, follow=True
        )

        lead = Lead.objects.get()
        assert (lead.channel, lead.nature, lead.status) == (Channel.GRID, Nature.FOUND, Status.ROUTED)
        assert lead.number in words(receipt)
        assert lead.number in body(signed_in(cast.dispatcher_wu(town)).get(at("list", g="todo")))

    def test_the_village_of_the_grid_is_chosen_already(self, town):
        grid = cast.a_grid(cast.a_village(town.town))

        page = signed_in(cast.grid_worker_wei(town, grid)).get(at("quick_report"))

        assert f'value="{grid.parent_id}" selected' in body(page)
        assert "data-report" in body(page)
        assert 'name="key" value=""' in body(page)

    def test_m099_a_village_supervisor_reports_by_the_same_form(self, town):
        village = cast.a_village(town.town)
        supervisor = cast.an_officer(
            "何村", town.agency, cast.Post.VILLAGE_SUPERVISOR, place=village, username="he",
            staff_kind=cast.StaffKind.GRID_WORKER,
        )  # fmt: skip

        signed_in(supervisor).post(at("quick_report"), {"text": stage.OCCUPYING, "village": str(village.pk)})

        lead = Lead.objects.get()
        assert (lead.channel, lead.reported_by_id) == (Channel.VILLAGE_SUPERVISOR, supervisor.pk)

    def test_m091_an_officers_report_is_a_patrol(self, town):
        signed_in(cast.officer_li(town)).post(at("quick_report"), {"text": stage.OCCUPYING, "urgent": "on"})

        lead = Lead.objects.get()
        assert (lead.channel, lead.priority) == (Channel.PATROL, Priority.URGENT)

    @pytest.mark.parametrize("key", [pytest.param(KEY, id="带编号"), pytest.param("", id="不带编号（无脚本）")])
    def test_sent_twice_from_the_phones_store_it_is_one_lead(self, town, key):
        li = signed_in(cast.officer_li(town))
        sent = {"key": key, "text": stage.OCCUPYING, "town": str(town.town.pk)}

        first = li.post(at("quick_report"), {**sent, "photos": photo()})
        again = li.post(at("quick_report"), {**sent, "photos": photo()})

        assert first["Location"] == again["Location"]
        assert Lead.objects.count() == 1
        assert Attachment.objects.count() == 1

    def test_a_photograph_alone_is_a_report(self, town):
        li = signed_in(cast.officer_li(town))

        li.post(at("quick_report"), {"key": KEY, "text": "", "photos": [photo(), photo("二.jpg", colour="blue")]})

        lead = Lead.objects.get()
        assert lead.attachments.count() == 2
        assert lead.text

    def test_nothing_at_all_is_refused(self, town):
        answer = signed_in(cast.officer_li(town)).post(at("quick_report"), {"text": "", "place_text": "桥头"})

        assert answer.status_code == 422
        assert "请写明看到了什么" in words(answer)
        assert "桥头" in words(answer)

    def test_a_hundred_megabytes_are_refused_kindly_and_what_was_typed_stays(self, town, settings):
        settings.TONGPAN_UPLOAD_LIMIT_BYTES = 1024
        li = signed_in(cast.officer_li(town))
        big = SimpleUploadedFile("录像.jpg", b"\xff\xd8\xff" + b"0" * 5000, content_type="image/jpeg")

        answer = li.post(at("quick_report"), {"key": KEY, "text": "桥头有人倒垃圾", "photos": big})

        assert answer.status_code == 413
        assert "录像.jpg" in words(answer)
        assert "桥头有人倒垃圾" in words(answer)
        assert not Lead.objects.exists()

    def test_a_real_hundred_megabytes_as_well(self, town):
        li = signed_in(cast.officer_li(town))
        film = SimpleUploadedFile("录像.mp4", bytes(100 * 1024 * 1024), content_type="video/mp4")

        answer = li.post(at("quick_report"), {"key": KEY, "text": "桥头有人倒垃圾", "photos": film})

        assert answer.status_code == 413
        assert "100 MB" in words(answer)

    def test_a_program_called_a_photograph_is_refused(self, town):
        li = signed_in(cast.officer_li(town))
        fake = SimpleUploadedFile("a.jpg", b"MZ\x90\x00" + b"0" * 200, content_type="image/jpeg")

        answer = li.post(at("quick_report"), {"key": KEY, "text": "桥头有人倒垃圾", "photos": fake})

        assert answer.status_code == 422
        assert "a.jpg" in words(answer)
        assert not Lead.objects.exists()

    def test_a_point_outside_every_grid_is_kept_and_said(self, town):
        li = signed_in(cast.officer_li(town))

        li.post(
            at("quick_report"),
            {"key": KEY, "text": stage.OCCUPYING, "lon": "2.35", "lat": "48.85", "town": str(town.town.pk)},
        )

        assert "之外" in Lead.objects.get().route["place"]

    def test_is_not_for_visitors_without_a_post(self):
        visitor = cast.an_officer("来客", cast.a_department(), username="guest")

        assert signed_in(visitor).get(at("quick_report")).status_code == 403

    def test_needs_at_most_thirty_statements(self, town, django_assert_max_num_queries, settings):
        settings.TONGPAN_STAMP_SECONDS = 60  # a warm process, as in service
        wei = signed_in(cast.grid_worker_wei(town))

        with django_assert_max_num_queries(30):
            wei.get(at("quick_report"))
        with django_assert_max_num_queries(30):
            wei.post(at("quick_report"), {"key": KEY, "text": stage.OCCUPYING})


class TestFastLane:
    def settled(self, cast_of_town, /, **changes):
        values = {
            "key": KEY,
            "matter": str(stage.occupying().pk),
            "town": str(cast_of_town.town.pk),
            "outcome": "SETTLED_ON_SPOT",
        }
        return {**values, **changes}

    def test_m106_one_submit_writes_the_five_time_stamps(self, town):
        li = signed_in(cast.officer_li(town))

        receipt = li.post(at("fast"), self.settled(town), follow=True)

        lead = Lead.objects.get()
        assert lead.status == Status.ARCHIVED
        assert all(moment is not None for _, moment in lead.steps)
        assert lead.outcome == Outcome.SETTLED_ON_SPOT
        assert lead.team_id == town.team.pk
        assert "自查自结" in words(receipt)

    def test_m106_takes_at_most_four_taps(self, town):
        page = body(signed_in(cast.officer_li(town)).get(at("fast")))

        assert 'name="matter"' in page.split("查找", 1)[0]
        assert f'value="{town.town.pk}" selected' in page
        assert page.count('name="outcome"') == 3
        assert "required" not in page.split('name="photos"', 1)[1].split(">", 1)[0]

    def test_puts_the_most_used_matters_first(self, town):
        li = signed_in(cast.officer_li(town))
        stage.a_matter("city_appearance-902", "乱倒垃圾", "city_appearance", "垃圾")
        stage.touch_lists()
        li.post(at("fast"), self.settled(town))

        assert li.get(at("fast")).context["often"][0].name == "擅自占用道路、广场摆摊设点"

    def test_a_photograph_is_possible(self, town):
        signed_in(cast.officer_li(town)).post(at("fast"), self.settled(town, photos=photo()))

        assert Attachment.objects.get().stage == "RESULT"

    def test_sent_twice_it_is_one(self, town):
        li = signed_in(cast.officer_li(town))

        for _ in range(2):
            li.post(at("fast"), self.settled(town))

        assert Lead.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            pytest.param({"matter": ""}, "请选一个事项", id="没选事项"),
            pytest.param({"outcome": ""}, "请选结果", id="没选结果"),
            pytest.param({"outcome": "CASE_OPENED"}, "CASE_OPENED", id="不能自结的结果"),
            pytest.param({"town": ""}, "请选择村（社区）", id="没有地点"),
        ],
    )
    def test_says_what_is_missing_and_keeps_the_rest(self, town, wrong, said):
        answer = signed_in(cast.officer_li(town)).post(at("fast"), self.settled(town, note="当面说清了", **wrong))

        assert answer.status_code == 422
        assert said in words(answer)
        assert "当面说清了" in words(answer)
        assert not Lead.objects.exists()

    @pytest.mark.parametrize("who", [cast.auxiliary_jiang, cast.grid_worker_wei, cast.dispatcher_wu])
    def test_is_for_officers_alone(self, town, who):
        client = signed_in(who(town))

        refused = client.post(at("fast"), self.settled(town))

        assert client.get(at("fast")).status_code == 403
        assert refused.status_code == 403
        assert "一键上报" in words(refused)
        assert not Lead.objects.exists()


class TestMine:
    def test_shows_what_i_reported_and_how_far_it_is(self, town):
        wei = signed_in(cast.grid_worker_wei(town))
        wei.post(at("quick_report"), {"key": KEY, "text": stage.OCCUPYING, "town": str(town.town.pk)})
        others = stage.a_lead(town, text="别人报的占道经营")

        page = words(wei.get(at("mine")))

        assert Lead.objects.exclude(pk=others.pk).get().number in page
        assert "待分流" in page
        assert others.number not in page

    def test_a_grid_worker_opens_the_own_report_and_no_other(self, town):
        wei = signed_in(cast.grid_worker_wei(town))
        wei.post(at("quick_report"), {"key": KEY, "text": stage.OCCUPYING})
        own, other = Lead.objects.get(), stage.a_lead(town, text="别人报的占道经营")

        assert wei.get(at("lead", own.pk)).status_code == 200
        assert wei.get(at("reported", own.pk)).status_code == 200
        assert wei.get(at("lead", other.pk)).status_code == 404
        assert wei.get(at("settle", own.pk)).status_code == 403

    def test_says_how_to_begin(self, town):
        assert "您还没有上报过" in words(signed_in(cast.grid_worker_wei(town)).get(at("mine")))

    def test_needs_at_most_thirty_statements(self, town, django_assert_max_num_queries, settings):
        settings.TONGPAN_STAMP_SECONDS = 60  # a warm process, as in service
        wei = signed_in(cast.grid_worker_wei(town))

        with django_assert_max_num_queries(30):
            wei.get(at("mine"))
