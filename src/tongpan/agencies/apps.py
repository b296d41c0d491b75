"""Django's view of this feature."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgenciesConfig(AppConfig):
    name = "tongpan.agencies"
    verbose_name = "机关与人员"

    def ready(self) -> None:
        """Let the worker know what this feature does, and the inbox what each feature lets wait for people."""
        autodiscover_modules("subscribers", "tasks", "queries.awaiting")
