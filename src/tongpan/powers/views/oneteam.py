"""一支队伍 and 能力缺口: whose people, which cards, what each may act in; what nobody can handle, and whom to ask."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies import policies as agency_policies
from tongpan.agencies.queries.registry import visible_team
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.powers.domain.oneteam import Able
from tongpan.powers.queries.oneteam import gaps_of, one_team
from tongpan.powers.views import frame
from tongpan.ui.pages import page


@require_GET
def people(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """一支队伍: everybody of it in one list (M267)."""
    actor = frame.reader(request)
    team = agency_policies.require_visible_team(actor, visible_team(team_id))
    found = one_team(team, date_of(clock.now()))
    return page(request, "powers/one_team", {"team": team, "found": found})


@require_GET
def gaps(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """能力缺口: which matters of the list nobody of the team can handle (M271)."""
    actor = frame.reader(request)
    team = agency_policies.require_visible_team(actor, visible_team(team_id))
    found = gaps_of(team, clock.now())
    context = {"team": team, "gaps": found, "states": [one.label for one in Able], "total": sum(g.total for g in found)}
    return page(request, "powers/gaps", context)
