"""三项制度覆盖率（M184）：公示、全过程记录、法制审核各占多少；按机关和期间，不排名次。"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.papers import make
from tests.cases.spots import decide, on_the_spot

from tongpan.cases import actions
from tongpan.cases.models import CaseSystems
from tongpan.cases.queries.systems import three_systems
from tongpan.law.penalty.recording import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


class TestRates:
    def test_m184_a_decided_case_counts_where_the_law_asks(self, stage, decided):
        (body,), total, waiting = three_systems(stage.head, *YEAR)

        assert (body.name, body.cases, total, waiting) == (stage.town.agency.name, 1, None, 0)
        assert str(body.coverage.disclosure) == "0.0%（0/1）"
        assert str(body.coverage.recording) == "0.0%（0/1）"

    def test_a_phase_counts_with_its_paper(self, stage, decided):
        (before,), _, _ = three_systems(stage.head, *YEAR)
        make(stage, decided)

        (after,), _, _ = three_systems(stage.head, *YEAR)

        assert Phase.DECISION in dict(before.missing)
        assert Phase.DECISION not in dict(after.missing)

    def test_a_decision_on_the_spot_is_reviewed_by_no_lawyer(self, stage):
        decide(on_the_spot(stage))

        (body,), _, _ = three_systems(stage.head, *YEAR)

        assert str(body.coverage.review) == "没有应当完成的案件"

    def test_what_is_not_decided_is_not_counted(self, stage):
        stage.found(stage.open())

        assert three_systems(stage.head, *YEAR) == ([], None, 0)

    def test_another_period_is_another_count(self, stage, decided):
        assert three_systems(stage.head, date(2025, 1, 1), date(2025, 12, 31))[0] == []

    def test_a_case_of_another_place_is_not_counted(self, stage, decided):
        assert three_systems(cast.actor(cast.dispatcher_zheng()), *YEAR)[0] == []

    def test_a_recount_fills_in_what_was_decided_before(self, stage, decided):
        CaseSystems.objects.all().delete()
        assert three_systems(stage.head, *YEAR)[2] == 1

        actions.recount_all(now=stage.now + timedelta(minutes=1))

        assert three_systems(stage.head, *YEAR)[2] == 0


@pytest.mark.usefixtures("moment")
class TestPage:
    def test_shows_rates_by_name_and_no_rank(self, stage, decided, enter):
        shown = enter(stage.head).get(reverse("cases:three_systems")).content.decode()

        assert stage.town.agency.name in shown
        assert "0.0%（0/1）" in shown
        assert "不排名次" in shown

    def test_an_officer_sees_no_figures_of_bodies(self, stage, enter):
        assert enter(stage.officer).get(reverse("cases:three_systems")).status_code == 403

    def test_by_call(self, stage, decided, enter):
        told = enter(stage.head).get("/api/v1/cases/three-systems", {"start": "2026-01-01", "end": "2026-12-31"}).json()

        (body,) = told["bodies"]
        assert (body["cases"], body["disclosure"]) == (1, {"done": 0, "due": 1, "open": 0})

    def test_a_period_that_is_none_is_taken_for_this_year(self, stage, decided, enter):
        assert enter(stage.head).get(reverse("cases:three_systems"), {"start": "x"}).status_code == 200
