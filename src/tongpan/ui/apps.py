"""Django's view of this feature."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tongpan.ui"
    verbose_name = "界面"
