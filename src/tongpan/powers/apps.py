"""Django's view of this feature."""

from django.apps import AppConfig


class PowersConfig(AppConfig):
    name = "tongpan.powers"
    verbose_name = "职权"
