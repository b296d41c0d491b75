"""Django's view of this feature."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tongpan.documents"
    verbose_name = "文书"
