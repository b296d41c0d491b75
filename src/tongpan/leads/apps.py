"""Django's view of this feature."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LeadsConfig(AppConfig):
    name = "tongpan.leads"
    verbose_name = "线索"

    def ready(self) -> None:
        autodiscover_modules("subscribers", "tasks")
