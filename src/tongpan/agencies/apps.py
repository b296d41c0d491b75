"""Django's view of this feature."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "tongpan.agencies"
    verbose_name = "机关与人员"
