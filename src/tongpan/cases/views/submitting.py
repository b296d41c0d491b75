"""What follows on a form here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def done(request: HttpRequest, text: str, case_id: UUID) -> HttpResponse:
    """Say that it was done, and go back to the case."""
    messages.success(request, text)
    return redirect("cases:case", case_id)
