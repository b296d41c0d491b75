"""
Bringing in a county's bodies, teams, people, posts and credentials from a file.

Each row is an edge of its own: taken whole, on record, or refused with its reason; a bad row stops nothing, and a file
brought again adds nothing. A rehearsal does the same and takes it all back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.registerfile import TABLES, Row, RowError, Table
from tongpan.agencies.steps.bringing import TAKERS, Bringing, OpenedAccount
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Refusal
from tongpan.places.models import Place

NOT_YOURS = "机关和人员由本区的系统管理员导入；请联系系统管理员办理"
Lines = Iterable[tuple[Table, int, Row]]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: where it stands, what is wrong, and in which column."""

    sheet: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"“{self.sheet}”第 {self.line} 行"
        return f"{where}，{self.column}：{self.reason}" if self.column else f"{where}：{self.reason}"


@dataclass(slots=True)
class ImportReport:
    """What came of a file."""

    rehearsal: bool
    received: int = 0
    created: dict[str, int] = field(default_factory=lambda: {table.name: 0 for table in TABLES})
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    accounts: list[OpenedAccount] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many rows became something new."""
        return sum(self.created.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON takes it; passwords are for whoever asked for the import."""
        return {
            "dry_run": self.rehearsal,
            "received": self.received,
            "created": self.created,
            "unchanged": self.unchanged,
            "rejected": [
                {"sheet": bad.sheet, "line": bad.line, "column": bad.column, "reason": bad.reason}
                for bad in self.rejected
            ],
            "accounts": [
                {"name": one.name, "agency": one.agency, "username": one.username, "one_time_password": one.password}
                for one in self.accounts
            ],
        }


def import_register(
    *, lines: Lines, district: Place, actor: Actor, now: datetime, rehearsal: bool = False
) -> ImportReport:
    """
    Bring in the rows of a file.

    :raises Forbidden: if the actor does not manage the district
    """
    if not policies.may_manage(actor, district.pk):
        raise Forbidden(NOT_YOURS)
    job = Bringing(district=district, by=actor.label, now=now, today=date_of(now), rehearsal=rehearsal)
    if not rehearsal:
        return _take_all(lines, job)
    with transaction.atomic(durable=True):
        report = _take_all(lines, job)
        report.accounts = []
        transaction.set_rollback(True)
    return report


def _take_all(lines: Lines, job: Bringing) -> ImportReport:
    report = ImportReport(rehearsal=job.rehearsal)
    for table, line, row in lines:
        report.received += 1
        opened = len(job.accounts)
        try:
            with transaction.atomic(durable=not job.rehearsal):
                new = _take(table, row, job)
        except RowError as wrong:
            report.rejected.append(Rejected(table.name, line, wrong.column, wrong.reason))
        except Refusal as refusal:
            column = next((table.fields[key] for key in refusal.fields if key in table.fields), "")
            report.rejected.append(Rejected(table.name, line, column, refusal.message))
        except IntegrityError:
            report.rejected.append(Rejected(table.name, line, "", "他人刚刚登记了同样的内容，请重新导入一次"))
        else:
            report.created[table.name] += int(new)
            report.unchanged += int(not new)
            continue
        del job.accounts[opened:]
    report.accounts = list(job.accounts)
    return report


def _take(table: Table, row: Row, job: Bringing) -> bool:
    reason = getattr(row, "reason", "")
    if reason:
        raise RowError("", reason)
    return TAKERS[table.name](row, job)
