"""Bringing lists in from files: a bad line is reported with its column and reason, and stops nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.ids import uuid7
from tongpan.kernel.permissions import Permission
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.actions.catalogue import load_catalogue
from tongpan.powers.domain.competence import negative_on
from tongpan.powers.domain.kinds import GrantClass, InstrumentKind, ListLevel, Mode, Power, Source
from tongpan.powers.domain.listfile import CellError, RowError, cell, choice, day, needed
from tongpan.powers.domain.matterfile import read_matter
from tongpan.powers.domain.proposal import ItemFacts, check_item
from tongpan.powers.models import CatalogueRow, Grant, Instrument
from tongpan.powers.queries.facts import facts_of
from tongpan.powers.queries.lookups import Lookups, lookups_of
from tongpan.powers.steps import NewGrant, touch_lists, write_grants

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

    :raises Forbidden: if the actor may not publish lists
    """
    report = ImportReport()
    domains = lookups_of(Place()).domains
    lines: dict[str, int] = {}
    matters = []
    for line, row in rows:
        report.received += 1
        try:
            matter = read_matter(row, domains)
            if matter["code"] in lines:
                raise CellError("事项编码", f"与第{lines[matter['code']]}行重复")
        except CellError as error:
            report.rejected.append(RowError(line, error.column, error.reason))
            continue
        lines[matter["code"]] = line
        matters.append(matter)
    loaded = load_catalogue(matters=matters, actor=actor, now=now)
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
    reader = _GrantReader(lookups_of(district), now)
    chunk: list[NewGrant] = []
    for line, row in rows:
        report.received += 1
        try:
            new = reader.read(line, row, report)
        except CellError as error:
            report.rejected.append(RowError(line, error.column, error.reason))
            continue
        if new is None:
            report.unchanged += 1
            continue
        chunk.append(new)
        if len(chunk) >= CHUNK:
            report.created += _flush(chunk, reader, actor, now)
            chunk = []
    report.created += _flush(chunk, reader, actor, now)
    return report


def _flush(chunk: list[NewGrant], reader: "_GrantReader", actor: Actor, now: datetime) -> int:
    if not chunk:
        return 0
    with transaction.atomic(durable=True):
        Instrument.objects.bulk_create(reader.fresh_instruments)
        reader.fresh_instruments = []
        written = write_grants(chunk, actor=actor.label, now=now)
        touch_lists()
    return len(written)


class _GrantReader:
    """Reads lines of a power list, against what the district has and what came before in the same file."""

    def __init__(self, lookups: Lookups, now: datetime) -> None:
        self.lookups = lookups
        self.now = now
        self.fresh_instruments: list[Instrument] = []
        self.seen: dict[tuple[Any, ...], int] = {}
        self.standing = _standing(lookups.district)

    def read(self, line: int, row: Mapping[str, str], report: ImportReport) -> NewGrant | None:
        """Return the grant of a line; None when the list has it already."""
        matter_id = self._matter(row)
        body = self._body(row, "行使机关", must=True)
        territory = self._territory(row, body)
        mode = Mode(choice(row, "行使方式", Mode))
        power = Power(choice(row, "职权种类", Power, Power.PENALTY))
        starts, ends = self._span(row)
        key = (matter_id, body.pk, territory, str(power), str(mode))
        principal, grantor = self._body(row, "委托或派出机关"), self._body(row, "划出机关")
        if (*key, starts) in self.standing:
            return None
        if key in self.seen:
            raise CellError("事项编码", f"与第{self.seen[key]}行重复")
        new = NewGrant(
            matter_id=matter_id,
            body_id=body.pk,
            territory_id=territory,
            mode=mode,
            power=power,
            valid_from=starts,
            valid_to=ends,
            principal_id=principal.pk if principal else None,
            grantor_id=grantor.pk if grantor else None,
            source=Source(choice(row, "来源层级", Source, Source.STATUTE if mode is Mode.OWN else Source.COUNTY)),
            basis=cell(row, "依据"),
            instrument_id=self._instrument(row, mode),
        )
        self._lawful(cell(row, "事项名称") or cell(row, "事项编码"), body.kind, new)
        self.seen[key] = line
        if grantor is not None and grantor.kind == "CITY_DEPARTMENT" and mode is Mode.ASSIGNED:
            reason = "划出机关是市级部门；行政处罚法第二十四条说的是县级人民政府部门，请核对移交方式"
            report.warnings.append(RowError(line, "划出机关", reason))
        return new

    def _matter(self, row: Mapping[str, str]) -> UUID:
        code = needed(row, "事项编码")
        if code in self.lookups.matters:
            return self.lookups.matters[code]
        alike = self.lookups.matter_names.get(cell(row, "事项名称"), [])
        hint = f"；同名事项的编码是{'、'.join(alike)}" if alike else "，请先导入事项目录"
        raise CellError("事项编码", f"目录中没有“{code}”{hint}")

    def _body(self, row: Mapping[str, str], column: str, *, must: bool = False) -> Any:
        name = needed(row, column) if must else cell(row, column)
        if not name:
            return None
        if name not in self.lookups.bodies:
            raise CellError(column, f"没有登记“{name}”这个机关")
        return self.lookups.bodies[name]

    def _territory(self, row: Mapping[str, str], body: Any) -> UUID:
        text = cell(row, "地域")
        if not text:
            return UUID(str(body.place_id))
        if text not in self.lookups.places:
            raise CellError("地域", f"本区县没有“{text}”，请填镇街名称或区划代码")
        return self.lookups.places[text].pk

    def _span(self, row: Mapping[str, str]) -> tuple[date, date | None]:
        starts, ends = day(row, "生效日期"), day(row, "失效日期")
        if starts is None:
            raise CellError("生效日期", "不能为空")
        if ends is not None and ends <= starts:
            raise CellError("失效日期", "须晚于生效日期")
        return starts, ends

    def _instrument(self, row: Mapping[str, str], mode: Mode) -> UUID | None:
        title, number = cell(row, "文件标题"), cell(row, "文号")
        if not title and not number:
            return None
        found = self.lookups.instruments.get(number or title)
        if found is None:
            kind = InstrumentKind.DELEGATION if mode is Mode.DELEGATED else InstrumentKind.LIST
            published = day(row, "公布日期")
            found = Instrument(
                id=uuid7(),
                kind=kind,
                title=title or number,
                number=number,
                issued_on=published,
                published_on=published,
                published_by_delegate_on=day(row, "受委托方公布日期"),
                created_at=self.now,
            )
            self.lookups.instruments[number or title] = found
            self.fresh_instruments.append(found)
        return found.pk

    def _lawful(self, name: str, body_kind: str, new: NewGrant) -> None:
        negative = negative_on(facts_of(new.matter_id, new.territory_id).negatives, new.valid_from, None)
        facts = ItemFacts(
            name,
            body_kind,
            new.power,
            new.mode,
            GrantClass.MAY,
            bool(new.basis.strip()),
            new.principal_id is not None,
            new.valid_to is not None,
            negative.reason if negative else "",
        )
        breaches = check_item(facts)
        if breaches:
            raise CellError("行使方式", "；".join(str(breach) for breach in breaches))


def _standing(district: Place) -> set[tuple[Any, ...]]:
    rows = Grant.objects.filter(superseded_at__isnull=True, body__district_id=district.pk)
    columns = ("matter_id", "body_id", "territory_id", "power", "mode", "valid_from")
    return set(rows.values_list(*columns))


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
            read = _catalogue_row(line, row, now)
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
        area=needed(row, "区划代码"),
        code=needed(row, "事项编码"),
        name=needed(row, "事项名称"),
        kind=needed(row, "事项类型"),
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
