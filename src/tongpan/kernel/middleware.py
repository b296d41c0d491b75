"""Middleware: a log line for each request, GET that cannot write, and refusals as plain answers."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from tongpan.kernel import logs, refusals
from tongpan.kernel.errors import NotAuthenticated, NotFound, Refusal
from tongpan.kernel.problems import problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("tongpan.request")
_CALLER_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestLogMiddleware:
    """Give each request a number, send it back, and log how the request went."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        given = request.headers.get("X-Request-ID", "")
        number = given if _CALLER_ID.fullmatch(given) else uuid4().hex
        token = logs.request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            logger.info(
                "%s %s %s",
                request.method,
                request.path,
                response.status_code,
                extra={"ms": round((time.perf_counter() - began) * 1000, 1), "user": refusals.actor_label(request)},
            )
            return response
        finally:
            logs.request_id.reset(token)


class CallerAddressMiddleware:
    """
    Take the caller's address from ``X-Forwarded-For`` where so many proxies of ours stand before the site.

    Each proxy adds the address it saw at the right; what stands further left is the caller's own claim and is ignored.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        proxies = settings.TONGPAN_PROXIES
        if proxies and len(seen) >= proxies:
            request.META["REMOTE_ADDR"] = seen[-proxies]
        return self.get_response(request)


class ContentPolicyMiddleware(CSPMiddleware):
    """Say what a page may load; answers of the API are data, and load nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the policy of one answer."""
        if not request.path_info.startswith("/api/"):
            return super().process_response(request, response)
        response[HEADER] = "default-src 'none'; frame-ancestors 'none'"
        return response


class WroteOnGet(RuntimeError):
    """A GET tried to write. That is a bug: reading has no consequences."""


_WRITES = re.compile(
    r"\s*(?:WITH\b.*?\b)?(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP|COPY)\b", re.I | re.S
)
_ALLOWED = ("django_session", "kernel_refusedattempt")


def _reject_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    text = str(sql)
    if _WRITES.match(text) and not any(f'"{table}"' in text[:80] for table in _ALLOWED):
        raise WroteOnGet(f"a GET tried to write: {text[:120]}")
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    """In development and tests: a GET or HEAD that writes fails loudly. Sessions are let through."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connection.execute_wrapper(_reject_writes):
            return self.get_response(request)


class RefusalMiddleware:
    """Turn a refusal that a view let through into a plain page (or problem+json under /api/), and keep it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request. No address of ours holds a NUL, and PostgreSQL takes none."""
        if "\0" in request.path_info and (refused := self.process_exception(request, NotFound())):
            return refused
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an expected failure; anything else is a bug and stays one."""
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
            return problem_response(request, exception)
        refusals.record(request, exception)
        if isinstance(exception, NotAuthenticated):
            return _to_login(request)
        body = render_to_string("refusal.html", {"refusal": exception, "status": exception.status}, request)
        return HttpResponse(body, status=exception.status)


def _to_login(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
