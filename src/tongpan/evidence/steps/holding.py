"""涉案财物出入: a line of the inventory begins, and quantities come, move and go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Max

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.domain.choices import OUT, Move, Origin
from tongpan.evidence.domain.showing import plain
from tongpan.evidence.models import EvidenceFile, PropertyItem, PropertyMove
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ledger import SubjectRef

MOST: Final = Decimal(10_000_000_000)
STEP: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an inventory as it is entered."""

    name: str
    quantity: Decimal
    unit: str
    origin: Origin
    place_text: str
    keeper: str
    features: str = ""
    basis: str = ""
    party: str = ""
    photo: EvidenceFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What becomes of a quantity; `quantity` says nothing where the place alone changes."""

    act: Move
    quantity: Decimal | None = None
    whom: str = ""
    place_text: str = ""
    keeper: str = ""
    document: str = ""
    note: str = ""
    done_at: datetime | None = None


def register(
    *, record: SubjectRef, label: str, columns: dict[str, Any], line: Line, done_at: datetime, actor: Actor,
    now: datetime,
) -> PropertyItem:  # fmt: skip
    """
    Write one line of the inventory and that it came in; in the caller's transaction, the record being locked.

    `columns` are those by which rows are found: district, town, body, team.

    :raises Invalid: if something is missing, or the quantity is none
    """
    _check_line(line)
    last = PropertyItem.objects.filter(record_type=record.type, record_id=record.id).aggregate(n=Max("number"))["n"]
    item = PropertyItem.objects.create(
        record_type=record.type, record_id=record.id, label=label, number=(last or 0) + 1, name=line.name.strip()[:120],
        unit=line.unit.strip()[:12], features=line.features.strip()[:300], origin=line.origin,
        basis=line.basis.strip()[:120], party=line.party, place_text=line.place_text.strip()[:120],
        keeper=line.keeper.strip()[:60], held=line.quantity, photo=line.photo, registered_at=now,
        registered_by=actor.label, **columns,
    )  # fmt: skip
    _write(item, Move.IN, line.quantity, Going(act=Move.IN, place_text=item.place_text), done_at, actor, now)
    return item


def move(item: PropertyItem, going: Going, *, actor: Actor, now: datetime) -> PropertyMove:
    """
    Write what became of a quantity, in the caller's transaction.

    :raises Invalid: if something is missing, or the quantity is none
    :raises Conflict: if less is left
    """
    _check_going(item, going, now)
    quantity = item.held if going.act is Move.MOVED else going.quantity
    assert quantity is not None
    if going.act in OUT:
        item.take_out(quantity)
    else:
        if not item.held:
            raise Conflict(f"“{item.name}”已经全部出库，不能移库", code="property.gone")
        item.place_text, item.keeper = going.place_text.strip()[:120], going.keeper.strip()[:60] or item.keeper
        item.save(update_fields=["place_text", "keeper"])
    return _write(item, going.act, quantity, going, going.done_at or now, actor, now)


def follow(record: SubjectRef, *, town_id: UUID | None, body_id: UUID, team_id: UUID | None) -> None:
    """Let the property of a record stand in the list of the body that has it now, in the caller's transaction."""
    rows = PropertyItem.objects.filter(record_type=record.type, record_id=record.id)
    rows.update(town_id=town_id, body_id=body_id, team_id=team_id)


def join(
    record: SubjectRef, into: SubjectRef, *, label: str, parties: Mapping[str, str], of: Collection[str] | None = None
) -> None:
    """
    Let the property of a record belong to another, numbered on from what is there, in the caller's transaction.

    `of` names the parties whose property goes; without it all of it does.
    """
    rows = PropertyItem.objects.filter(record_type=into.type, record_id=into.id)
    number = rows.aggregate(n=Max("number"))["n"] or 0
    going = PropertyItem.objects.filter(record_type=record.type, record_id=record.id).order_by("number")
    for item in going if of is None else going.filter(party__in=list(of)):
        number += 1
        PropertyItem.objects.filter(pk=item.pk).update(
            record_type=into.type, record_id=into.id, label=label, number=number,
            party=parties.get(item.party, item.party),
        )  # fmt: skip


def _check_line(line: Line) -> None:
    wrong = {
        name: "请填写" for name in ("name", "unit", "place_text", "keeper") if not str(getattr(line, name)).strip()
    }
    if fault := _fault(line.quantity):
        wrong["quantity"] = fault
    if wrong:
        raise Invalid("清单还差一点：名称、数量、单位、存放地点、保管人都要写明", fields=wrong)


def _check_going(item: PropertyItem, going: Going, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if going.act is Move.IN:
        wrong["act"] = "入库请另起一行清单"
    if going.act in OUT:
        if fault := _fault(going.quantity):
            wrong["quantity"] = fault
        elif going.quantity is not None and going.quantity > item.held:
            wrong["quantity"] = f"在库只有 {plain(item.held)} {item.unit}"
        if not going.whom.strip() and going.act is not Move.DESTROYED:
            wrong["whom"] = "请写明交给谁"
        if not going.document.strip():
            wrong["document"] = "请写明依据的文书或者票据"
    elif not going.place_text.strip():
        wrong["place_text"] = "请写明移到哪里"
    if going.done_at is not None and going.done_at > now:
        wrong["done_at"] = "不能晚于现在"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def _fault(quantity: Decimal | None) -> str:
    if quantity is None or not quantity.is_finite() or quantity <= 0:
        return "数量应当大于零"
    if quantity >= MOST:
        return "数量太大，请核对"
    return "数量至多三位小数" if quantity != quantity.quantize(STEP) else ""


def _write(
    item: PropertyItem, act: Move, quantity: Decimal, going: Going, done_at: datetime, actor: Actor, now: datetime
) -> PropertyMove:
    row = PropertyMove.objects.create(
        item=item, act=act, quantity=quantity, whom=going.whom.strip()[:120], place_text=item.place_text,
        document=going.document.strip()[:120], note=going.note.strip()[:300], done_at=done_at, recorded_at=now,
        recorded_by=actor.label,
    )  # fmt: skip
    said = f"{item.name} {plain(quantity)} {item.unit} {act.label}" + (f"（{row.whom}）" if row.whom else "")
    ledger.record(
        "property.moved", subject=item.record, actor=actor.label, at=now, property=item.pk, number=item.number,
        act=act.value, quantity=quantity, left=item.held, whom=row.whom, place=row.place_text, document=row.document,
        done_at=done_at, detail={"said": said, **({"note": row.note} if row.note else {})},
    )  # fmt: skip
    return row
