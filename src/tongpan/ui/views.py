"""The frame's own pages: display choices, the application manifest, the service worker, the style page."""

import json
from importlib import resources

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST

from tongpan.kernel import clock
from tongpan.ui import context, navigation, samples
from tongpan.ui.errors import bad_request as bad_request
from tongpan.ui.errors import csrf_failure as csrf_failure
from tongpan.ui.errors import forbidden as forbidden
from tongpan.ui.errors import not_found as not_found
from tongpan.ui.errors import server_error as server_error
from tongpan.ui.pages import page

WORKER_VERSION = "1"
YEAR_SECONDS = 365 * 24 * 3600
CHOICES = (("theme", context.THEME_COOKIE, context.THEMES), ("type", context.TYPE_COOKIE, context.TYPE_SIZES))


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the choice of theme and type size in a cookie, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, cookie, allowed in CHOICES:
        if (value := request.POST.get(name)) in allowed:
            response.set_cookie(cookie, str(value), max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
@require_GET
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the installable application."""
    facts = {
        "name": f"{context.PRODUCT} · {context.TAGLINE}",
        "short_name": context.PRODUCT,
        "lang": "zh-Hans",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#143a75",
        "icons": [
            {"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": static("ui/mark-maskable.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"},
        ],
    }
    if report := navigation.first_url(navigation.REPORT_URLS):
        facts["shortcuts"] = [{"name": "一键上报", "url": report}]
    return HttpResponse(json.dumps(facts, ensure_ascii=False), content_type="application/manifest+json")


@login_not_required
@require_GET
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, so that its scope is the whole site."""
    source = resources.files("tongpan.ui").joinpath("static/ui/sw.js").read_text(encoding="utf-8")
    report = navigation.first_url(navigation.REPORT_URLS)
    facts = {"static": settings.STATIC_URL, "offline": "/offline/", "report": report, "version": WORKER_VERSION}
    body = f"self.TONGPAN = {json.dumps(facts, ensure_ascii=False)};\n{source}"
    return HttpResponse(body, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no network; the service worker keeps a copy of this page."""
    return page(request, "ui/offline")


def _only_while_building() -> None:
    if not (settings.DEBUG or getattr(settings, "TONGPAN_DEMO", False)):
        raise Http404


@login_not_required
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every component once (demo and development only)."""
    _only_while_building()
    return page(request, "ui/style", samples.context(clock.now()))


@login_not_required
@require_GET
def wall_sample(request: HttpRequest) -> HttpResponse:
    """Show the wall screen's dress (demo and development only)."""
    _only_while_building()
    return page(request, "ui/wall_sample", samples.context(clock.now()))
