"""Refused attempts: recorded by the edge, after the rollback, because 监督 wants to see them."""

import logging
from datetime import datetime

from django.db import DatabaseError, connection
from django.http import HttpRequest

from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, Refusal, Unlawful
from tongpan.kernel.logs import request_id
from tongpan.kernel.models import RefusedAttempt

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
logger = logging.getLogger(__name__)


def actor_label(request: HttpRequest) -> str:
    """Return the short stable text for who made a request, without a query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return "anonymous"
    return f"user:{user.pk}"


def record(request: HttpRequest, refusal: Refusal) -> None:
    """
    Keep a refused attempt: one that was not allowed, or not lawful. Slips of the pen are only logged.

    Called by the edge when no transaction is open any more; it never makes an answer fail.
    """
    note(
        actor=actor_label(request),
        method=request.method or "",
        path=request.path,
        refusal=refusal,
        at=clock.now(),
    )


def note(*, actor: str, method: str, path: str, refusal: Refusal, at: datetime) -> None:
    """Log a refusal, and keep a row for those that matter to 监督 (not for reading, which must not write)."""
    logger.info("refused", extra={"actor": actor, "method": method, "path": path, "code": refusal.code})
    if method in SAFE or not isinstance(refusal, Forbidden | Unlawful):
        return
    if connection.in_atomic_block and connection.needs_rollback:
        return
    try:
        RefusedAttempt.objects.create(
            at=at,
            actor=actor,
            method=method[:10],
            path=path[:300],
            status=refusal.status,
            code=refusal.code[:80],
            message=refusal.message,
            request_id=request_id.get(),
        )
    except DatabaseError:
        logger.exception("a refused attempt could not be recorded")
