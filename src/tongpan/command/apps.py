"""Django's view of this feature."""

from django.apps import AppConfig


class CommandConfig(AppConfig):
    name = "tongpan.command"
    verbose_name = "指挥"
