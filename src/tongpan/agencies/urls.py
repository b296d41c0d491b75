"""Addresses under /agencies/."""

from datetime import date

from django.urls import path, register_converter

from tongpan.agencies.views import callouts, coverage, handover, organizing, people, roster, teams


class IsoDate:
    """A day in an address: 2026-11-23."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Read a day; one that does not exist is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Write a day."""
        return value.isoformat()


register_converter(IsoDate, "isodate")

app_name = "agencies"

urlpatterns = [
    path("", teams.team_list, name="teams"),
    path("teams/<uuid:team_id>/", teams.team, name="team"),
    path("bodies/<uuid:agency_id>/", teams.agency, name="agency"),
    path("towns/<uuid:town_id>/", teams.town, name="town"),
    path("towns/<uuid:town_id>/organize/", organizing.organize, name="organize"),
    path("officers/<uuid:officer_id>/", people.officer, name="officer"),
    path("coverage/", coverage.matrix, name="coverage"),
    path("coverage.xlsx", coverage.matrix_xlsx, name="coverage_xlsx"),
    path("roster/", roster.mine, name="roster"),
    path("roster/<uuid:place_id>/<isodate:monday>/", roster.week, name="roster_week"),
    path("roster/shifts/<uuid:shift_id>/", roster.shift, name="shift"),
    path("handover/", handover.sheets, name="handovers"),
    path("handover/<uuid:sheet_id>/", handover.sheet, name="handover"),
    path("callouts/", callouts.calls, name="callouts"),
    path("callouts/<uuid:call_id>/", callouts.answer, name="callout"),
]
