"""Django's view of this feature."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "tongpan.dispatch"
    verbose_name = "分流交办"
