"""Health, for load balancers and for people."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse

from tongpan.kernel import clock
from tongpan.kernel import health as kernel_health


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the site can work: 200, or 503 with what is wrong. No figures for strangers."""
    report = kernel_health.report(clock.now())
    return JsonResponse({"ok": report["ok"]}, status=200 if report["ok"] else 503)
