"""The floor alone: no feature is installed."""

from tongpan.config.settings.test import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "tongpan.kernel",
]
ROOT_URLCONF = "tests.kernel.urls"
