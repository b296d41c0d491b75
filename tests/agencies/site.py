"""Addresses of agencies and of what lies below them: its pages and API stand without the features above."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.security import django_auth

from tongpan.agencies.api import router
from tongpan.kernel.errors import NotAuthenticated, Refusal
from tongpan.kernel.problems import problem_response

api = NinjaAPI(title="agencies", urls_namespace="agencies-alone", auth=[django_auth], docs_url=None)
api.add_router("/agencies", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem_response(request, refusal)


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(request, NotAuthenticated("请先登录"))


urlpatterns = [
    path("", include("tongpan.ui.urls")),
    path("accounts/", include("allauth.urls")),
    path("places/", include("tongpan.places.urls")),
    path("agencies/", include("tongpan.agencies.urls")),
    path("api/v1/", api.urls),
]
handler404 = "tongpan.ui.views.not_found"
