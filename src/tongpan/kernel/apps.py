"""Django's view of this feature."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "tongpan.kernel"
    verbose_name = "通盘内核"

    def ready(self) -> None:
        """Register system checks and periodic jobs."""
        from tongpan.kernel import checks, tasks  # noqa: F401  models are loaded by now
        from tongpan.kernel.calendar import subscribers  # noqa: F401
