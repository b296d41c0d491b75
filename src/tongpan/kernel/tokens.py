"""API tokens: for other systems, in place of a login. Shown once; only the digest is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from tongpan.kernel import clock
from tongpan.kernel.brief import kept_briefly
from tongpan.kernel.models import ApiToken, User

PREFIX = "tp_"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(*, user: User, name: str, now: datetime, valid: timedelta) -> tuple[ApiToken, str]:
    """Make a token for a user; return its row and, once, the token itself."""
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(user=user, name=name, digest=_digest(token), created_at=now, expires_at=now + valid)
    return row, token


def issue(*, user: User, name: str, now: datetime, valid: timedelta = timedelta(days=365)) -> str:
    """Make a token for a user and return it, once."""
    return make(user=user, name=name, now=now, valid=valid)[1]


def revoke(token_id: UUID, *, now: datetime) -> bool:
    """Take a token back; return whether it was in force."""
    return bool(ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=now))


def holder_of(token: str, now: datetime) -> User | None:
    """Return the user whose valid token this is: one query a second at most, none for what is no token."""
    if not token.startswith(PREFIX):
        return None
    row = _in_force(_digest(token))
    return row.user if row is not None and row.expires_at > now else None


@kept_briefly
def _in_force(digest: str) -> ApiToken | None:
    return ApiToken.objects.select_related("user").filter(digest=digest, revoked_at=None, user__is_active=True).first()


class TokenAuth(HttpBearer):
    """``Authorization: Bearer tp_…``"""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Let the holder of a valid token act as its user."""
        user = holder_of(token, clock.now())
        if user is not None:
            request.user = user
        return user


token_auth = TokenAuth()
