"""Django's view of this feature."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tongpan.places"
    verbose_name = "地点"
