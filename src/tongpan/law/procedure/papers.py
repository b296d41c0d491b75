"""Documents that wait to be served (待送达的文书): which they are, what was tried, and which attempts are under way."""

from collections.abc import Iterator
from typing import Any

from tongpan.law.facts import Service
from tongpan.law.facts.rounds import begun_at
from tongpan.law.facts.words import Mode, Paper
from tongpan.law.procedure.gates.enforcing import enforced_by
from tongpan.law.procedure.gates.paying import unperformed
from tongpan.law.procedure.proving import TABLES, under_way
from tongpan.law.procedure.view import AttemptView, ChargeView, PaperView, last


def papers_of(view: ChargeView) -> Iterator[PaperView]:
    """
    Yield the documents of a charge that have to be served and are not.

    Law: APL 44, 61, 64(2), 72; ACL 38.
    """
    if view.case.facts.closing is not None:
        return
    for paper, table in TABLES.items():
        row = last(view.rows.get(table))
        if row is not None and _waits(view, paper, row):
            yield PaperView(view, paper, row, attempts_on(view, paper, row))


def attempts_on(view: ChargeView, paper: Paper, row: Any) -> list[Service]:
    """
    Return every attempt to serve a document, in the order in which they were made.

    Law: none; a reading of the rows.
    """
    since = begun_at(row)
    return [each for each in view.rows.get("services", ()) if each.paper is paper and each.at >= since]


def attempts_under_way(paper: PaperView) -> Iterator[AttemptView]:
    """
    Yield the attempts on a document of which the outcome is not known; a public notice is confirmed by itself.

    Law: none; a reading of the rows.
    """
    for number, each in enumerate(paper.attempts, 1):
        if under_way(each) and each.mode is not Mode.PUBLIC:
            yield AttemptView(paper, each, number)


def _waits(view: ChargeView, paper: Paper, row: Any) -> bool:
    """Whether a document is not served, and still has to be."""
    if paper is Paper.DECISION:
        return view.served_at is None and view.revoked is None
    if row.served_at is not None:
        return False
    if paper is Paper.NOTICE:
        return view.decision is None
    if paper is Paper.HEARING_NOTICE:
        return view.decision is None and (view.hearing is None or view.hearing.at < begun_at(row))
    if view.revoked is not None:
        return False
    if paper is Paper.DEMAND:
        return enforced_by(view) is None and unperformed(view)
    if paper is Paper.ENFORCEMENT:
        return row.by_service is True and row.performed_at is None and row.ended_at is None
    return row.by_service is True
