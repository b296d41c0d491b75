"""Addresses under /documents/."""

from django.urls import path

from tongpan.documents.views import sealing, verifying

app_name = "documents"
urlpatterns = [
    path("", sealing.to_seal, name="to_seal"),
    path("seals/", sealing.register, name="seals"),
    path("seals/<uuid:seal_id>/", sealing.one_seal, name="seal"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>", verifying.verify, name="verify_code"),
    path("<uuid:document_id>/text/", sealing.text, name="text"),
]
