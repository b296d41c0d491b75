"""Refusals: expected failures that carry their reason, and every legal reason its article."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongpan.law.verdict import Verdict


class Refusal(Exception):
    """An expected failure. ``str(refusal)`` is the plain Chinese reason and the way forward."""

    status = 400
    code = "refused"

    def __init__(self, message: str, *, code: str | None = None, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = dict(fields or {})
        """field name → what is wrong with it, for forms and problem+json"""


class Invalid(Refusal):
    """The input itself is wrong; ``fields`` says where."""

    status = 422
    code = "invalid"


class NotAuthenticated(Refusal):
    status = 401
    code = "not_authenticated"


class Forbidden(Refusal):
    """The actor is known but not empowered."""

    status = 403
    code = "forbidden"


class NotFound(Refusal):
    """There is no such thing, or the actor may not know of it."""

    status = 404
    code = "not_found"

    def __init__(self, message: str = "没有找到，或您无权查看", **rest: str) -> None:
        super().__init__(message, **rest)  # type: ignore[arg-type]


class Conflict(Refusal):
    """Somebody else was faster; nothing was changed."""

    status = 409
    code = "conflict"


class TooLarge(Refusal):
    status = 413
    code = "too_large"


class Unlawful(Refusal):
    """A legal rule refuses the step; ``verdict`` names each breach and its article."""

    status = 422
    code = "unlawful"

    def __init__(self, verdict: "Verdict") -> None:
        super().__init__("；".join(breach.message for breach in verdict), code=verdict[0].code)
        self.verdict = verdict


def require(verdict: "Verdict") -> None:
    """
    Let a lawful step pass.

    :raises Unlawful: if any breach of grade A, B or D stands (grade C only warns)
    """
    blocking = tuple(breach for breach in verdict if breach.grade != "C")
    if blocking:
        raise Unlawful(blocking)
