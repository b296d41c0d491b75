"""Django's view of the outermost ring, so that its management commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "tongpan.config"
    verbose_name = "配置"
