"""Where a paper is looked up: what its QR leads to."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def lookup_address(request: HttpRequest) -> str:
    """Return the public address of the page where papers are looked up; the code is added to it."""
    path = reverse("documents:verify")
    public: str = settings.TONGPAN_PUBLIC_ADDRESS
    return f"{public}{path}" if public else request.build_absolute_uri(path)
