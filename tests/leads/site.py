"""Addresses of leads and of what lies below them: the pages of leads stand without the features above."""

from django.urls import include, path

urlpatterns = [
    path("", include("tongpan.ui.urls")),
    path("accounts/", include("allauth.urls")),
    path("places/", include("tongpan.places.urls")),
    path("agencies/", include("tongpan.agencies.urls")),
    path("leads/", include("tongpan.leads.urls")),
]
handler404 = "tongpan.ui.views.not_found"
