"""Writing grants: new rows, and the closing of old ones. No row is ever overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import Ended, Mode, Power, Source
from tongpan.powers.models import Grant, Recall
from tongpan.powers.models.stamp import forget

CHUNK = 500


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A grant to be written."""

    matter_id: UUID
    body_id: UUID
    territory_id: UUID
    mode: Mode
    valid_from: date
    power: Power = Power.PENALTY
    valid_to: date | None = None
    principal_id: UUID | None = None
    grantor_id: UUID | None = None
    source: Source = Source.STATUTE
    basis: str = ""
    instrument_id: UUID | None = None
    proposal_id: UUID | None = None
    line: UUID = field(default_factory=uuid7)

    @property
    def key(self) -> tuple[UUID, UUID, UUID, str, str]:
        """What two grants must not share over the same days."""
        return (self.matter_id, self.body_id, self.territory_id, str(self.power), str(self.mode))


def write_grants(grants: Iterable[NewGrant], *, actor: str, now: datetime) -> list[Grant]:
    """Write grants and one ledger entry each, in chunks."""
    assert transaction.get_connection().in_atomic_block
    written: list[Grant] = []
    chunk: list[Grant] = []
    for new in grants:
        values = {name: getattr(new, name) for name in NewGrant.__slots__}
        ended = Ended.TERM if new.valid_to else ""
        chunk.append(Grant(**values, ended=ended, recorded_at=now))
        if len(chunk) == CHUNK:
            written += _write(chunk, actor, now)
            chunk = []
    written += _write(chunk, actor, now)
    forget()
    return written


def _write(chunk: list[Grant], actor: str, now: datetime) -> list[Grant]:
    Grant.objects.bulk_create(chunk)
    ledger.record_many(
        [ledger.Entry("grant.recorded", subject_of(grant.line), actor, now, facts_of(grant)) for grant in chunk]
    )
    return chunk


def subject_of(line: UUID) -> ledger.SubjectRef:
    """Return what the ledger keeps a grant's history under: its line, which outlives corrections."""
    return ledger.SubjectRef("powers.grant", line)


def facts_of(grant: Grant) -> dict[str, str | None]:
    """Return a grant's row as ledger facts."""
    return {
        "row": str(grant.pk),
        "matter": str(grant.matter_id),
        "body": str(grant.body_id),
        "territory": str(grant.territory_id),
        "power": grant.power,
        "mode": grant.mode,
        "valid_from": grant.valid_from.isoformat(),
        "valid_to": grant.valid_to.isoformat() if grant.valid_to else None,
    }


def close(grant: Grant, *, on: date, ended: Ended, now: datetime, recall: Recall | None = None) -> Grant:
    """
    End a grant on a day: the row is superseded, and another of the same line says when it ends.

    :raises Conflict: if somebody else superseded the row first
    """
    assert transaction.get_connection().in_atomic_block
    _supersede(grant, now)
    return _copy(grant, now, valid_to=max(on, grant.valid_from), ended=ended, recall=recall)


def rewrite(grant: Grant, *, now: datetime, **changes: object) -> Grant:
    """
    Correct a grant: the row is superseded by another of the same line with the changes.

    :raises Conflict: if somebody else superseded the row first
    """
    assert transaction.get_connection().in_atomic_block
    _supersede(grant, now)
    return _copy(grant, now, **changes)


def _supersede(grant: Grant, now: datetime) -> None:
    moved = Grant.objects.filter(pk=grant.pk, superseded_at__isnull=True).update(superseded_at=now)
    if not moved:
        raise Conflict("他人刚刚更正了这条职权配置，请刷新后再办")


def _copy(grant: Grant, now: datetime, **changes: object) -> Grant:
    values = {field.attname: getattr(grant, field.attname) for field in Grant._meta.concrete_fields}
    values |= {"id": uuid7(), "recorded_at": now, "superseded_at": None}
    copy = Grant(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


def overlapping(new: NewGrant) -> Grant | None:
    """Return a grant of the same power to the same body in the same territory whose days overlap."""
    rows = Grant.objects.filter(
        matter_id=new.matter_id,
        body_id=new.body_id,
        territory_id=new.territory_id,
        power=new.power,
        mode=new.mode,
        superseded_at__isnull=True,
    ).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=new.valid_from))
    if new.valid_to is not None:
        rows = rows.filter(valid_from__lt=new.valid_to)
    return rows.select_related("body", "matter").first()
