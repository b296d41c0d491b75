"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import board, case, findings, listing, opening, stepping, supervision

app_name = "cases"
urlpatterns = [
    path("", listing.case_list, name="list"),
    path("approvals/", listing.approvals, name="approvals"),
    path("limits/", board.limits, name="limits"),
    path("limits/export/", board.export, name="limits_export"),
    path("limits/reminders/", board.reminders, name="reminders"),
    path("reviews/", board.review_list, name="reviews"),
    path("supervision/", supervision.rolls, name="supervision"),
    path("supervision/open/", supervision.open_rolls, name="supervision_open"),
    path("<uuid:case_id>/look/", supervision.look, name="look"),
    path("new/", opening.open_case, name="open"),
    path("proposals/<uuid:proposal_id>/", stepping.proposal, name="proposal"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/step/", stepping.step, name="step"),
    path("<uuid:case_id>/staff/", opening.staff, name="staff"),
    path("<uuid:case_id>/recusal/", opening.recusal, name="recusal"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
