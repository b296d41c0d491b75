"""A browser for dispatch tests: addresses and pages as text."""

from typing import Any

from django.urls import reverse


def url(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page of dispatch."""
    return reverse(f"dispatch:{name}", args=args, query=query or None)


def body(response: Any) -> str:
    """Return a page's markup."""
    return response.content.decode()
