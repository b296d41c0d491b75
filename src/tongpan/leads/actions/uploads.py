"""A file brought to the page: kept, looked at, then imported while one waits or by the worker, piece by piece."""

from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import ledger, outbox, storage
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.mediatypes import UNKNOWN
from tongpan.kernel.outbox.delivery import sign
from tongpan.kernel.permissions import Permission
from tongpan.leads.actions.imports import Job, Summary, begin_anew, import_leads
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.mapping import BadRow
from tongpan.leads.events import ImportWanted
from tongpan.leads.queries import uploads

PIECES_AT_ONCE = 40
"""chunks the worker takes before it lets other work through"""
TABLES = frozenset({UNKNOWN})
"""tables have no mark of their own; whether it is one shows when it is read"""


def _require(actor: Actor) -> None:
    if not actor.can(Permission.LEADS_IMPORT) or actor.district_id is None:
        raise Forbidden("批量导入由值守台或区级调度台办理", code=str(Permission.LEADS_IMPORT))


def keep_table(*, file: Any, name: str, actor: Actor) -> str:
    """
    Keep an uploaded table and return its digest.

    :raises Forbidden: if the actor may not import
    :raises TooLarge, Invalid: if it is too large, empty, or no table
    """
    _require(actor)
    try:
        digest = storage.store(file, allowed=TABLES, limit=int(settings.TONGPAN_UPLOAD_LIMIT_BYTES)).sha256
    except Invalid as refusal:
        text = "这个文件不是表格，请使用 CSV、Excel（xlsx）或 JSONL"
        raise Invalid(text, fields={"file": text}) from refusal
    uploads.glimpse(digest, name)
    return digest


def start_import(
    *, digest: str, name: str, columns: dict[str, str], channel: Channel, system: str, actor: Actor, now: datetime
) -> bool:
    """
    Import a kept table: at once if it is small, else by the worker. Return whether it is done.

    :raises Forbidden: if the actor may not import
    :raises Invalid: if the columns cannot feed a lead
    """
    _require(actor)
    assert actor.district_id is not None
    wanted = ImportWanted(
        digest=digest,
        file_name=name,
        columns=columns,
        channel=channel,
        system=system,
        district_id=str(actor.district_id),
        actor=actor.label,
    )
    small = uploads.glimpse(digest, name).small
    with transaction.atomic(durable=True):
        ledger.record(
            "leads.import_started",
            subject=SubjectRef("leads.import", uuid7()),
            actor=actor.label,
            at=now,
            digest=digest,
            name=name,
            system=system,
        )
        if not small:
            begin_anew(wanted.digest, wanted.system, now)
            outbox.publish(wanted)
    if small:
        carry_on(wanted, now, pieces=None)
    return small


def go_on(wanted: ImportWanted, now: datetime) -> None:
    """
    Import the next pieces for the worker; a message that comes again after the end does nothing.

    :raises Invalid: if the columns cannot feed a lead
    """
    run = uploads.run_of(wanted.digest, wanted.system)
    if run is None or run.finished_at is None:
        carry_on(wanted, now)


def carry_on(wanted: ImportWanted, now: datetime, *, pieces: int | None = PIECES_AT_ONCE) -> Summary | None:
    """
    Import the next pieces of a table, or all of it; what is left is asked for anew.

    :raises Invalid: if the columns cannot feed a lead
    """
    rows = uploads.rows_of(wanted.digest, wanted.file_name)
    work = import_leads(rows=rows, job=_job(wanted), now=now)
    try:
        summaries = list(islice(work, pieces))  # running totals, one a chunk
    except BadRow as reason:
        raise Invalid(str(reason)) from reason
    finally:
        work.close()  # type: ignore[attr-defined]
    run = uploads.run_of(wanted.digest, wanted.system)
    if run is not None and run.finished_at is None:
        with transaction.atomic(durable=True):
            if sign():  # one message asks for what is left, even if it comes twice
                outbox.publish(wanted)
    return summaries[-1] if summaries else None


def _job(wanted: ImportWanted) -> Job:
    return Job(
        district_id=UUID(wanted.district_id),
        channel=Channel(wanted.channel),
        system=wanted.system,
        columns=wanted.columns,
        file_digest=wanted.digest,
        actor=wanted.actor,
    )
