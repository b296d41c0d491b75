"""Addresses of the frame itself."""

from django.urls import path

from tongpan.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/display/", views.display, name="display"),
    path("ui/components/", views.components, name="components"),
    path("ui/wall/", views.wall_sample, name="wall_sample"),
    path("offline/", views.offline, name="offline"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
]
