"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import acts, case, findings, listing, opening, paper, parties, rows, staffing, stepping

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
    path("transfers/", acts.transfers, name="transfers"),
    path("transfers/<uuid:transfer_id>/", acts.transfer, name="transfer"),
    path("<uuid:case_id>/act/<str:code>/", acts.act, name="act"),
    path("<uuid:case_id>/help/", acts.ask_help, name="ask_help"),
    path("<uuid:case_id>/help/<uuid:assistance_id>/", acts.helped, name="helped"),
    path("<uuid:case_id>/questions/<str:code>/", acts.question, name="question"),
    path("<uuid:case_id>/paper/", paper.paper, name="paper"),
    path("<uuid:case_id>/add/party/", parties.add_party, name="add_party"),
    path("<uuid:case_id>/add/cause/", parties.add_cause, name="add_cause"),
    path("<uuid:case_id>/rows/<str:key>/", rows.enter, name="enter"),
    path("<uuid:case_id>/rows/<str:key>/<int:place>/", rows.enter, name="fill"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
