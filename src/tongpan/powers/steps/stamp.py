"""Telling every process that the lists have changed."""

from django.db import transaction

from tongpan.kernel.ids import uuid7
from tongpan.powers.models import ListStamp
from tongpan.powers.models.stamp import forget


def touch_lists() -> None:
    """Change the lists' stamp; call once in every transaction that changes matters, grants or classings."""
    assert transaction.get_connection().in_atomic_block
    ListStamp.objects.update_or_create(pk=1, defaults={"token": uuid7()})
    forget()
    transaction.on_commit(forget)
