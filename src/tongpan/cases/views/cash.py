"""现金上交: what an officer took, the slip with which it is handed in, and its way to the bank."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.domain import keeping
from tongpan.cases.forms.money import BankForm, ChargesForm, ReceiveForm
from tongpan.cases.models import CashSlip
from tongpan.cases.queries import money
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.law.money import Money
from tongpan.law.penalty.execution import HAND_IN
from tongpan.law.procedure import Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


@require_http_methods(["GET", "POST"])
def cash(request: HttpRequest) -> HttpResponse:
    """现金上交 and 缴付银行: of the officer what is in hand, of the desk what waits for the bank."""
    actor, now = acting(request), clock.now()
    keeper, officer = keeping.keeps_money(actor), actor.can(Permission.CASES_OPEN)
    if not (keeper or officer):
        raise Forbidden("现金由收缴的执法人员上交，由财务人员缴付银行")
    mine = money.cash_in_hand(actor) if officer else []
    held = money.cash_to_bank(actor) if keeper else []
    doing = request.POST.get("do", "")
    slip_form = ChargesForm(
        posted(request) if doing == "slip" else None, choices=[(one.key, _said(one)) for one in mine if not one.slip]
    )
    bank_form = BankForm(
        posted(request) if doing == "bank" else None, choices=[(one.key, _said(one)) for one in held],
        initial={"at": now},
    )  # fmt: skip
    status, made = 200, list[Any]()
    if request.method == "POST":
        form = bank_form if doing == "bank" else slip_form

        def run(data: dict[str, Any]) -> object:
            charges = [_charge(key) for key in data["charges"]]
            if doing == "bank":
                return actions.bank_cash(charges=charges, number=data["number"], at=data["at"], actor=actor, now=now)
            made.append(actions.make_slip(charges=charges, actor=actor, now=now))
            return made

        status = try_to(request, form, run)
        if not status:
            return (
                redirect("cases:money_slip", made[0].pk)
                if made
                else done(request, "已登记缴付银行", "cases:money_cash")
            )
    context = {
        "keeper": keeper, "officer": officer, "mine": mine, "held": held, "slip_form": slip_form,
        "bank_form": bank_form, "cited": HAND_IN,
        "slips": [_shown(one) for one in (money.open_slips(actor)[:50] if keeper else ())],
        "own": money.own_slips(actor, after=request.GET.get("after")) if officer else None,
    }  # fmt: skip
    return page(request, "cases/money/cash", context, status=status)


@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, slip_id: UUID) -> HttpResponse:
    """交款单: printed and signed; received by the desk, or taken back by the officer."""
    actor, now = acting(request), clock.now()
    one = money.slip_for(actor, slip_id)
    form = ReceiveForm(posted(request) if "counted" in request.POST else None)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.receive_slip(slip_id=one.pk, counted=str(data["counted"]), actor=actor, now=now)

        if request.POST.get("do") == "withdraw":
            actions.withdraw_slip(slip_id=one.pk, actor=actor, now=now)
            return done(request, "交款单已撤回，可以重新填写", "cases:money_cash")
        form = ReceiveForm(request.POST)
        status = try_to(request, form, run)
        if not status:
            return done(request, "已收下，二个工作日内缴付银行", "cases:money_cash")
    context = {
        **_shown(one),
        "items": [(item, Money(item.amount_fen), _party(item)) for item in one.items.all()],
        "form": form,
        "keeper": keeping.keeps(actor, one.body_id),
        "mine": one.officer_id == actor.officer_id,
        "waits": one.received_at is None and one.withdrawn_at is None,
        "cited": HAND_IN,
    }
    return page(request, "cases/money/slip", context, status=status)


def _shown(one: CashSlip) -> dict[str, Any]:
    return {"slip": one, "amount": Money(one.amount_fen)}


def _party(item: Any) -> str:
    return next((each.name_masked for each in item.case.parties.all() if each.handle == item.party), "")


def _said(one: money.Cash) -> str:
    day = f"，{one.limit.act_by:%Y-%m-%d}前" if one.limit.act_by else ""
    slip = f"（交款单{one.slip}）" if one.slip else ""
    return f"{one.limit.case.number} {one.limit.case.title}：{one.amount}，票据{one.receipts}{day}{slip}"


def _charge(key: str) -> tuple[UUID, Target]:
    case_id, party, cause = key.split("/", 2)
    return UUID(case_id), Target(party, cause)
