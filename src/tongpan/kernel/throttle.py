"""A brake for what anybody may send without signing in: so many times in so long, by address."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from tongpan.kernel.crypto import keyed_digest


@dataclass(frozen=True, slots=True)
class Brake:
    """One rule: at most ``times`` in ``seconds``."""

    name: str
    times: int
    seconds: int

    def exceeded(self, *marks: str) -> bool:
        """Count one more for these marks, and tell whether it was one too many. No address is kept in the clear."""
        digest = keyed_digest("\0".join(("brake", self.name, *marks)).encode())[:32]
        key = f"brake:{self.name}:{digest}"
        if cache.add(key, 1, self.seconds):
            return False
        try:
            return cache.incr(key) > self.times
        except ValueError:  # it ran out between the two
            cache.set(key, 1, self.seconds)
            return False


def address_of(request: HttpRequest) -> str:
    """Return where a request came from, as the server saw it."""
    return str(request.META.get("REMOTE_ADDR", ""))
