"""The database backend that ``settings.DATABASES`` names where PostgreSQL is used."""

import time

from django.db.backends.postgresql import base

TRUSTED_SECONDS = 1.0
"""a connection that was used so short a time ago is used again without being asked whether it still stands"""


class DatabaseWrapper(base.DatabaseWrapper):
    """
    Django asks a kept connection whether it still stands before each request uses it: one journey to the server.

    Here only one that was idle is asked. One that broke while it was busy fails the request it serves, as one that
    breaks between question and work always did; after an error Django asks, and renews it for the next request.
    """

    _used_at = float("-inf")

    def close_if_health_check_failed(self) -> None:
        """Close the connection if it was idle and does not stand any more."""
        now = time.monotonic()
        if now - self._used_at >= TRUSTED_SECONDS:
            super().close_if_health_check_failed()
        else:
            self.health_check_done = True  # not in the middle of a request either
        self._used_at = now
