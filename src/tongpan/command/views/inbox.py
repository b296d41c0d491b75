"""待我办: everything that waits for the person, what is due first in front; one click to where it is done."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.agencies.queries.inbox import MOST, waiting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.ui.pages import page

PAGE = 40
NOBODY = "您的账号还没有对应的人员，没有待办；请联系系统管理员"


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The whole list, or one kind of it; `shown` says how far it was unfolded."""
    actor, now = acting(request), clock.now()
    if actor.officer_id is None:
        raise Forbidden(NOBODY)
    kind, asked = request.GET.get("kind", "")[:20], request.GET.get("shown", "")
    size = min(int(asked), MOST) if asked.isdecimal() and len(asked) < 5 and int(asked) > 0 else PAGE
    found = waiting(actor, now, size=size, kind=kind)
    context = {
        "inbox": found,
        "kind": kind,
        "kinds": sorted(found.kinds.items(), key=lambda pair: -pair[1]),
        "next": min(size + PAGE, MOST) if found.left and size < MOST else None,
    }
    return page(request, "command/inbox", context)
