"""The district at a glance, statistics, risks, search and the system's own pages."""

import io
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook
from tests import cast
from tests.command.stage import count_anew

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, Responsibility
from tongpan.command.domain.spans import Span, by_week, usual
from tongpan.command.queries import district
from tongpan.kernel import clock, ledger
from tongpan.kernel.models import LedgerEntry, OutboxMessage, RefusedAttempt
from tongpan.leads.domain.choices import Outcome, Status
from tongpan.leads.models import Lead, Rollup

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


class TestDistrict:
    def test_m113_the_district_dispatcher_sees_every_town(self, get):
        page = text_of(get("district", "/"))

        for words in ("无人签收", "二次退回", "突发未结", "没有机关有权", "地点待补", "空白与重叠", "航埠镇", "石梁镇"):
            assert words in page

    def test_m113_flags_a_person_who_both_dispatches_and_supervises(self, get, county):
        officer = county.people["supervisor"]
        Appointment.objects.create(
            officer=officer, post=Post.DISTRICT_DISPATCHER, establishment="ESTABLISHED", agency=officer.home_agency,
            district=county.home.county, valid_from=cast.LONG_AGO,
        )  # fmt: skip

        assert "同一人既调度又监督" in text_of(get("district", "/"))

    def test_m102_what_nobody_may_handle_is_listed_upward(self, get, county):
        nobody = [one for one in county.leads if one.route_rule == "NO_COMPETENCE" and one.status not in ("ARCHIVED",)]
        page = text_of(get("district", "/"))
        part = page[page.index('id="nobody"') :]

        assert nobody
        assert nobody[0].number in part

    def test_m117_towns_come_in_the_order_of_their_codes_never_ranked(self, get):
        page = text_of(get("district", "/"))
        table = page[page.index('class="town-table"') :]

        assert "不排名" in page
        assert table.index("石梁镇") < table.index("航埠镇")
        assert "名次" not in page

    def test_m280_holes_of_responsibility_are_counted(self, get, county):
        Responsibility.objects.filter(place=county.other.town, domain="fire").delete()
        district.forget()

        page = text_of(get("district", "/"))

        assert "石梁镇·消防" in page

    def test_the_map_shows_one_point_a_village_with_its_number(self, get, county):
        found = get("district", "/district/open.json").json()

        assert [one["properties"]["tone"] for one in found["features"]] == ["bad"]
        assert "件未结" in found["features"][0]["properties"]["name"]

    def test_a_median_stands_beside_the_towns_own_past(self, county):
        now, town = clock.now(), county.home.town
        for lead, (days, hours) in zip(county.leads[:2], ((2, 4), (20, 10)), strict=True):
            handled = now - timedelta(days=days)
            Lead.objects.filter(pk=lead.pk).update(
                town=town, collected_at=handled - timedelta(hours=hours), handled_at=handled
            )
        Lead.objects.exclude(pk__in=[lead.pk for lead in county.leads[:2]]).update(handled_at=None)
        district.forget()

        lines = district.town_lines(county.home.county, [town], now)

        assert (lines[0].hours, lines[0].hours_before, lines[0].trend) == (4.0, 10.0, "比前两周快 6 小时")

    def test_the_living_part_keeps_the_map(self, get):
        part = text_of(get("district", "/district/", **{"HX-Request": "true"}))

        assert 'id="open-map" hx-preserve="true"' in part


class TestStatistics:
    def test_m108_share_of_leads_disposed(self, get, county):
        page = text_of(get("district", "/overview/"))
        ended = sum(one.status in (Status.HANDLED, Status.ANSWERED, Status.ARCHIVED) for one in county.leads)

        assert "线索处置率" in page
        assert f"{ended / len(county.leads):.0%}" in page

    def test_m097_times_from_discovery_to_arrival_to_close(self, get):
        page = text_of(get("district", "/overview/"))
        table = page[page.index("发现到交办") :]

        assert re.search(r"发现到到场</th><td class=\"number\">60 分钟", table)
        assert re.search(r"到场到办结</th><td class=\"number\">2.0 小时", table)

    def test_m109_frequent_matters_and_places(self, get):
        page = text_of(get("district", "/overview/"))

        assert "高频违法" in page
        assert "擅自占用道路、广场摆摊设点" in page
        assert "严村村" in page

    def test_m111_m280_seen_but_not_handled(self, get):
        page = text_of(get("district", "/overview/"))

        for words in ("四个痛点", "看得见却管不了", "管得了也看得见", "交叉重复", "监管缺位"):
            assert words in page

    def test_m007_head_count_is_drawn_over_time(self, get):
        page = text_of(get("leader", "/overview/"))

        assert "在册执法力量" in page
        assert 'id="chart-people"' in page

    def test_every_chart_has_its_table(self, get):
        page = text_of(get("district", "/overview/"))

        assert page.count("data-chart=") == page.count("看数据表") >= 4

    def test_a_town_reads_its_own_figures_and_no_others(self, get, county):
        page = text_of(get("leader", "/overview/"))
        foreign = get("leader", f"/overview/?place={county.other.town.pk}")

        assert "航埠镇 ·" in page
        assert foreign.status_code == 404
        assert get("leader", f"/overview.xlsx?place={county.other.town.pk}").status_code == 404

    def test_the_district_reads_one_town(self, get, county):
        page = text_of(get("district", f"/overview/?place={county.other.town.pk}"))
        mine = sum(one.town_id == county.other.town.pk for one in county.leads)

        assert "石梁镇 ·" in page
        assert re.search(rf"收到</span><span class=\"stat-value\">{mine}<", page)

    def test_a_span_that_runs_backwards_is_said_beside_the_field(self, get):
        answer = get("district", "/overview/?since=2026-11-20&until=2026-11-01")

        assert answer.status_code == 422
        assert "结束日期早于开始日期" in text_of(answer)

    def test_a_span_of_ten_years_is_refused(self, get):
        assert get("district", "/overview/?since=2016-01-01").status_code == 422

    def test_the_sheet_says_what_the_page_says(self, get, county):
        answer = get("district", "/overview.xlsx")
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

        assert ("总数", "收到", len(county.leads), 0) in rows
        assert any(row[0] == "高频事项" for row in rows)

    def test_without_figures_the_page_teaches(self, get):
        Rollup.objects.all().delete()

        assert "这段时间没有线索" in text_of(get("district", "/overview/"))

    def test_nobody_is_ranked(self, get, county):
        pages = [text_of(get("district", address)) for address in ("/", "/overview/", "/wall/")]

        assert not [page for page in pages if "排行" in page or "第一名" in page]
        assert "行政处罚法第七十四条" in pages[1]
        assert not [name for name in ("李明", "王强") if name in pages[1]]


class TestSpans:
    def test_the_usual_ones(self):
        assert [(name, span.days) for name, span in usual(cast.TODAY)] == [
            ("近7天", 7), ("近30天", 30), ("本月", 23), ("今年", 327),
        ]  # fmt: skip

    def test_long_spans_are_drawn_by_week(self):
        span = usual(cast.TODAY)[3][1]
        days = [(date, 1) for date in (span.since.fromordinal(span.since.toordinal() + i) for i in range(span.days))]

        assert sum(n for _, n in by_week(days)) == span.days
        assert len(by_week(days)) < 60

    def test_leads_are_counted_one_by_one_over_a_quarter_at_most(self):
        span = Span(cast.LONG_AGO, cast.TODAY)

        assert (span.cut, span.detail.days) == (True, 92)


class TestRisks:
    def test_lists_what_may_be_unlawful_or_undone(self, get):
        page = text_of(get("supervisor", "/"))

        for words in ("期限已过", "无人签收", "二次退回", "没有机关有权", "职责争议", "移送后没有下文", "督办未答复"):
            assert words in page

    def test_openings_of_who_reported_are_counted(self, get, county):
        lead = county.leads[0]
        before = LedgerEntry.objects.count()
        with transaction.atomic():
            ledger.record(
                "lead.reporter_revealed", subject=lead, actor=county.people["dispatcher"].label, at=clock.now(),
                purpose="ANSWER",
            )  # fmt: skip

        page = text_of(get("supervisor", "/"))
        part = page[page.index('id="revealed"') :]

        assert LedgerEntry.objects.count() == before + 1
        assert "1 次" in part
        assert lead.number in part
        assert "吴芳" in part

    def test_refused_attempts_of_the_district_are_shown(self, get, county):
        user = county.people["officer"].user
        RefusedAttempt.objects.create(
            at=clock.now(),
            actor=f"user:{user.pk}",
            method="POST",
            path="/x/",
            status=403,
            code="x",
            message="不能越权交办",
        )

        assert "不能越权交办" in text_of(get("supervisor", "/"))

    def test_offers_nothing_that_changes_a_lead(self, get):
        page = text_of(get("supervisor", "/"))
        main = page[page.index('id="main"') :]

        assert not re.search(r'<form method="post"(?! action="/ui)', main.split("bottombar")[0])


class TestSearch:
    def test_finds_a_number_at_once(self, get, county):
        lead = county.leads[0]

        answer = get("dispatcher", f"/search/?q={lead.number.lower()}")

        assert answer.status_code == 302
        assert answer.url == reverse("leads:lead", args=[lead.pk])

    def test_another_towns_number_is_not_found(self, get, county):
        lead = next(one for one in county.leads if one.town_id == county.other.town.pk)

        answer = get("dispatcher", f"/search/?q={lead.number}")

        assert answer.status_code == 200
        assert "没有找到" in text_of(answer)

    def test_finds_matters_places_and_teams(self, get):
        assert "擅自占用道路" in text_of(get("officer", "/search/?q=占道经营"))
        assert "严村村" in text_of(get("officer", "/search/?q=严村"))
        assert "航埠镇综合行政执法队" in text_of(get("officer", "/search/?q=航埠镇综合"))

    @pytest.mark.parametrize("words", ["", "   ", "%", "_", "'\"<script>", "x" * 500, "\x00"])
    def test_takes_anything(self, get, words):
        answer = get("dispatcher", f"/search/?q={quote(words)}")

        assert answer.status_code == 200
        assert "<script>" not in text_of(answer).split("</head>")[1].replace("<script type", "")

    def test_says_how_when_nothing_was_typed(self, get):
        assert "搜什么都行" in text_of(get("grid", "/search/"))


class TestSystem:
    @pytest.fixture
    def failed(self, db):
        return OutboxMessage.objects.create(
            name="leads.moved", payload="{}", status="FAILED", run_after=clock.now(), created_at=clock.now(),
            attempts=8, last_error="ValueError: no such cell",
        )  # fmt: skip

    def test_shows_what_failed_and_why(self, get, failed):
        page = text_of(get("system", "/"))

        assert "ValueError: no such cell" in page
        assert "后台任务进程没有运行" in page

    def test_tries_again(self, client, county, failed):
        client.force_login(county.people["system"].user)

        answer = client.post("/system/retry/", {"message": failed.pk})

        failed.refresh_from_db()
        assert answer.status_code == 302
        assert (failed.status, failed.attempts) == ("PENDING", 0)

    def test_a_second_press_is_told_so(self, client, county):
        client.force_login(county.people["system"].user)

        assert client.post("/system/retry/").status_code == 409

    def test_nobody_else_may(self, client, county, failed):
        client.force_login(county.people["district"].user)

        assert client.post("/system/retry/").status_code == 403
        failed.refresh_from_db()
        assert failed.status == "FAILED"

    def test_the_ledger_page_says_how_to_verify(self, get):
        page = text_of(get("supervisor", "/ledger/"))

        assert "tongpan ledger verify --against" in page


class TestFigures:
    def test_standing_figures_are_those_of_the_roll_ups(self, get, county):
        Lead.objects.filter(pk=county.leads[0].pk).update(status=Status.ARCHIVED, outcome=Outcome.CORRECTED)
        before = text_of(get("district", "/overview/"))
        count_anew()

        assert text_of(get("district", "/overview/")) != before
