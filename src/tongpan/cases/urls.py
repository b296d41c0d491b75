"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import case, findings, listing, opening, papers, spotstart, stepping, summary

app_name = "cases"
urlpatterns = [
    path("", listing.case_list, name="list"),
    path("approvals/", listing.approvals, name="approvals"),
    path("new/", opening.open_case, name="open"),
    path("on-the-spot/", spotstart.start, name="spot"),
    path("on-the-spot/terms/", papers.terms, name="spot_terms"),
    path("on-the-spot/decided/<uuid:case_id>/", papers.decided, name="spot_decided"),
    path("on-the-spot/decided/<uuid:case_id>/paper/", papers.paper, name="spot_paper"),
    path("on-the-spot/<uuid:token>/who/", summary.who, name="spot_who"),
    path("on-the-spot/<uuid:token>/facts/", summary.facts, name="spot_facts"),
    path("on-the-spot/<uuid:token>/penalty/", summary.penalty, name="spot_penalty"),
    path("on-the-spot/<uuid:token>/told/", summary.told, name="spot_told"),
    path("on-the-spot/<uuid:token>/confirm/", summary.confirm, name="spot_confirm"),
    path("on-the-spot/<uuid:token>/second/", spotstart.second, name="spot_second"),
    path("on-the-spot/<uuid:token>/ordinary/", spotstart.ordinary, name="spot_ordinary"),
    path("on-the-spot/<uuid:token>/drop/", spotstart.drop, name="spot_drop"),
    path("proposals/<uuid:proposal_id>/", stepping.proposal, name="proposal"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/step/", stepping.step, name="step"),
    path("<uuid:case_id>/staff/", opening.staff, name="staff"),
    path("<uuid:case_id>/recusal/", opening.recusal, name="recusal"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
