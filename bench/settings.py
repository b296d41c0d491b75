"""The demo's settings with one more address: a bare endpoint that writes two rows, to compare with."""

from tongpan.config.settings.base import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
