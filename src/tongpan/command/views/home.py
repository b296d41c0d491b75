"""The first page: the desk of whoever is signed in, and for visitors how to report and whom to ring."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.command import policies
from tongpan.command.domain.desks import Desk
from tongpan.command.queries.front import front
from tongpan.command.views import desks
from tongpan.command.views.system import show_running
from tongpan.kernel import clock
from tongpan.ui.pages import page


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk of the reader's own post; nobody has to look for it."""
    if not request.user.is_authenticated:
        return page(request, "command/public", {"front": front(clock.today())})
    actor = acting(request)
    mine = policies.desks(actor)
    if not mine:
        return page(request, "command/plain", {"actor": actor})
    if mine[0] is Desk.MONEY:
        return money(request)
    if mine[0] is Desk.SYSTEM:
        return show_running(request)
    return desks.show(request, mine[0])


@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """财务对账: the desk of who keeps an organ's money stands with the cases."""
    policies.require_desk(acting(request), Desk.MONEY)
    return redirect("cases:money")
