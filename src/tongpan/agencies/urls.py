"""Addresses under /agencies/."""

from datetime import date

from django.urls import path, register_converter

from tongpan.agencies.views import (
    callouts,
    coverage,
    handover,
    importing,
    manager,
    organizing,
    people,
    personnel,
    posting,
    recorders,
    roster,
    staff,
    teams,
    tokens,
)


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
    path("manage/", manager.overview, name="manage"),
    path("manage/bodies/new/", manager.new_agency, name="new_agency"),
    path("manage/people/new/", manager.new_person, name="new_person"),
    path("manage/import/", importing.upload, name="import"),
    path("manage/import/bring/", importing.bring, name="import_bring"),
    path("manage/import/template.xlsx", importing.template, name="import_template"),
    path("manage/tokens/", tokens.tokens, name="tokens"),
    path("manage/tokens/<uuid:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("officers/<uuid:officer_id>/account/", staff.account, name="account"),
    path("officers/<uuid:officer_id>/amend/", staff.amend, name="amend"),
    path("officers/<uuid:officer_id>/posts/new/", staff.new_post, name="new_post"),
    path("officers/<uuid:officer_id>/credentials/new/", staff.new_card, name="new_card"),
    path("officers/<uuid:officer_id>/personnel/new/", personnel.new_plan, name="new_plan"),
    path("personnel/", personnel.plans, name="plans"),
    path("personnel/<uuid:action_id>/", personnel.plan, name="plan"),
    path("officers/<uuid:officer_id>/transfer/", staff.transfer, name="transfer"),
    path("posts/<uuid:appointment_id>/end/", staff.end_post, name="end_post"),
    path("credentials/<uuid:credential_id>/", staff.card, name="card"),
    path("teams/<uuid:team_id>/postings/new/", posting.new_posting, name="new_posting"),
    path("postings/<uuid:posting_id>/liaison/", posting.liaison, name="liaison"),
    path("postings/<uuid:posting_id>/end/", posting.ending, name="end_posting"),
    path("towns/<uuid:town_id>/regional/", posting.regional, name="regional"),
    path("coverage/", coverage.matrix, name="coverage"),
    path("coverage.xlsx", coverage.matrix_xlsx, name="coverage_xlsx"),
    path("roster/", roster.mine, name="roster"),
    path("roster/<uuid:place_id>/<isodate:monday>/", roster.week, name="roster_week"),
    path("roster/shifts/<uuid:shift_id>/", roster.shift, name="shift"),
    path("recorders/", recorders.recorders, name="recorders"),
    path("recorders/new/", recorders.new_recorder, name="new_recorder"),
    path("recorders/<uuid:recorder_id>/", recorders.recorder, name="recorder"),
    path("handover/", handover.sheets, name="handovers"),
    path("handover/<uuid:sheet_id>/", handover.sheet, name="handover"),
    path("callouts/", callouts.calls, name="callouts"),
    path("callouts/<uuid:call_id>/", callouts.answer, name="callout"),
]
