"""Django's view of this feature."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "tongpan.leads"
    verbose_name = "线索"
