"""Every address of the site."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from tongpan.config import views
from tongpan.config.api import api

# The API asks for a login or a token itself, and answers a stranger with 401 instead of a page.
API_URLS = api.urls
for _endpoint in API_URLS[0]:
    if _endpoint.callback is not None:
        login_not_required(_endpoint.callback)

urlpatterns = [
    # first, because it is asked most and the others are many
    path("api/v1/", API_URLS),
    path("", include("tongpan.command.urls")),
    path("", include("tongpan.ui.urls")),
    path("healthz", views.health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("places/", include("tongpan.places.urls")),
    path("agencies/", include("tongpan.agencies.urls")),
    path("powers/", include("tongpan.powers.urls")),
    path("leads/", include("tongpan.leads.urls")),
    path("dispatch/", include("tongpan.dispatch.urls")),
    path("cases/", include("tongpan.cases.urls")),
    path("documents/", include("tongpan.documents.urls")),
    path("evidence/", include("tongpan.evidence.urls")),
]

handler400 = "tongpan.ui.views.bad_request"
handler403 = "tongpan.ui.views.forbidden"
handler404 = "tongpan.ui.views.not_found"
handler500 = "tongpan.ui.views.server_error"
