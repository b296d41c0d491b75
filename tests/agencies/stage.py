"""What agency tests share: a browser with somebody signed in, and what the ledger says was done."""

from django.db.models import Model
from django.test import Client

from tongpan.agencies.models import Officer
from tongpan.kernel import ledger


def signed_in(officer: Officer) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(officer.user)
    return client


def actions_of(subject: Model) -> list[str]:
    """Return what was done to a subject, oldest first."""
    return [item.action for item in ledger.history(subject)]
