"""Who reads cases by machine."""

from django.http import HttpRequest

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import policies


def reader(request: HttpRequest) -> Actor:
    """
    Return whoever reads, if it is somebody who works with cases.

    :raises Forbidden: otherwise
    """
    actor = acting(request)
    policies.require_reader(actor)
    return actor
