"""
The outbox: what happened is told in the transaction in which it happened, and dealt with by the worker, with retry.

`publish` writes a message beside the change itself; subscribers (``<feature>/subscribers.py``) receive it at least
once, each on its own: a receipt keeps a retry of one from repeating another. `scheduled` runs periodic jobs.
"""

from tongpan.kernel.outbox.events import (
    Event,
    Subscriber,
    publish,
    publish_many,
    published,
    subscribe,
    subscribe_together,
)
from tongpan.kernel.outbox.jobs import Job, scheduled
from tongpan.kernel.outbox.status import failed, retry

__all__ = [
    "Event",
    "Job",
    "Subscriber",
    "failed",
    "publish",
    "publish_many",
    "published",
    "retry",
    "scheduled",
    "subscribe",
    "subscribe_together",
]
