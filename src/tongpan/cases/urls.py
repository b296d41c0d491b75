"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import board, case, discretion, findings, guiding, listing, opening, stepping, supervision

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
    path("asked/", guiding.asked, name="asked"),
    path("asked/<uuid:opinion_id>/", guiding.opinion, name="opinion"),
    path("deviations/<uuid:deviation_id>/", discretion.deviation, name="deviation"),
    path("<uuid:case_id>/ask/", guiding.ask, name="ask"),
    path("<uuid:case_id>/guide/<str:cause>/", guiding.guide, name="guide"),
    path("<uuid:case_id>/guide/<str:cause>/<str:party>/inquiry/", guiding.inquiry, name="inquiry"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/discretion/", discretion.charge, name="discretion"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/step/", stepping.step, name="step"),
    path("<uuid:case_id>/staff/", opening.staff, name="staff"),
    path("<uuid:case_id>/recusal/", opening.recusal, name="recusal"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
