"""接口令牌: which systems hold one, issue one, take one back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies.actions.tokens import issue_token, revoke_token
from tongpan.agencies.forms.manager import TokenForm
from tongpan.agencies.queries import manager as found
from tongpan.agencies.queries.tokens import tokens_of
from tongpan.agencies.views.single import Secret, manager_of, tell_once, try_to
from tongpan.kernel import clock
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted

HOW = "请现在复制到对方系统里。离开这一页就再也看不到；丢了只能吊销后重新发放。"


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens; POST issues one and shows it once."""
    actor, now = manager_of(request), clock.now()
    assert actor.district_id is not None
    form = TokenForm(posted(request), choices={"officer": found.account_choices(actor.district_id)})
    made: list[str] = []

    def run(data: dict[str, Any]) -> None:
        _, token = issue_token(
            officer_id=UUID(data["officer"]), name=data["name"], days=data["days"], actor=actor, now=now
        )
        made.append(token)

    status = 200
    if request.method == "POST":
        status = try_to(request, form, run)
        if not status:
            back = (reverse("agencies:tokens"), "回到接口令牌")
            return tell_once(request, Secret("接口令牌", form.cleaned_data["name"], "令牌", made[0], HOW, back))
    rows = [(row, row.state(now)) for row in tokens_of(actor.district_id)]
    return page(request, "agencies/tokens", {"rows": rows, "form": form}, status=status)


@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Take a token back."""
    row = revoke_token(token_id=token_id, actor=manager_of(request), now=clock.now())
    messages.success(request, f"已吊销“{row.name}”的令牌")
    return redirect("agencies:tokens")
