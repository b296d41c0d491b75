"""The site, and beside it the barest thing that stores something: two inserts in one transaction."""

import json

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from tongpan.config.urls import handler400, handler403, handler404, handler500
from tongpan.config.urls import urlpatterns as site
from tongpan.kernel.ids import uuid7

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@csrf_exempt
@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """Store a text and an event."""
    given = json.loads(request.body)
    key = uuid7().hex
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_report (id, body) VALUES (%s, %s)", [key, given["text"]])
        cursor.execute("INSERT INTO bench_event (id, report, what) VALUES (%s, %s, %s)", [uuid7().hex, key, "created"])
    return JsonResponse({"id": key}, status=201)


urlpatterns = [path("bench/bare", bare), *site]
