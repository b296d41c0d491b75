"""Every request knows who acts, and pays for it only when somebody asks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from tongpan.agencies.queries import actor_of
from tongpan.kernel import clock


class ActorMiddleware:
    """Set `request.actor`. It costs no query until it is used, and at most three then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        request.actor = SimpleLazyObject(lambda: actor_of(request.user, clock.today()))  # type: ignore[attr-defined]
        return self.get_response(request)
