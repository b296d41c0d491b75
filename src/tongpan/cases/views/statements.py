"""对账单: brought, watched, and what nobody is sure of settled line by line."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.domain import keeping
from tongpan.cases.domain.money import OPEN_LINES
from tongpan.cases.forms.money import AsideForm, ConfirmForm, LineFilterForm, ReturnForm, StatementForm
from tongpan.cases.models import PaymentDue, StatementLine
from tongpan.cases.queries import money
from tongpan.cases.queries.moneyrows import line_shown, payer_of, row_of
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.spreadsheet.answering import asked_form, table_file
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

COLUMNS = (
    "行号",
    "流水号",
    "缴款码",
    "票据号",
    "金额（元）",
    "缴款时间",
    "缴款人",
    "结果",
    "案件编号",
    "说明",
    "退付凭证号",
)


@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest) -> HttpResponse:
    """对账单: bring one; those that were brought, newest first."""
    actor, now = acting(request), clock.now()
    keeping.require_keeper(actor)
    form = StatementForm(request.POST, request.FILES) if request.method == "POST" else StatementForm()
    status, brought = 200, []
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            file = data["file"]
            brought.append(actions.bring_statement(content=file.read(), name=file.name, actor=actor, now=now))
            return brought

        status = try_to(request, form, run)
        if not status:
            return redirect("cases:money_statement", brought[0].pk)
    found = money.statements(actor, after=request.GET.get("after"))
    return page(request, "cases/money/statements", {"form": form, "page": found}, status=status)


@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """One statement: how its lines stand; what is not matched yet can be gone on with."""
    actor, now = acting(request), clock.now()
    keeping.require_keeper(actor)
    found = money.statement_for(actor, statement_id)
    if request.method == "POST":
        actions.match_some(found.pk, actor=actor, now=now)
        return redirect("cases:money_statement", found.pk)
    state = LineFilterForm(request.GET).state_chosen()
    rows = money.lines(actor, statement_id=found.pk, state=state, after=request.GET.get("after"))
    tally = money.tally_of(found)
    context = {
        "statement": found,
        "tally": tally,
        "left": next((number for code, _, number in tally if code == "WAITING"), 0),
        "page": rows,
        "rows": [line_shown(one) for one in rows.items],
        "state": state,
    }
    return page(request, "cases/money/statement", context)


@require_POST
def export(request: HttpRequest, statement_id: UUID) -> HttpResponseBase:
    """对账结果: every line of a statement with what became of it, as Excel or CSV."""
    actor, now = acting(request), clock.now()
    form = asked_form(request)
    found = money.statement_for(actor, statement_id)
    actions.export_money(filters={"statement": str(found.pk)}, actor=actor, now=now, form=form)
    rows = StatementLine.objects.filter(statement=found).select_related("due__case").order_by("line")
    rows = rows.prefetch_related("due__case__parties")
    return table_file(form, COLUMNS, _cells(rows.iterator(500)), title="对账结果", plain="statement", now=now)


@require_GET
def lines(request: HttpRequest) -> HttpResponse:
    """待确认的明细, newest first."""
    actor = acting(request)
    keeping.require_keeper(actor)
    form = LineFilterForm(request.GET)
    found = money.lines(actor, state=form.state_chosen(), after=request.GET.get("after"))
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    context = {
        "form": form, "page": found, "rows": [line_shown(one) for one in found.items], "query": "?" + urlencode(kept),
    }  # fmt: skip
    return page(request, "cases/money/lines", context)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """One line: what it may pay and what speaks against it; confirmed, returned, or set aside."""
    actor, now = acting(request), clock.now()
    keeping.require_keeper(actor)
    one = money.line_for(actor, line_id)
    words = request.GET.get("q", "")
    found = money.candidates(one, words)
    today = date_of(now)
    doing = request.POST.get("do", "")
    confirm = ConfirmForm(
        posted(request) if doing == "confirm" else None, choices=[(str(due.pk), _said(due, today)) for due in found]
    )
    back = ReturnForm(posted(request) if doing == "return" else None)
    aside = AsideForm(posted(request) if doing == "aside" else None)
    status = 200
    if request.method == "POST":
        status = _settle(request, one, doing, {"confirm": confirm, "return": back, "aside": aside})
        if not status:
            return done(request, "已处理", "cases:money_lines")
    context = {
        **line_shown(one), "confirm": confirm, "back": back, "aside": aside, "q": words, "found": found,
        "open": one.state in OPEN_LINES,
    }  # fmt: skip
    return page(request, "cases/money/line", context, status=status)


def _settle(request: HttpRequest, one: StatementLine, doing: str, forms: dict[str, Any]) -> int:
    actor, now = acting(request), clock.now()

    def run(data: dict[str, Any]) -> object:
        given: dict[str, Any] = {"line_id": one.pk, "actor": actor, "now": now}
        if doing == "confirm":
            return actions.confirm_line(due_id=UUID(data["due"]), why=data["why"], **given)
        if doing == "return":
            return actions.return_line(voucher=data["voucher"], why=data["why"], **given)
        return actions.set_line_aside(why=data["why"], **given)

    return try_to(request, forms.get(doing, forms["aside"]), run)


def _said(due: PaymentDue, today: date) -> str:
    shown = row_of(due, today)
    code = f"缴款码{shown['code']}，" if shown["code"] else "没有缴款码，"
    return f"{due.case.number} {due.case.title}：{shown['name']}，{code}还应缴{shown['left']}"


def _cells(rows: Iterator[StatementLine]) -> Iterator[list[Any]]:
    for one in rows:
        yield [
            one.line, one.serial, one.code, one.receipt, f"{one.amount_fen / 100:.2f}" if one.paid_at else "",
            one.paid_at, payer_of(one), one.get_state_display(), one.due.case.number if one.due else "", one.reason,
            one.voucher,
        ]  # fmt: skip
