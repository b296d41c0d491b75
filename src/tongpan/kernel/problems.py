"""Refusals as problem+json (RFC 9457): the reason, its articles, and the fields that are wrong."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from tongpan.kernel import refusals
from tongpan.kernel.errors import Refusal, Unlawful


def problem_of(refusal: Refusal, *, instance: str = "") -> dict[str, Any]:
    """Return the document for one refusal."""
    problem: dict[str, Any] = {
        "type": f"urn:tongpan:refusal:{refusal.code}",
        "title": refusal.message,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.message,
    }
    if instance:
        problem["instance"] = instance
    if refusal.fields:
        problem["fields"] = refusal.fields
    if isinstance(refusal, Unlawful):
        problem["breaches"] = [
            {
                "code": breach.code,
                "message": breach.message,
                "citation": str(breach.citation) if breach.citation is not None else None,
                "grade": breach.grade,
            }
            for breach in refusal.verdict
        ]
    return problem


def problem_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal as problem+json, and keep it as a refused attempt where 监督 wants it."""
    refusals.record(request, refusal)
    body = json.dumps(problem_of(refusal, instance=request.path), ensure_ascii=False)
    response = HttpResponse(body, status=refusal.status, content_type="application/problem+json; charset=utf-8")
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


class BreachOut(Schema):
    """One way in which a step offends one rule."""

    code: str
    message: str
    citation: str | None
    grade: str


class Problem(Schema):
    """The shape of every refusal, for the API's own description."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str | None = None
    fields: dict[str, str] | None = None
    breaches: list[BreachOut] | None = None


REFUSED = frozenset({400, 401, 403, 404, 409, 413, 422})
"""the answers that every endpoint may give beside its own"""
