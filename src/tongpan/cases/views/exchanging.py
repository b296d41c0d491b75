"""公检法往来: the log by counterpart, entering, answering, and its export."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.forms.exchanging import ExchangeFilterForm, ExchangeForm, ExchangeReplyForm
from tongpan.cases.models import CounterpartNotice
from tongpan.cases.queries import exchanging
from tongpan.cases.views.looking import look
from tongpan.cases.views.oneform import one_form
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.spreadsheet.answering import asked_form, table_file
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

NOTE = "处罚法 27 条二款：与司法机关加强协调配合，建立健全案件移送制度，完善案件处理信息通报机制。"
COLUMNS = (
    "对方", "对方名称", "方向", "事项", "内容", "文号", "往来时间", "案件编号", "镇街",
    "请在此日前答复", "答复时间", "答复",
)  # fmt: skip


@require_GET
def exchanges(request: HttpRequest) -> HttpResponse:
    """公检法往来: what passed with each of the three, newest first."""
    actor, today = acting(request), date_of(clock.now())
    policies.require_reader(actor)
    form = ExchangeFilterForm(request.GET)
    found = exchanging.exchanges(actor, form.filters(), after=request.GET.get("after"))
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    context = {
        "form": form,
        "page": found,
        "rows": [(one, hiding.text(one.summary), hiding.text(one.reply)) for one, hiding in _hidden(found.items)],
        "tallies": exchanging.tallies(actor, today),
        "today": today,
        "query": "?" + urlencode(kept),
        "may_enter": policies.enters_exchanges(actor),
        "may_export": policies.takes_lists_out(actor),
    }
    return page(request, "cases/exchanges", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """登记不涉及具体案件的往来."""
    actor, now = acting(request), clock.now()
    policies.require_exchanges(actor)
    form = ExchangeForm(posted(request), initial={"at": now})
    status = 200
    if request.method == "POST":

        def run(_data: dict[str, Any]) -> object:
            return actions.record_exchange(exchanged=form.exchanged(None), actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            return done(request, "往来已登记", "cases:exchanges")
    context = {"form": form, "title_text": "登记公检法往来", "note": NOTE}
    return page(request, "cases/exchange_enter", context, status=status)


@require_http_methods(["GET", "POST"])
def enter_in_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """登记本案的往来."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    if not seen.roles:
        raise Forbidden("往来由本案的承办、审核和负责人员登记")
    form = ExchangeForm(posted(request), initial={"at": now})

    def run(_data: dict[str, Any]) -> object:
        return actions.record_exchange(exchanged=form.exchanged(seen.case.pk), actor=actor, now=now)

    return one_form(request, seen.case, form, run, title="登记公检法往来", note=NOTE, said="往来已登记", draft=True)


@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """One exchange, and its answer."""
    actor, now = acting(request), clock.now()
    policies.require_reader(actor)
    one = exchanging.exchange_for(actor, exchange_id)
    seen = look(actor, one.case, now) if one.case is not None else None
    form = ExchangeReplyForm(posted(request))
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda d: actions.answer_exchange(exchange_id=one.pk, actor=actor, now=now, **d))
        if not status:
            return done(request, "答复已登记", "cases:exchanges")
    hiding = seen.hiding if seen is not None else Hiding.over([], clear=True)
    may = bool(seen.roles) if seen is not None else policies.enters_exchanges(actor)
    context = {
        "one": one, "summary": hiding.text(one.summary), "reply": hiding.text(one.reply), "form": form, "may": may,
    }  # fmt: skip
    return page(request, "cases/exchange", context, status=status)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """往来台账: exactly what is filtered, as Excel or CSV; nobody is named in it."""
    actor, now = acting(request), clock.now()
    form = asked_form(request)
    filters = ExchangeFilterForm(request.GET).filters()
    told = {name: str(value) for name, value in request.GET.items() if value and name != "after"}
    actions.export_exchanges(filters=told, actor=actor, now=now, form=form)
    rows = _cells(exchanging.everything(actor, filters))
    return table_file(form, COLUMNS, rows, title="公检法往来", plain="exchanges", now=now)


def _hidden(rows: Iterable[CounterpartNotice]) -> Iterator[tuple[CounterpartNotice, Hiding]]:
    """Yield each with how its texts are read in a list: the parties of its case by their masked names, to everybody."""
    hidings: dict[UUID | None, Hiding] = {None: Hiding.over([], clear=False)}
    for one in rows:
        if one.case is not None and one.case.pk not in hidings:
            hidings[one.case.pk] = Hiding.over(one.case.parties.all(), clear=False)
        yield one, hidings[one.case_id]


def _cells(rows: Iterable[CounterpartNotice]) -> Iterator[list[Any]]:
    for one, hiding in _hidden(rows):
        town = one.case.town if one.case is not None else one.town
        yield [
            one.get_counterpart_display(), one.name, one.get_direction_display(), one.get_exchange_display(),
            hiding.text(one.summary), one.number, one.at, one.case.number if one.case is not None else "",
            town.name if town is not None else "", one.reply_by, one.replied_at, hiding.text(one.reply),
        ]  # fmt: skip
