"""Bringing lists in from files: a bad line is reported with its column and reason, and stops nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.ids import uuid7
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet import BadRow
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.actions.catalogue import load_catalogue
from tongpan.powers.domain.kinds import ListLevel
from tongpan.powers.domain.listfile import CellError, RowError, choice, needed
from tongpan.powers.domain.matterfile import read_matter
from tongpan.powers.models import CatalogueRow, Instrument
from tongpan.powers.queries.lookups import lookups_of
from tongpan.powers.steps import NewGrant, touch_lists, write_grants
from tongpan.powers.steps.listlines import GrantReader

Rows = Iterable[tuple[int, Mapping[str, str]]]
CHUNK = 500


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    received: int = 0
    created: int = 0
    unchanged: int = 0
    changed: int = 0
    rejected: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it for a JSON report."""
        return {
            "received": self.received,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": [item.as_dict() for item in self.rejected],
            "warnings": [item.as_dict() for item in self.warnings],
        }


def import_matters(*, rows: Rows, actor: Actor, now: datetime) -> ImportReport:
    """
    Bring matters in; each is held to the statutes it cites (in force, article known, figures and kinds named there).

    :raises Forbidden: if the actor may not publish lists, or a matter others stand on would be changed
    """
    return _matters(rows, actor, now, keep=True)


def preview_matters(*, rows: Rows, actor: Actor, now: datetime) -> ImportReport:
    """
    Say what `import_matters` would do, and do nothing.

    :raises Forbidden: as there
    """
    return _matters(rows, actor, now, keep=False)


def _matters(rows: Rows, actor: Actor, now: datetime, *, keep: bool) -> ImportReport:
    report = ImportReport()
    domains = lookups_of(Place()).domains
    lines: dict[str, int] = {}
    matters = []
    for line, row in rows:
        report.received += 1
        try:
            matter = read_matter(_readable(row), domains)
            if matter["code"] in lines:
                raise CellError("事项编码", f"与第{lines[matter['code']]}行重复")
        except CellError as error:
            report.rejected.append(RowError(line, error.column, error.reason))
            continue
        lines[matter["code"]] = line
        matters.append(matter)
    loaded = load_catalogue(matters=matters, actor=actor, now=now, keep=keep)
    report.rejected += [RowError(lines.get(code, 0), "", reason) for code, reason in loaded.rejected]
    report.rejected.sort(key=lambda item: item.line)
    report.created, report.changed, report.unchanged = loaded.created, loaded.changed, loaded.unchanged
    return report


def import_grants(*, rows: Rows, district: Place, actor: Actor, now: datetime) -> ImportReport:
    """
    Bring a district's power list in, in chunks; what is there already stays, what cannot be lawful is refused.

    :raises Forbidden: if the actor may not publish lists of the district
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district.pk)
    report = ImportReport()
    reader = GrantReader(lookups_of(district), now)
    lines = _grants(rows, reader, report)
    while chunk := list(islice(lines, CHUNK)):
        report.created += _flush(chunk, reader, actor, now)
    return report


def preview_grants(*, rows: Rows, district: Place, actor: Actor, now: datetime) -> ImportReport:
    """
    Say what `import_grants` would do, and do nothing.

    :raises Forbidden: as there
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district.pk)
    report = ImportReport()
    report.created = sum(1 for _ in _grants(rows, GrantReader(lookups_of(district), now), report))
    return report


def _grants(rows: Rows, reader: GrantReader, report: ImportReport) -> Iterator[NewGrant]:
    """Yield what a file adds, and count the rest."""
    for line, row in rows:
        report.received += 1
        try:
            new = reader.read(line, _readable(row), report.warnings)
        except CellError as error:
            report.rejected.append(RowError(line, error.column, error.reason))
            continue
        if new is None:
            report.unchanged += 1
        else:
            yield new


def _readable(row: Mapping[str, str]) -> Mapping[str, str]:
    if isinstance(row, BadRow):
        raise CellError("", row.reason)
    return row


def _flush(chunk: list[NewGrant], reader: GrantReader, actor: Actor, now: datetime) -> int:
    with transaction.atomic(durable=True):
        Instrument.objects.bulk_create(reader.fresh_instruments)
        reader.fresh_instruments = []
        written = write_grants(chunk, actor=actor.label, now=now)
        touch_lists()
    return len(written)


def import_catalogue_rows(*, rows: Rows, actor: Actor, now: datetime) -> ImportReport:
    """
    Bring in one level's own catalogue, to be compared with the levels above it (M057).

    :raises Forbidden: if the actor may not publish lists
    """
    if not actor.can(Permission.POWERS_PUBLISH):
        raise Forbidden("您不能导入目录，请由清单管理员办理")
    report = ImportReport()
    lines: dict[tuple[str, str, str], CatalogueRow] = {}
    for line, row in rows:
        report.received += 1
        try:
            read = _catalogue_row(line, _readable(row), now)
            key = (read.level, read.area, read.code)
            if key in lines:
                raise CellError("事项编码", f"与第{lines[key].source_line}行重复")
        except CellError as error:
            report.rejected.append(RowError(line, error.column, error.reason))
            continue
        lines[key] = read
    with transaction.atomic(durable=True):
        known = {
            (row.level, row.area, row.code): row
            for row in CatalogueRow.objects.filter(area__in={area for _, area, _ in lines})
        }
        fresh = [row for key, row in lines.items() if key not in known]
        report.created = len(CatalogueRow.objects.bulk_create(fresh, batch_size=CHUNK))
        for key, renewed in lines.items():
            if key in known:
                report.changed += _renew(known[key], renewed)
        report.unchanged = len(lines) - report.created - report.changed
        batch = ledger.SubjectRef("powers.catalogue_import", uuid7())
        ledger.record("catalogue.imported", subject=batch, actor=actor.label, at=now, **_counts(report))
    return report


def _counts(report: ImportReport) -> dict[str, int]:
    return {"received": report.received, "created": report.created, "changed": report.changed}


def _catalogue_row(line: int, row: Mapping[str, str], now: datetime) -> CatalogueRow:
    return CatalogueRow(
        level=choice(row, "层级", ListLevel).value,
        area=needed(row, "区划代码", most=12),
        code=needed(row, "事项编码", most=40),
        name=needed(row, "事项名称", most=200),
        kind=needed(row, "事项类型", most=24),
        basis=needed(row, "依据"),
        source_line=line,
        recorded_at=now,
    )


def _renew(old: CatalogueRow, new: CatalogueRow) -> bool:
    names = ("name", "kind", "basis")
    if all(getattr(old, name) == getattr(new, name) for name in names):
        return False
    for name in (*names, "source_line", "recorded_at"):
        setattr(old, name, getattr(new, name))
    old.save()
    return True
