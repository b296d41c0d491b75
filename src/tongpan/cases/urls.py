"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import (
    approving,
    case,
    findings,
    listing,
    meeting,
    opening,
    outside,
    responsibility,
    reviewing,
    stepping,
)

app_name = "cases"
urlpatterns = [
    path("", listing.case_list, name="list"),
    path("approvals/", approving.approvals, name="approvals"),
    path("levels/", approving.levels, name="levels"),
    path("lessons/", reviewing.lessons, name="lessons"),
    path("o/<str:token>/", outside.outside, name="outside"),
    path("consultations/<uuid:consultation_id>/withdraw/", outside.withdraw, name="consult_withdraw"),
    path("new/", opening.open_case, name="open"),
    path("proposals/<uuid:proposal_id>/", approving.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/paper/", approving.signed, name="signed"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/step/", stepping.step, name="step"),
    path("<uuid:case_id>/review/", reviewing.review, name="review"),
    path("<uuid:case_id>/proof/", reviewing.proof, name="proof"),
    path("<uuid:case_id>/consult/", outside.ask, name="consult"),
    path("<uuid:case_id>/lesson/", reviewing.lesson, name="lesson"),
    path("<uuid:case_id>/deliberation/", meeting.deliberation, name="deliberation"),
    path("<uuid:case_id>/hearing/", meeting.hearing, name="hearing"),
    path("<uuid:case_id>/event/", meeting.event, name="event"),
    path("<uuid:case_id>/responsibility/", responsibility.responsibility, name="responsibility"),
    path("<uuid:case_id>/staff/", opening.staff, name="staff"),
    path("<uuid:case_id>/recusal/", opening.recusal, name="recusal"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
