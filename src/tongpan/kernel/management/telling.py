"""What a command says when what it calls refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from tongpan.kernel.errors import Refusal


@contextmanager
def refusals_told(before: str = "") -> Iterator[None]:
    """
    End the command with the words of a refusal, and what did not happen before them.

    :raises CommandError: in place of any refusal
    """
    try:
        yield
    except Refusal as refusal:
        raise CommandError(f"{before}{refusal}") from refusal
