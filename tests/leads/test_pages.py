"""The list, the sheet and what comes up often, as each role meets them."""

import csv
import io

import openpyxl
import pytest
from django.test import Client
from tests import cast
from tests.leads import stage
from tests.leads.browser import at, body, signed_in, words

from tongpan.kernel.models import LedgerEntry
from tongpan.leads.domain.choices import Channel, Priority
from tongpan.leads.domain.report import Where
from tongpan.leads.models import Lead

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]


class TestTheList:
    def test_shows_what_the_dispatcher_needs_on_one_line(self, town, desk):
        stage.a_lead(town, priority=Priority.URGENT)

        page = words(desk.get(at("list")))

        for seen in (
            "流动摊贩在人行道上占道经营",
            "待分流",
            "群众反映",
            "航埠镇综合行政执法队",
            "紧急",
            "擅自占用道路",
        ):
            assert seen in page

    def test_another_towns_dispatcher_sees_nothing_of_it(self, town):
        lead = stage.a_lead(town)
        other = signed_in(cast.dispatcher_zheng())

        assert lead.number not in body(other.get(at("list")))
        assert other.get(at("lead", lead.pk)).status_code == 404
        assert other.get(at("by_number", lead.number)).status_code == 404

    def test_a_citizen_is_led_to_the_sign_in(self, town):
        answer = Client().get(at("list"))

        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]

    def test_an_account_without_a_post_is_told_where_to_ask(self):
        visitor = cast.an_officer("来客", cast.a_department(), username="guest")

        page = signed_in(visitor).get(at("list"))

        assert page.status_code == 403
        assert "回执上的编号" in words(page)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            pytest.param({"g": "todo"}, True, id="待分流"),
            pytest.param({"g": "filed"}, False, id="已归档"),
            pytest.param({"channel": "PUBLIC"}, True, id="来源"),
            pytest.param({"channel": "HOTLINE"}, False, id="别的来源"),
            pytest.param({"nature": "CONSULT"}, False, id="性质"),
            pytest.param({"domain": "city_appearance"}, True, id="领域"),
            pytest.param({"matter_words": "摆摊"}, True, id="事项几个字"),
            pytest.param({"matter_words": "没有这种事项"}, False, id="没有的事项"),
            pytest.param({"rule": "TOWN_DUTY"}, True, id="分流规则"),
            pytest.param({"returned": "on"}, False, id="退回过"),
            pytest.param({"joint": "on"}, False, id="联合"),
            pytest.param({"since": "2026-11-23", "until": "2026-11-23"}, True, id="当天"),
            pytest.param({"until": "2026-11-22"}, False, id="前一天"),
            pytest.param({"since": "不是日期"}, True, id="读不懂的日期不作数"),
            pytest.param({"town": "乱填", "channel": "<b>"}, True, id="乱填的选项不作数"),
        ],
    )
    def test_filters_keep_what_they_say(self, town, desk, query, found):
        lead = stage.a_lead(town)

        page = desk.get(at("list", **query))

        assert page.status_code == 200
        assert (lead.number in body(page)) is found

    def test_a_whole_number_leads_straight_to_the_lead(self, town, desk):
        lead = stage.a_lead(town)

        assert desk.get(at("list", q=lead.number.lower()))["Location"] == at("lead", lead.pk)

    def test_pages_go_on_where_the_last_one_ended(self, town, desk):
        numbers = {stage.a_lead(town, text=f"{stage.OCCUPYING}，第{n}处").number for n in range(53)}

        first = desk.get(at("list"))
        second = desk.get(at("list", after=first.context["page"].next))

        seen = {lead.number for page in (first, second) for lead in page.context["page"].items}
        assert seen == numbers

    def test_a_broken_page_mark_is_refused_in_words(self, desk):
        answer = desk.get(at("list", after="乱写"))

        assert answer.status_code == 422
        assert "回到第一页" in words(answer)

    def test_html_in_texts_stays_text_everywhere(self, town, desk):
        lead = stage.a_lead(town, text="<script>alert(1)</script>占道经营 <img src=x onerror=alert(2)>")

        for page in (desk.get(at("list")), desk.get(at("lead", lead.pk)), desk.get(at("print"))):
            assert "<script>alert" not in body(page)
            assert "<img src=x" not in body(page)

    def test_numbers_of_people_in_texts_are_masked(self, town, desk):
        lead = stage.a_lead(town, text="占道经营，找摊主 13912345678 或身份证 330802199001011234")

        for page in (desk.get(at("list")), desk.get(at("lead", lead.pk)), desk.get(at("print"))):
            assert "13912345678" not in body(page)
            assert "330802199001011234" not in body(page)

    def test_m096_says_that_new_ones_came_in(self, town, desk, monkeypatch):
        monkeypatch.setattr("tongpan.kernel.clock.now", lambda: cast.NOW)
        first = stage.a_lead(town)
        stage.a_lead(town, text="又一处摊贩占道经营")

        assert "刚来了 1 件" in words(desk.get(at("fresh", newest=str(first.pk))))
        assert not words(desk.get(at("fresh", newest=str(Lead.objects.latest("id").pk)))).strip()

    def test_tabs_count_from_the_counted_cells(self, town, desk):
        page = desk.get(at("list"))

        assert [label for _, label, _, _ in page.context["tabs"]][:3] == ["全部", "待分流", "待签收"]

    def test_needs_at_most_thirty_statements(self, town, desk, django_assert_max_num_queries):
        for n in range(12):
            stage.a_lead(town, text=f"{stage.OCCUPYING}，第{n}处")

        with django_assert_max_num_queries(30):
            desk.get(at("list"))
        with django_assert_max_num_queries(30):
            desk.get(at("print"))


class TestTheSheet:
    def test_holds_exactly_what_is_filtered_and_is_recorded_once(self, town, desk):
        stage.a_lead(town)
        kept = stage.a_lead(town, text="占道经营，电话 13912345678")

        answer = desk.post(at("export", q=kept.number), {"form": "csv"})

        rows = list(csv.reader(io.StringIO(body(answer).lstrip("﻿"))))
        assert [row[0] for row in rows[1:]] == [kept.number]
        assert "13912345678" not in str(rows)
        taken = LedgerEntry.objects.filter(action="leads.exported")
        assert taken.count() == 1

    def test_opens_in_excel(self, town, desk):
        lead = stage.a_lead(town)

        answer = desk.post(at("export"), {"form": "xlsx"})

        sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
        assert [cell.value for cell in sheet[1]][:3] == ["线索编号", "标题", "内容"]
        assert sheet[2][0].value == lead.number

    def test_never_crosses_the_scope(self, town):
        lead = stage.a_lead(town)
        other = signed_in(cast.dispatcher_zheng())

        assert lead.number not in body(other.post(at("export"), {"form": "csv"}))

    def test_is_refused_to_an_officer_and_not_to_be_had_by_get(self, town, desk):
        officer = signed_in(cast.officer_li(town))

        assert officer.post(at("export"), {"form": "csv"}).status_code == 403
        assert desk.get(at("export")).status_code == 405

    def test_a_formula_in_a_text_stays_a_text(self, town, desk):
        stage.a_lead(town, text="=cmd|' /C calc'!A0 占道经营")

        assert ",=cmd" not in body(desk.post(at("export"), {"form": "csv"}))


class TestWhatComesUpOften:
    @pytest.fixture(autouse=True)
    def _today(self, monkeypatch):
        monkeypatch.setattr("tongpan.kernel.clock.now", lambda: cast.NOW)

    def test_m109_counts_by_matter_grid_and_month(self, town, desk):
        village = cast.a_village(town.town)
        grid = cast.a_grid(village)
        where = Where(town_id=town.town.pk, village_id=village.pk, grid_id=grid.pk)
        for n in range(3):
            stage.a_lead(town, where=where, text=f"{stage.OCCUPYING}，第{n}处")

        page = desk.get(at("frequent"))

        assert [(row.name, row.n) for row in page.context["by_matter"]] == [("擅自占用道路、广场摆摊设点", 3)]
        assert [(row.name, row.n) for row in page.context["by_place"]] == [("第一网格", 3)]
        assert page.context["chart"]["labels"][-1] == "2026-11"
        assert page.context["chart"]["series"][0]["values"][-1] == 3

    def test_m111_counts_what_our_own_people_saw_and_nobody_took(self, town, desk):
        li = cast.actor(cast.officer_li(town))
        for n in range(3):
            lead = stage.report_lead(
                report=stage.a_report(town, channel=Channel.PATROL, text=f"{stage.OCCUPYING}，第{n}处"),
                actor=li, now=cast.NOW,
            ).lead  # fmt: skip
        Lead.objects.filter(pk=lead.pk).update(return_count=1)

        seen = desk.get(at("frequent")).context["seen"]

        assert (seen.seen, seen.returned, seen.nobody) == (3, 1, 0)

    def test_never_ranks_towns_or_people(self, town, desk):
        page = words(desk.get(at("frequent")))

        assert "排名" not in page
        assert "第1名" not in page

    def test_is_not_for_officers_and_takes_odd_dates(self, town, desk):
        assert signed_in(cast.officer_li(town)).get(at("frequent")).status_code == 403
        assert desk.get(at("frequent", since="x", until="9999-99-99", matter="y")).status_code == 200
        assert desk.get(at("frequent", since="2026-11-30", until="2026-11-01")).status_code == 200

    def test_needs_at_most_thirty_statements(self, town, desk, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            desk.get(at("frequent"))
