"""Load a list of places, in chunks that each stand or fall alone; loading again continues where it stopped."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import IntegrityError, transaction

from tongpan.places.steps.loading import Listing, Row, Tally, load_rows

CHUNK = 2000


def load_list(
    rows: Iterable[Row], *, listing: Listing, chunk: int = CHUNK, told: Callable[[Tally], None] | None = None
) -> Tally:
    """
    Store every row of a list and return what became of them.

    A chunk is one transaction: after a power cut the list stands up to a chunk, and loading it again creates the rest.
    ``told`` is called with the running tally after each chunk.
    """
    tally = Tally()
    for part in _chunks(rows, chunk):
        _load_chunk(part, listing, tally)
        if told:
            told(tally)
    return tally


def _load_chunk(part: list[Row], listing: Listing, tally: Tally) -> None:
    for last_try in (False, True):
        own = Tally()
        try:
            with transaction.atomic(durable=True):
                load_rows(part, listing, own)
        except IntegrityError:
            if last_try:
                raise
            continue  # another load stored the same code first; now it is known
        tally.add(own)
        return


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part
