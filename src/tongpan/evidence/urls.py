"""Addresses under /evidence/."""

from django.urls import path

from tongpan.evidence.views import footage, keeping

app_name = "evidence"
urlpatterns = [
    path("property/", keeping.keeper, name="keeper"),
    path("property/<uuid:item_id>/", keeping.line, name="line"),
    path("footage/", footage.footage, name="footage"),
    path("footage/retention/", footage.retention, name="retention"),
    path("footage/<uuid:recording_id>/", footage.recording, name="recording"),
]
