"""Addresses under /cases/."""

from django.urls import path

from tongpan.cases.views import case, evidence, files, findings, listing, opening, property, stepping, uploads

app_name = "cases"
urlpatterns = [
    path("", listing.case_list, name="list"),
    path("approvals/", listing.approvals, name="approvals"),
    path("new/", opening.open_case, name="open"),
    path("proposals/<uuid:proposal_id>/", stepping.proposal, name="proposal"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/step/", stepping.step, name="step"),
    path("<uuid:case_id>/staff/", opening.staff, name="staff"),
    path("<uuid:case_id>/recusal/", opening.recusal, name="recusal"),
    path("<uuid:case_id>/clue/", findings.clue, name="clue"),
    path("<uuid:case_id>/uploads/", uploads.uploads, name="uploads"),
    path("<uuid:case_id>/uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("<uuid:case_id>/files/<uuid:file_id>/", files.content, name="file"),
    path("<uuid:case_id>/files/<uuid:file_id>/copy/", files.copy, name="copy"),
    path("<uuid:case_id>/property/", property.inventory, name="property"),
    path("<uuid:case_id>/evidence/", evidence.evidences, name="evidences"),
    path("<uuid:case_id>/evidence/<str:ref>/", evidence.item, name="evidence"),
    path("<uuid:case_id>/evidence/<str:ref>/examine/", evidence.examine, name="examine"),
    path("<uuid:case_id>/parties/<str:handle>/", findings.party, name="party"),
    path("<uuid:case_id>/charges/<str:party>/<str:cause>/", findings.charge, name="charge"),
]
