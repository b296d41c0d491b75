"""Django's view of this feature."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PowersConfig(AppConfig):
    name = "tongpan.powers"
    verbose_name = "职权"

    def ready(self) -> None:
        """Let the worker know what this feature listens to and does by itself."""
        autodiscover_modules("subscribers", "tasks")
