"""The JSON API: every feature's router, and the one place that turns refusals into problem+json (RFC 9457)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import django_auth

from tongpan.agencies.api import router as agencies_router
from tongpan.cases.api import router as cases_router
from tongpan.command.api import router as command_router
from tongpan.dispatch.api import router as dispatch_router
from tongpan.documents.api import router as documents_router
from tongpan.evidence.api import router as evidence_router
from tongpan.kernel.errors import Invalid, NotAuthenticated, Refusal
from tongpan.kernel.problems import problem_response
from tongpan.kernel.tokens import token_auth
from tongpan.leads.api import router as leads_router
from tongpan.places.api import router as places_router
from tongpan.powers.api import router as powers_router


class WithoutNul(Parser):
    """Reads JSON and drops NUL characters, which mean nothing and which PostgreSQL does not take."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was sent."""
        return _without_nul(super().parse_body(request))


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value


class Unreadable(Refusal):
    """The request is not in the form that the API speaks."""

    code = "request.unreadable"
    status = 400


api = NinjaAPI(
    title="通盘 API",
    version="1",
    urls_namespace="api",
    description="线索、交办、案件、清单、地点与队伍。错误一律以 application/problem+json 返回，说明原因、依据与出路。",
    # the token first: a login by cookie asks for the CSRF proof that another system cannot have
    auth=[token_auth, django_auth],
    docs_url=None,
    parser=WithoutNul(),
)
api.add_router("/places", places_router, tags=["地点"])
api.add_router("/agencies", agencies_router, tags=["机关与队伍"])
api.add_router("/powers", powers_router, tags=["事项清单"])
api.add_router("/leads", leads_router, tags=["线索"])
api.add_router("/dispatch", dispatch_router, tags=["交办"])
api.add_router("/cases", cases_router, tags=["案件"])
api.add_router("/documents", documents_router, tags=["用印"])
api.add_router("/evidence", evidence_router, tags=["涉案财物"])
api.add_router("/inbox", command_router, tags=["待我办"])


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer an expected failure with its reason, its articles and the fields that are wrong."""
    return problem_response(request, refusal)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer input of the wrong shape, field by field."""
    fields = {".".join(str(part) for part in item["loc"][1:]) or "body": str(item["msg"]) for item in error.errors}
    return problem_response(request, Invalid("提交的内容格式不对，请按字段说明更正后重试", fields=fields))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer a call that could not even be read, such as one that is no JSON."""
    refusal = Unreadable("请求读不懂：内容应为 UTF-8 编码的 JSON，请更正后重试")
    refusal.status = error.status_code
    return problem_response(request, refusal)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer a call with no or an expired login."""
    return problem_response(request, NotAuthenticated("未登录或登录已过期，请重新登录；系统对接请使用接口令牌"))
