"""A site of the lists and the frame, for the pages' own tests."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.security import django_auth

from tongpan.kernel.errors import NotAuthenticated, Refusal
from tongpan.kernel.problems import problem_response
from tongpan.powers.api import router

api = NinjaAPI(urls_namespace="powers-api", auth=[django_auth], docs_url=None)
api.add_router("/powers", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem_response(request, refusal)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(request, NotAuthenticated("未登录或登录已过期，请重新登录"))


urlpatterns = [
    path("", include("tongpan.ui.urls")),
    path("accounts/", include("allauth.urls")),
    path("agencies/", include("tongpan.agencies.urls")),
    path("powers/", include("tongpan.powers.urls")),
    path("api/v1/", api.urls),
]
handler403 = "tongpan.ui.views.forbidden"
handler404 = "tongpan.ui.views.not_found"
