"""当场收缴的现金: listed on a slip, handed to the organ, received, and paid to the bank. APL 71."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.policies import officer_of
from tongpan.cases import policies, queries
from tongpan.cases.domain import keeping
from tongpan.cases.models import Case, CashItem, CashSlip
from tongpan.cases.queries.paying import charge_of
from tongpan.cases.steps import crediting, desk, storing
from tongpan.documents.steps import making
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts import Payment
from tongpan.law.facts.words import Role
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.procedure import Step, Target
from tongpan.law.procedure.gates.returning import in_hand
from tongpan.law.refusal import LawRefused

SLIPS: Final = "CASHSLIP"
"""under which an organ's slips are counted"""
MOST_ITEMS: Final = 50
NO_SLIP: Final = "没有这张交款单，或者不是您所在机关的"

Charge = tuple[UUID, Target]


def make_slip(*, charges: Sequence[Charge], actor: Actor, now: datetime) -> CashSlip:
    """
    List the cash of some charges on one slip, with which it is handed to the organ.

    :raises Invalid: if nothing is chosen, or cases of several organs
    :raises Forbidden: if the actor does not handle one of the cases
    :raises Conflict: if one has no cash in hand, or stands on another slip
    """
    chosen = list(dict.fromkeys(charges))
    if not 0 < len(chosen) <= MOST_ITEMS or actor.officer_id is None:
        wrong = f"请选择要交的款，一张交款单至多{MOST_ITEMS}笔"
        raise Invalid(wrong, fields={"charges": wrong})
    with transaction.atomic(durable=True):
        found = [(case_id, target, *_in_hand(case_id, target, actor, now)) for case_id, target in sorted(chosen)]
        bodies = {case.body_id for _, _, case, _ in found}
        if len(bodies) > 1:
            raise Invalid("一张交款单只交一个机关，请按机关分开", fields={"charges": "请按机关分开"})
        body_id, year = bodies.pop(), date_of(now).year
        total = sum((_sum(rows) for _, _, _, rows in found), NOTHING)
        slip = CashSlip.objects.create(
            body_id=body_id, number=f"JK{year}-{making.next_number(body_id, SLIPS, year):05d}",
            officer_id=actor.officer_id, amount_fen=total.fen, made_at=now,
        )  # fmt: skip
        CashItem.objects.bulk_create(
            CashItem(
                slip=slip,
                case=case,
                party=target.party,
                cause=target.cause,
                amount_fen=_sum(rows).fen,
                receipts="、".join(each.receipt for each in rows)[:400],
            )
            for _, target, case, rows in found
        )
        ledger.record(
            "money.slip_made", subject=slip, actor=actor.label, at=now, number=slip.number, amount=str(total),
            cases=[case.number for _, _, case, _ in found],
        )  # fmt: skip
        return slip


def withdraw_slip(*, slip_id: UUID, actor: Actor, now: datetime) -> CashSlip:
    """
    Take back a slip that was not received yet; what stood on it may be listed anew.

    :raises NotFound: if it is not the actor's
    :raises Conflict: if it was received or taken back
    """
    with transaction.atomic(durable=True):
        slip = CashSlip.objects.select_for_update().filter(pk=slip_id, officer_id=officer_of(actor)).first()
        if slip is None:
            raise NotFound(NO_SLIP)
        _require_open(slip)
        slip.withdrawn_at = now
        slip.save(update_fields=["withdrawn_at"])
        ledger.record("money.slip_withdrawn", subject=slip, actor=actor.label, at=now, number=slip.number)
        return slip


def receive_slip(*, slip_id: UUID, counted: str, actor: Actor, now: datetime) -> CashSlip:
    """
    Receive the cash of a slip, counted; every payment on it is handed in at this moment, case by case.

    Law: APL 71.

    :raises NotFound: if it is not of the actor's organ
    :raises Forbidden: if the actor keeps no money, or has a part in one of the cases
    :raises Conflict: if it was received or taken back, or a case changed meanwhile
    :raises Invalid: if what was counted is not what stands on it
    """
    keeping.require_keeper(actor)
    with transaction.atomic(durable=True):
        slip = _slip_of(slip_id, actor)
        _require_open(slip)
        if _counted(counted).fen != slip.amount_fen:
            wrong = f"清点的数和交款单合计{Money(slip.amount_fen)}不一致：请和交款人重新清点，有错的由交款人撤回重填"
            raise Invalid(wrong, fields={"counted": wrong})
        for item in slip.items.order_by("case_id", "pk"):
            case = desk.load(item.case_id, actor)
            _check_unchanged(case, item, now)
            crediting.take(
                case, Step.HAND_IN, Target(item.party, item.cause), at=now, entered={}, actor=actor, now=now,
                told={"slip": slip.number},
            )  # fmt: skip
        slip.received_at, slip.received_by = now, actor.label
        slip.save(update_fields=["received_at", "received_by"])
        ledger.record("money.slip_received", subject=slip, actor=actor.label, at=now, number=slip.number)
        return slip


def bank_cash(*, charges: Sequence[Charge], number: str, at: datetime, actor: Actor, now: datetime) -> int:
    """
    Enter that the cash of some charges was paid to the bank under one number; return how many.

    Law: APL 71.

    :raises Invalid: if nothing is chosen, no number is given, or the moment cannot be
    :raises Forbidden: if the actor keeps no money, or has a part in one of the cases
    :raises Conflict: if one has no cash with the organ
    """
    keeping.require_keeper(actor)
    chosen = sorted(set(charges))
    wrong = {}
    if not 0 < len(chosen) <= MOST_ITEMS:
        wrong["charges"] = f"请选择缴付银行的款，一次至多{MOST_ITEMS}笔"
    if not number.strip():
        wrong["number"] = "请填写银行缴款单号"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        for case_id, target in chosen:
            case = desk.load(case_id, actor)
            crediting.take(
                case, Step.BANK, target, at=at, entered={"number": number.strip()[:200]}, actor=actor, now=now,
                told={"bank_number": number.strip()},
            )  # fmt: skip
        _close_slips(chosen, number.strip()[:80], at)
        return len(chosen)


def _in_hand(case_id: UUID, target: Target, actor: Actor, now: datetime) -> tuple[Case, tuple[Payment, ...]]:
    case = storing.load(case_id, actor, None)
    known = queries.known(case, date_of(now))
    roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    if Role.HANDLER not in roles:
        raise Forbidden(f"案件{case.number}的现金由本案承办人上交", code="cases.cash.post")
    view = charge_of(known.facts, target, now)
    rows = in_hand(view) if view is not None else ()
    listed = CashItem.objects.filter(
        case=case, party=target.party, cause=target.cause, slip__withdrawn_at__isnull=True,
        slip__received_at__isnull=True,
    )  # fmt: skip
    if not rows or listed.exists():
        said = "已经在另一张交款单上" if rows else "没有要上交的现金"
        raise Conflict(f"案件{case.number}{said}，请刷新后再选", code="money.slip.nothing")
    return case, rows


def _check_unchanged(case: Case, item: CashItem, now: datetime) -> None:
    view = charge_of(queries.known(case, date_of(now)).facts, Target(item.party, item.cause), now)
    if view is None or _sum(in_hand(view)).fen != item.amount_fen:
        text = f"案件{case.number}手里的现金和交款单不一致，请交款人撤回后重填"
        raise Conflict(text, code="money.slip.changed")


def _slip_of(slip_id: UUID, actor: Actor) -> CashSlip:
    rows = keeping.visible_money(actor, CashSlip.objects.filter(pk=slip_id))
    slip: CashSlip | None = rows.select_for_update(of=("self",)).first()
    if slip is None:
        raise NotFound(NO_SLIP)
    return slip


def _require_open(slip: CashSlip) -> None:
    if slip.received_at is not None or slip.withdrawn_at is not None:
        said = "已经收款" if slip.received_at is not None else "已经撤回"
        raise Conflict(f"交款单{slip.number}{said}，请刷新", code="money.slip.closed")


def _close_slips(charges: Iterable[Charge], number: str, at: datetime) -> None:
    """Write on the slips what of their cash is in the bank; a slip is done when all of it is."""
    done = {(case_id, target.party, target.cause) for case_id, target in charges}
    items = CashItem.objects.filter(
        case_id__in={case_id for case_id, _, _ in done}, slip__received_at__isnull=False, banked_at__isnull=True
    )
    mine = [item for item in items if (item.case_id, item.party, item.cause) in done]
    CashItem.objects.filter(pk__in=[item.pk for item in mine]).update(banked_at=at)
    slips = CashSlip.objects.filter(pk__in={item.slip_id for item in mine})
    slips.exclude(items__banked_at__isnull=True).update(banked_at=at, bank_number=number)


def _sum(rows: Iterable[Payment]) -> Money:
    return sum((each.amount for each in rows), NOTHING)


def _counted(text: str) -> Money:
    try:
        return yuan(text)
    except LawRefused as refused:
        raise Invalid(refused.message, fields={"counted": refused.message}) from refused
