"""The search box of the top bar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.command.queries.searching import search as find
from tongpan.kernel import clock
from tongpan.ui.pages import page


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find leads, matters, places and teams; the number of a lead leads straight to it."""
    found = find(acting(request), request.GET.get("q", ""), clock.today())
    if found.exact is not None:
        return redirect("leads:lead", found.exact.pk)
    return page(request, "command/search", {"found": found, "words": found.words})
