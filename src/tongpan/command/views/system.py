"""System pages: how the site runs, trying failed background work again, and how the ledger stands."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from tongpan.agencies.queries import acting
from tongpan.command import policies
from tongpan.command.queries import running as state
from tongpan.kernel import clock
from tongpan.kernel.errors import Conflict
from tongpan.kernel.outbox import status
from tongpan.ui.pages import page


def show_running(request: HttpRequest) -> HttpResponse:
    """Show how the site runs, to who keeps it running."""
    policies.require_system(acting(request))
    return page(request, "command/system", {"state": state.running(clock.now())})


@require_GET
def running(request: HttpRequest) -> HttpResponse:
    """系统运行."""
    return show_running(request)


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Put failed background work back into the queue: one message, or all of them."""
    policies.require_system(acting(request))
    wanted = request.POST.get("message", "")
    with transaction.atomic(durable=True):
        if wanted.isdigit():
            done = int(status.retry(int(wanted), now=clock.now()))
        else:
            done = status.retry_all(now=clock.now())
    if not done:
        raise Conflict("没有可以重试的事件，可能已被他人重试；请刷新后查看")
    messages.success(request, f"已重新排队 {done} 条，后台任务进程会在几秒内处理")
    return redirect("command:system")


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """留痕核验: the head of the ledger and how to verify it."""
    policies.require_ledger(acting(request))
    return page(request, "command/ledger", {"state": state.ledger_state()})
