"""Pages: one template name, answered whole to a browser and in part to htmx."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asked for a part of a page; boosted links and restored history want the whole."""
    headers = request.headers
    if headers.get("HX-Request") != "true":
        return False
    return headers.get("HX-Boosted") != "true" and headers.get("HX-History-Restore-Request") != "true"


def page(request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """
    Render ``<feature>/<page>.html``, or for htmx its inner half ``<feature>/_<page>.html`` where there is one.

    ``page(request, "leads/list", {...})``: ``list.html`` extends ``ui/base.html`` and includes ``_list.html``.
    """
    folder, _, leaf = name.rpartition("/")
    names = [f"{name}.html"]
    if wants_fragment(request):
        names.insert(0, f"{folder}/_{leaf}.html")
    response = HttpResponse(render_to_string(names, dict(context or {}), request), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
