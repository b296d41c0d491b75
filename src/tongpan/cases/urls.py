"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import case, findings, listing, opening, rows, staffing, stepping

app_name = "cases"
urlpatterns = [
    path("", listing.case_list, name="list"),
    path("approvals/", listing.approvals, name="approvals"),
    path("new/", opening.open_case, name="open"),
    path("proposals/<uuid:proposal_id>/", stepping.proposal, name="proposal"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/step/", stepping.step, name="step"),
    path("<uuid:case_id>/staff/", staffing.staff, name="staff"),
    path("<uuid:case_id>/staff/off/", staffing.remove, name="remove"),
    path("<uuid:case_id>/proposals/<uuid:proposal_id>/withdraw/", staffing.withdraw, name="withdraw"),
    path("<uuid:case_id>/proposals/<uuid:proposal_id>/redirect/", staffing.redirect, name="redirect"),
    path("<uuid:case_id>/recusal/", staffing.recusal, name="recusal"),
    path("<uuid:case_id>/rows/<str:key>/", rows.enter, name="enter"),
    path("<uuid:case_id>/rows/<str:key>/<int:place>/", rows.enter, name="fill"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
