"""涉案财物出入: a line of the inventory begins, and quantities come, move and go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, Q

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.domain.choices import FOR_MONEY, OUT, Move, Origin
from tongpan.evidence.domain.showing import plain
from tongpan.evidence.models import EvidenceFile, PropertyItem, PropertyMove
from tongpan.evidence.steps.owning import Held
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ledger import SubjectRef

MOST: Final = Decimal(10_000_000_000)
STEP: Final = Decimal("0.001")
NOBODY_SAID: Final = Held()
ANSWERS: Final = ("party_told", "perishable", "agreed", "approved", "recorded", "below_market", "compensated")
"""what the law asks of a way out and the ledger keeps as it was answered"""


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
    ref: str = ""
    photo: EvidenceFile | None = None
    came_from: PropertyItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """
    What becomes of a quantity; `quantity` says nothing where the place alone changes.

    `price` is in yuan. `perishable` to `recorded` are asked of an early sale, `below_market` and `compensated` of a
    price that is given back; None is unknown. `override` is why a head goes on past a derived rule.
    """

    act: Move
    quantity: Decimal | None = None
    whom: str = ""
    place_text: str = ""
    keeper: str = ""
    document: str = ""
    note: str = ""
    done_at: datetime | None = None
    given_by: str = ""
    taken_by: str = ""
    party_told: bool = False
    price: Decimal | None = None
    perishable: bool | None = None
    agreed: bool | None = None
    approved: bool | None = None
    recorded: bool | None = None
    below_market: bool | None = None
    compensated: bool = False
    override: str = ""

    @property
    def signed(self) -> bool:
        """Whether two people signed, one for each side."""
        given, taken = self.given_by.strip(), self.taken_by.strip()
        return bool(given and taken and given != taken)


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
        basis=line.basis.strip()[:120], party=line.party, ref=line.ref, came_from=line.came_from,
        place_text=line.place_text.strip()[:120],
        keeper=line.keeper.strip()[:60], held=line.quantity, photo=line.photo, registered_at=now,
        registered_by=actor.label, **columns,
    )  # fmt: skip
    _write(item, Move.IN, line.quantity, Going(act=Move.IN, place_text=item.place_text), done_at, actor, now)
    return item


def move(item: PropertyItem, going: Going, *, held: Held, actor: Actor, now: datetime) -> PropertyMove:
    """
    Write what became of a quantity, in the caller's transaction; a price comes in as a line of its own.

    It is entered whole (`check_going`), the law was asked by what `held` says the line is with us by, its record is
    locked.

    :raises Conflict: if less is left
    """
    quantity = item.held if going.act is Move.MOVED else going.quantity
    assert quantity is not None
    if going.act in OUT:
        item.take_out(quantity)
    else:
        if not item.held:
            raise Conflict(f"“{item.name}”已经全部出库，不能移库", code="property.gone")
        keeper = going.keeper.strip() or going.taken_by.strip()
        item.place_text, item.keeper = going.place_text.strip()[:120], keeper[:60]
        item.save(update_fields=["place_text", "keeper"])
    done_at = going.done_at or now
    row = _write(item, going.act, quantity, going, done_at, actor, now, held=held)
    if going.act in FOR_MONEY:
        _bring_price(item, going, done_at, actor, now)
    return row


def _bring_price(item: PropertyItem, going: Going, done_at: datetime, actor: Actor, now: datetime) -> None:
    """Let the price stand in the place of what was sold, until it leaves as the law has it."""
    assert going.price is not None
    line = Line(
        name=f"{item.name}的价款", quantity=going.price, unit="元", origin=Origin.PROCEEDS,
        place_text=going.place_text, keeper=going.keeper.strip() or item.keeper, basis=going.document,
        party=item.party, ref=item.ref, came_from=item,
    )  # fmt: skip
    columns = {name: getattr(item, name) for name in ("district_id", "town_id", "body_id", "team_id")}
    register(record=item.record, label=item.label, columns=columns, line=line, done_at=done_at, actor=actor, now=now)


def tie(item: PropertyItem, *, ref: str, party: str, what: str, actor: Actor, now: datetime) -> None:
    """
    Write to which measure or evidence a line belongs that said it in words alone, once; in the caller's transaction.

    :raises Conflict: if it belongs to one already
    """
    rows = PropertyItem.objects.filter(pk=item.pk, ref="")
    if not rows.update(ref=ref, party=party):
        raise Conflict(f"“{item.name}”已经对应过；对应错了的，请在说明里写明，不能改写", code="property.tied")
    item.ref, item.party = ref, party
    ledger.record(
        "property.tied", subject=item.record, actor=actor.label, at=now, property=item.pk, number=item.number,
        ref=ref, party=party, detail={"said": f"{item.name}对应到{what}"},
    )  # fmt: skip


def follow(record: SubjectRef, *, town_id: UUID | None, body_id: UUID, team_id: UUID | None) -> None:
    """Let the property of a record stand in the list of the body that has it now, in the caller's transaction."""
    rows = PropertyItem.objects.filter(record_type=record.type, record_id=record.id)
    rows.update(town_id=town_id, body_id=body_id, team_id=team_id)


def join(
    record: SubjectRef,
    into: SubjectRef,
    *,
    label: str,
    parties: Mapping[str, str],
    refs: Mapping[str, str],
    of: Collection[str] | None = None,
) -> None:
    """
    Let the property of a record belong to another, numbered on from what is there, in the caller's transaction.

    `parties` and `refs` are what the other record calls the parties and the rows that lines belong to. `of` names the
    parties whose property goes, along with that of the rows that go; without it all of it does.
    """
    rows = PropertyItem.objects.filter(record_type=into.type, record_id=into.id)
    number = rows.aggregate(n=Max("number"))["n"] or 0
    going = PropertyItem.objects.filter(record_type=record.type, record_id=record.id).order_by("number")
    if of is not None:
        going = going.filter(Q(party__in=list(of)) | Q(ref__in=list(refs), party__in=["", *parties]))
    for item in going:
        number += 1
        PropertyItem.objects.filter(pk=item.pk).update(
            record_type=into.type, record_id=into.id, label=label, number=number,
            party=parties.get(item.party, item.party), ref=refs.get(item.ref, item.ref),
        )  # fmt: skip


def _check_line(line: Line) -> None:
    wrong = {
        name: "请填写" for name in ("name", "unit", "place_text", "keeper") if not str(getattr(line, name)).strip()
    }
    if fault := _fault(line.quantity):
        wrong["quantity"] = fault
    if wrong:
        raise Invalid("清单还差一点：名称、数量、单位、存放地点、保管人都要写明", fields=wrong)


def check_going(item: PropertyItem, going: Going, now: datetime) -> None:
    """
    Let pass what is entered whole of a quantity that goes or changes its place.

    :raises Invalid: if something is missing, or the quantity is none
    """
    wrong: dict[str, str] = {}
    if going.act is Move.IN:
        wrong["act"] = "入库请另起一行清单"
    if going.act in OUT:
        wrong |= _faults_out(item, going)
    else:
        wrong |= {name: text for name, text in _MOVED.items() if not str(getattr(going, name)).strip()}
        if not wrong and not going.signed:
            wrong["taken_by"] = "交出人和接收人应当是两个人，分别签名"
    if going.done_at is not None and going.done_at > now:
        wrong["done_at"] = "不能晚于现在"
    elif going.done_at is not None and going.done_at < _came_at(item):
        wrong["done_at"] = "不能早于入库的时间"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


_MOVED: Final = {"place_text": "请写明移到哪里", "given_by": "请写交出人", "taken_by": "请写接收人"}


def _came_at(item: PropertyItem) -> datetime:
    first = item.moves.filter(act=Move.IN).order_by("recorded_at", "pk").first()
    return first.done_at if first is not None else item.registered_at


def _faults_out(item: PropertyItem, going: Going) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if fault := _fault(going.quantity):
        wrong["quantity"] = fault
    elif going.quantity is not None and going.quantity > item.held:
        wrong["quantity"] = f"在库只有 {plain(item.held)} {item.unit}"
    if not going.whom.strip() and going.act is not Move.DESTROYED:
        wrong["whom"] = "请写明交给谁"
    if not going.document.strip():
        wrong["document"] = "请写明依据的文书或者票据"
    if going.act in FOR_MONEY:
        if fault := _fault(going.price):
            wrong["price"] = "请写明价款，大于零" if going.price is None else fault
        if not going.place_text.strip():
            wrong["place_text"] = "请写明价款存在哪个账户"
    return wrong


def _fault(quantity: Decimal | None) -> str:
    if quantity is None or not quantity.is_finite() or quantity <= 0:
        return "数量应当大于零"
    if quantity >= MOST:
        return "数量太大，请核对"
    return "数量至多三位小数" if quantity != quantity.quantize(STEP) else ""


def _write(
    item: PropertyItem, act: Move, quantity: Decimal, going: Going, done_at: datetime, actor: Actor, now: datetime,
    *, held: Held = NOBODY_SAID,
) -> PropertyMove:  # fmt: skip
    row = PropertyMove.objects.create(
        item=item, act=act, quantity=quantity, whom=going.whom.strip()[:120], place_text=item.place_text,
        document=going.document.strip()[:120], note=going.note.strip()[:300], done_at=done_at, recorded_at=now,
        recorded_by=actor.label, given_by=going.given_by.strip()[:60], taken_by=going.taken_by.strip()[:60],
        price=going.price if act in FOR_MONEY else None, title=held.title.value if held.title else "",
    )  # fmt: skip
    more = {"price": row.price, "override": going.override.strip() or None}
    answers = {name: getattr(going, name) for name in ANSWERS if getattr(going, name) not in (None, False)}
    said = f"{item.name} {plain(quantity)} {item.unit} {act.label}" + (f"（{row.whom}）" if row.whom else "")
    ledger.record(
        "property.moved", subject=item.record, actor=actor.label, at=now, property=item.pk, number=item.number,
        act=act.value, quantity=quantity, left=item.held, whom=row.whom, place=row.place_text, document=row.document,
        given_by=row.given_by, taken_by=row.taken_by, ref=item.ref, title=row.title, done_at=done_at,
        detail={"said": said, **({"note": row.note} if row.note else {})}, **answers,
        **{name: value for name, value in more.items() if value is not None},
    )  # fmt: skip
    return row
