"""Addresses of the places."""

from django.urls import path

from tongpan.places import views

app_name = "places"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("<uuid:place_id>/", views.place, name="place"),
    path("<uuid:place_id>/outline.json", views.outline, name="outline"),
    path("<uuid:place_id>/history/", views.history, name="history"),
    path("<uuid:place_id>/rename/", views.rename, name="rename"),
    path("<uuid:place_id>/recode/", views.recode, name="recode"),
    path("<uuid:place_id>/redraw/", views.redraw, name="redraw"),
    path("<uuid:place_id>/link-code/", views.link_code, name="link_code"),
    path("<uuid:place_id>/add-grid/", views.add_grid, name="add_grid"),
]
