"""财务对账: what is owed and paid by code, what goes back, and by what codes the organ is paid."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain import keeping
from tongpan.cases.forms.money import CodeForm, DueFilterForm, RefundForm, RuleForm, VoidForm
from tongpan.cases.models import CaseFact, PaymentCode, PaymentDue
from tongpan.cases.queries import money
from tongpan.cases.queries.moneyrows import row_of
from tongpan.cases.views.looking import look
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.spreadsheet.answering import asked_form, table_file
from tongpan.law.facts import Deferral, read_row
from tongpan.law.money import Money
from tongpan.law.penalty.execution import Instalment
from tongpan.law.procedure import Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

COLUMNS = (
    "案件编号", "案由", "当事人", "缴款码", "缴款码来源", "应缴（元）", "已缴（元）", "未缴（元）", "应退（元）",
    "缴款期限", "状态",
)  # fmt: skip


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """财务对账: what waits for the desk, and every sum that was decided, newest first."""
    actor, today = acting(request), date_of(clock.now())
    keeping.require_keeper(actor)
    form = DueFilterForm(request.GET)
    found = money.dues(actor, form.filters(), today, after=request.GET.get("after"))
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    context = {
        "form": form,
        "page": found,
        "rows": [row_of(one, today) for one in found.items],
        "waiting": money.waiting(actor),
        "query": "?" + urlencode(kept),
        "active": bool(kept),
    }
    return page(request, "cases/money/desk", context)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """对账台账: exactly what is filtered, as Excel or CSV; natural persons are masked in it as in the list."""
    actor, now = acting(request), clock.now()
    form = asked_form(request)
    filters = DueFilterForm(request.GET).filters()
    told = {name: str(value) for name, value in request.GET.items() if value and name != "after"}
    actions.export_money(filters=told, actor=actor, now=now, form=form)
    rows = _cells(money.everything(actor, filters, date_of(now)), date_of(now))
    return table_file(form, COLUMNS, rows, title="缴款对账台账", plain="money", now=now)


@require_http_methods(["GET", "POST"])
def due(request: HttpRequest, due_id: UUID) -> HttpResponse:
    """One sum: by which code, what came, where cash is, and what goes back."""
    actor, now = acting(request), clock.now()
    keeping.require_keeper(actor)
    one = money.due_for(actor, due_id)
    form = RefundForm(posted(request), initial={"amount": f"{one.back_fen / 100:.2f}", "at": now})
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.refund(
                due_id=one.pk, amount=str(data["amount"]), voucher=data["voucher"], why=data["why"], at=data["at"],
                actor=actor, now=now,
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "已登记退还", "cases:money_due", one.pk)
    context = {
        **row_of(one, date_of(now)),
        "form": form,
        "codes": list(PaymentCode.objects.filter(due=one).order_by("-id")),
        "lines": list(one.lines.select_related("statement").order_by("-id")[:50]),
        "facts": _facts(one),
        "parts": _parts(one),
        "apart": not policies.has_part(actor, one.case),
    }
    return page(request, "cases/money/due", context, status=status)


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """缴款码规则: by what codes the organ is paid, from which day."""
    actor, now = acting(request), clock.now()
    body_id = keeping.require_keeper(actor)
    form = RuleForm(posted(request), initial={"valid_from": date_of(now)})
    status = 200
    if request.method == "POST":
        status = try_to(
            request,
            form,
            lambda _: actions.set_code_rule(**form.rule(), actor=actor, now=now),
            renamed={"prefix": "digits"},
        )
        if not status:
            return done(request, "已登记，从这一日起的决定照此办理", "cases:money_rules")
    context = {"form": form, "rules": money.rules_of(body_id)}
    return page(request, "cases/money/rules", context, status=status)


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """缴款码: entered as the province's system gave it, or voided with a reason."""
    actor, now = acting(request), clock.now()
    target = Target(request.GET.get("party", ""), request.GET.get("cause", ""))
    keeper = keeping.keeps_money(actor)
    found = money.due_of(case_id, target)
    seen = None if keeper else look(actor, queries.case_for(actor, case_id), now)
    if found is None or (keeper and not keeping.keeps(actor, found.body_id)):
        raise NotFound("没有这笔应缴款：决定作出以后才有")
    held = found.in_force[0] if found.in_force else None  # type: ignore[attr-defined]
    form = VoidForm(posted(request)) if held else CodeForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            given: dict[str, Any] = {"case_id": case_id, "target": target, "actor": actor, "now": now, **data}
            return actions.void_payment_code(**given) if held else actions.enter_payment_code(**given)

        status = try_to(request, form, run)
        if not status:
            said = "缴款码已作废" if held else "缴款码已登记"
            return done(request, said, *(("cases:money_due", found.pk) if keeper else ("cases:case", case_id)))
    context = {
        "form": form, "held": held, "due": found, "case": seen.case if seen else found.case, "keeper": keeper,
        "left": Money(found.left_fen), "codes": list(PaymentCode.objects.filter(due=found).order_by("-id")),
    }  # fmt: skip
    return page(request, "cases/money/code", context, status=status)


def _parts(one: PaymentDue) -> tuple[Instalment, ...]:
    """Return the instalments that were granted last."""
    rows = CaseFact.objects.filter(case=one.case, table="deferrals", row__party=one.party, row__cause=one.cause)
    last = rows.order_by("-place").values_list("row", flat=True).first()
    granted: Deferral | None = read_row("deferrals", last) if last is not None else None
    return granted.parts if granted is not None else ()


def _facts(one: PaymentDue) -> list[tuple[str, Any, Money, str]]:
    """Return what was paid and went back: what, when, how much, with what words."""
    rows = CaseFact.objects.filter(
        case=one.case, table__in=("payments", "refunds"), row__party=one.party, row__cause=one.cause
    )  # fmt: skip
    found = []
    for table, row in rows.order_by("table", "place").values_list("table", "row"):
        read = read_row(table, row)
        if table == "refunds":
            found.append(("退还", read.at, read.amount, f"退付凭证 {read.voucher}"))
            continue
        words = [f"票据 {read.receipt}"]
        if read.on_spot:
            words += ["当场收缴", "已交机关" if read.handed_in_at else "还没有交机关"]
            words += ["已缴银行"] if read.banked_at else []
        found.append(("缴纳", read.at, read.amount, "，".join(words)))
    return sorted(found, key=lambda each: each[1])


def _cells(rows: Iterable[PaymentDue], today: date) -> Iterator[list[Any]]:
    for one in rows:
        shown = row_of(one, today)
        held = shown["code"]
        yield [
            one.case.number, one.case.title, shown["name"], held.code if held else "",
            held.get_source_display() if held else "", *(f"{fen / 100:.2f}" for fen in
            (one.due_fen, one.paid_fen, one.left_fen, one.back_fen)), one.pay_by,
            one.get_state_display() + ("（过了缴款期限）" if shown["late"] else ""),
        ]  # fmt: skip
