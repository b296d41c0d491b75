"""Django's view of this feature."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EvidenceConfig(AppConfig):
    name = "tongpan.evidence"
    verbose_name = "证据"

    def ready(self) -> None:
        autodiscover_modules("tasks")
