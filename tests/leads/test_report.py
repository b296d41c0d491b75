"""问题收集: a report is stored, routed and readable in one call."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.leads import stage

from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.leads.actions import report_lead
from tongpan.leads.domain.choices import Channel, Desk, Nature, Priority, RouteRule, Status
from tongpan.leads.domain.report import Where, Who
from tongpan.leads.models import Lead, Reporter

pytestmark = pytest.mark.django_db


class TestAReport:
    def test_m092_goes_to_the_town_team_where_the_town_holds_the_power(self):
        town = stage.a_working_town()

        receipt = stage.reported(town)

        lead = Lead.objects.get(pk=receipt.lead.pk)
        assert lead.status == Status.ROUTED
        assert lead.route_rule == RouteRule.TOWN_DUTY
        assert (lead.body_id, lead.team_id) == (town.agency.pk, town.team.pk)
        assert lead.number.startswith("XS330802-2026-")
        assert "占道经营" in str(lead.route["candidates"])
        assert lead.route["competent"]["acts_as"] == town.agency.name

    def test_m090_writes_the_first_of_five_steps_only(self):
        lead = stage.a_lead(stage.a_working_town())

        assert [at is not None for _, at in lead.steps] == [True, False, False, False, False]

    def test_waits_at_the_district_desk_when_the_place_is_missing(self):
        stage.a_working_town()

        lead = stage.a_lead(None)

        assert (lead.status, lead.desk) == (Status.PLACE_PENDING, Desk.DISTRICT)

    def test_m102_says_that_nobody_is_competent_rather_than_guessing(self):
        town = cast.a_town_with_team()
        stage.occupying()
        stage.touch_lists()
        stage.scoring.forget()

        lead = stage.a_lead(town)

        assert (lead.status, lead.desk, lead.route_rule) == (Status.TRIAGE, Desk.DISTRICT, RouteRule.NO_COMPETENCE)
        assert lead.route["why"]

    def test_waits_for_a_person_when_the_words_say_nothing(self):
        lead = stage.a_lead(stage.a_working_town(), text="请问社保卡丢了去哪里补办")

        assert lead.status == Status.TRIAGE
        assert lead.route_rule in {RouteRule.UNSURE, RouteRule.NOT_ENFORCEMENT}

    def test_m274_emergency_words_raise_the_priority(self):
        lead = stage.a_lead(stage.a_working_town(), text="沿街餐馆燃气泄漏，味道很大，随时会爆炸")

        assert lead.priority == Priority.EMERGENCY

    def test_m101_the_same_outside_number_is_one_lead(self):
        town = stage.a_working_town()
        first = stage.reported(town, source_system="hotline", source_id="GD-1")

        again = stage.reported(town, source_system="hotline", source_id="GD-1")

        assert again.lead.pk == first.lead.pk
        assert (first.created, again.created) == (True, False)
        assert Lead.objects.count() == 1

    def test_m091_a_patrol_finds_and_a_hotline_asks(self):
        town = stage.a_working_town()
        officer = cast.actor(cast.officer_li(town))

        found = report_lead(report=stage.a_report(town, channel=Channel.PATROL), actor=officer, now=cast.NOW)

        assert found.lead.nature == Nature.FOUND

    def test_m186_its_history_is_replayed_from_the_ledger(self):
        lead = stage.a_lead(stage.a_working_town())

        history = ledger.history(lead)

        assert [item.action for item in history] == ["lead.created"]
        assert history[0].facts["text"] == stage.OCCUPYING

    def test_seals_who_reported(self):
        stage.a_lead(stage.a_working_town())

        reporter = Reporter.objects.get()

        assert "13800001111" not in reporter.phone_sealed
        assert "赵" not in reporter.name_sealed

    def test_needs_at_most_twelve_statements(self, settings):
        settings.TONGPAN_STAMP_SECONDS = 60  # as in service: a process trusts its copy of the lists for a moment
        town = stage.a_working_town()
        stage.reported(town)  # warm the process

        with CaptureQueriesContext(
            connection,
        ) as queries:
            stage.reported(town, text=stage.OCCUPYING + "，请尽快处理")

        assert len(queries) <= 12, "\n".join(query["sql"][:150] for query in queries)


class TestABadReport:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"text": " "}, "text", id="没有内容"),
            pytest.param({"text": "长" * 20_001}, "text", id="内容太长"),
            pytest.param({"where": Where(lon=118.8)}, "point", id="只有经度"),
            pytest.param({"where": Where(lon=181, lat=1)}, "point", id="坐标超出范围"),
            pytest.param({"who": Who(phone="打我电话")}, "phone", id="电话不是数字"),
        ],
    )
    def test_is_refused_field_by_field_and_nothing_is_stored(self, changes, field):
        with pytest.raises(Invalid) as refused:
            stage.reported(stage.a_working_town(), **changes)

        assert field in refused.value.fields
        assert not Lead.objects.exists()

    def test_html_is_kept_as_text(self):
        lead = stage.a_lead(stage.a_working_town(), text="<script>alert(1)</script>占道经营")

        assert lead.text.startswith("<script>")
        assert "<" not in lead.title

    def test_a_point_outside_every_grid_is_kept_and_said(self):
        lead = stage.a_lead(None, where=Where(lon=2.35, lat=48.85))

        assert lead.lon == pytest.approx(2.35)
        assert "之外" in lead.route["place"]

    def test_staff_of_another_county_may_not_report_here(self):
        town = stage.a_working_town()
        other = cast.a_county("迎泽区", "140106")

        with pytest.raises(Forbidden):
            report_lead(
                report=stage.a_report(None, district_id=other.pk),
                actor=cast.actor(cast.officer_li(town)),
                now=cast.NOW,
            )

    def test_a_citizen_may_not_pretend_to_be_a_patrol(self):
        with pytest.raises(Forbidden):
            stage.reported(stage.a_working_town(), channel=Channel.PATROL)
