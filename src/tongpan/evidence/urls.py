"""Addresses under /evidence/."""

from django.urls import path

from tongpan.evidence.views import keeping

app_name = "evidence"
urlpatterns = [
    path("property/", keeping.keeper, name="keeper"),
    path("property/<uuid:item_id>/", keeping.line, name="line"),
]
