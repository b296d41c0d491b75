"""
The ledger (全过程留痕): every changed record gets an entry in the transaction that changes it.

`record` writes; the sequencer (`seal_pending`, run by the worker) gives entries their place in the chain and the Merkle
tree; `verify` shows whether anything was changed, removed, inserted, reordered or cut off; `history` replays a subject.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from tongpan.kernel.ledger.entry import Entry, SubjectRef, begun, first_rows, write, written
from tongpan.kernel.ledger.heads import Head, current_head, export_head
from tongpan.kernel.ledger.history import HistoryItem, forget_subject, history
from tongpan.kernel.ledger.sequencer import pending_count, seal_all, seal_pending
from tongpan.kernel.ledger.verify import Problem, Report, verify

__all__ = [
    "Entry",
    "Head",
    "HistoryItem",
    "Problem",
    "Report",
    "SubjectRef",
    "begun",
    "current_head",
    "export_head",
    "first_rows",
    "forget_subject",
    "history",
    "pending_count",
    "record",
    "record_many",
    "seal_all",
    "seal_pending",
    "verify",
    "written",
]


def record(action: str, *, subject: models.Model | SubjectRef, actor: str | None, at: datetime, **facts: Any) -> None:
    """
    Record one thing that happened, in the caller's transaction: two statements.

    `actor` is a short stable text such as ``officer:<uuid>``, ``system:import`` or ``citizen``.
    """
    write([Entry(action, subject, actor, at, facts)])


def record_many(entries: Iterable[Entry]) -> None:
    """Record many things in the caller's transaction: two statements for every 500."""
    write(entries)
