"""A list brought through the page: kept, looked through, then taken in as it was shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger, storage
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.mediatypes import UNKNOWN
from tongpan.kernel.permissions import Permission
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.actions.benchmarks import import_benchmarks
from tongpan.powers.actions.importing import (
    ImportReport,
    import_grants,
    import_matters,
    preview_grants,
    preview_matters,
)
from tongpan.powers.queries import uploads

TABLES = frozenset({UNKNOWN})
"""tables have no mark of their own; whether it is one shows when it is read"""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was kept, and what it is to be read as."""

    kind: str
    digest: str
    name: str


def keep_list(*, file: BinaryIO, name: str, kind: str, district: Place, actor: Actor) -> Brought:
    """
    Keep an uploaded list.

    :raises Forbidden: if the actor may not publish lists of the district
    :raises TooLarge, Invalid: if it is too large, no table, or lacks columns
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district.pk)
    try:
        kept = storage.store(file, allowed=TABLES, limit=int(settings.TONGPAN_UPLOAD_LIMIT_BYTES))
    except Invalid as refusal:
        text = "这个文件不是表格，请使用 Excel（xlsx）、CSV 或 JSONL"
        raise Invalid(text, fields={"file": text}) from refusal
    uploads.columns_of(kept.sha256, name, kind)
    return Brought(kind, kept.sha256, name)


def preview_list(*, brought: Brought, district: Place, actor: Actor, now: datetime) -> ImportReport:
    """
    Say what taking a kept list in would do.

    :raises Forbidden: if the actor may not publish lists of the district
    :raises Invalid: if it is no table, or too long
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district.pk)
    rows = uploads.rows_of(brought.digest, brought.name)
    if brought.kind == "matters":
        return preview_matters(rows=rows, actor=actor, now=now)
    if brought.kind == "benchmarks":
        return import_benchmarks(rows=rows, district=district, actor=actor, now=now, keep=False)
    return preview_grants(rows=rows, district=district, actor=actor, now=now)


def take_list(*, brought: Brought, district: Place, actor: Actor, now: datetime) -> ImportReport:
    """
    Take a kept list in: what stands already stays as it is, lines that cannot stand are left out.

    Each line writes its own ledger entry; one more says which file they came from.

    :raises Forbidden: if the actor may not publish lists of the district
    :raises Conflict: if somebody else took in the same at the same moment
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district.pk)
    rows = uploads.rows_of(brought.digest, brought.name)
    try:
        if brought.kind == "matters":
            report = import_matters(rows=rows, actor=actor, now=now)
        elif brought.kind == "benchmarks":
            report = import_benchmarks(rows=rows, district=district, actor=actor, now=now)
        else:
            report = import_grants(rows=rows, district=district, actor=actor, now=now)
    except IntegrityError as error:
        raise Conflict("别人刚刚也在导入同样的内容，请刷新后核对再导入", code="powers.import.twice") from error
    with transaction.atomic(durable=True):
        ledger.record(
            "powers.list_imported",
            subject=ledger.SubjectRef("powers.import", uuid7()),
            actor=actor.label,
            at=now,
            kind=brought.kind,
            digest=brought.digest,
            name=brought.name,
            received=report.received,
            created=report.created,
            changed=report.changed,
            unchanged=report.unchanged,
            rejected=len(report.rejected),
        )
    return report
