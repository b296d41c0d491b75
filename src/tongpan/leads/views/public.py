"""我要反映: for anybody, without registration; a number and a code to ask with, once."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import anonymous_actor
from tongpan.kernel import clock, crypto
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.throttle import Brake, address_of
from tongpan.leads.actions import Receipt, report_lead
from tongpan.leads.actions.attachments import keep_files
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.files import ONLY_FILES, PUBLIC_ACCEPTED
from tongpan.leads.domain.report import Report, Who
from tongpan.leads.forms.reporting import ProgressForm, PublicForm
from tongpan.leads.queries import progress_of
from tongpan.leads.queries.around import villages_of_county
from tongpan.leads.views.submitting import SOURCE, another_report, fresh_key, key_or_digest, refused
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.ui.pages import page

REPORTS, REPORTS_A_DAY = Brake("report", 8, 600), Brake("report-day", 80, 86_400)
ASKS, ASKS_OF_ONE = Brake("progress", 20, 600), Brake("progress-number", 10, 3600)
QUERY_PURPOSE = "lead-query"
SLOW_DOWN = "同一网络短时间内提交太多次。请过几分钟再试，内容还在下面；急事请直接打电话"


def _county(request: HttpRequest) -> Place | None:
    """Return the county asked for, or the one this installation serves, or the only one."""
    wanted = request.POST.get("county") or request.GET.get("county", "")
    towns = places.counties()
    if wanted:
        try:
            return towns.filter(pk=UUID(wanted)).first()
        except ValueError:
            return None
    if settings.TONGPAN_DIVISION:
        return towns.filter(code__startswith=settings.TONGPAN_DIVISION[:6]).first()
    first = list(towns[:2])
    return first[0] if len(first) == 1 else None


def _form(county: Place, data: Any = None, files: Any = None, **rest: Any) -> PublicForm:
    towns = list(places.towns_of(county).only("id", "name", "code"))
    return PublicForm(data, files, towns=towns, villages=villages_of_county(county.pk), **rest)


@login_not_required
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """我要反映."""
    county = _county(request)
    if county is None or "elsewhere" in request.GET:
        counties = places.counties().only("id", "name", "code")[:300]
        return page(request, "leads/public_counties", {"counties": list(counties)})
    if request.method == "GET":
        return _show(request, _form(county, initial={"key": fresh_key(), "county": county.pk}), county, 200)
    form = _form(county, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, county, 422)
    here = address_of(request)
    if REPORTS.exceeded(here) or REPORTS_A_DAY.exceeded(here):
        form.add_error(None, SLOW_DOWN)
        return _show(request, form, county, 429)
    try:
        receipt, code = _send(form, county, anonymous_actor())
    except Refusal as refusal:
        return _show(request, form, county, refused(request, form, refusal))
    if another_report(receipt, form.cleaned_data["text"].strip() or ONLY_FILES):
        data = request.POST.copy()
        data["key"] = fresh_key().hex
        form = _form(county, data)
        form.add_error(None, f"刚才那件已收到（编号 {receipt.lead.number}）。要再反映一件，请再点一次“提交”")
        return _show(request, form, county, 409)
    response = page(request, "leads/public_receipt", {"lead": receipt.lead, "code": code, "county": county})
    response["Cache-Control"] = "no-store, private"
    return response


def _send(form: PublicForm, county: Place, actor: Actor) -> tuple[Receipt, str]:
    data, now = form.cleaned_data, clock.now()
    files = keep_files(data["photos"], allowed=PUBLIC_ACCEPTED)
    text = data["text"].strip() or (ONLY_FILES if files else "")
    key = key_or_digest(data["key"], county.pk, text, data["phone"], clock.date_of(now))
    code = _code(key)
    made = Report(
        district_id=county.pk,
        text=text,
        channel=Channel.PUBLIC,
        where=form.where(),
        who=Who(name=data["name"].strip(), phone=data["phone"].strip()),
        source_system=SOURCE,
        source_id=key,
        query_code=code,
    )
    return report_lead(report=made, actor=actor, now=now, files=files), code


def _code(key: str) -> str:
    """Return the code of a form: the same for the same form, so that sending twice shows the same receipt."""
    return f"{int(crypto.keyed_digest(f'query code{chr(0)}{key}'.encode())[:16], 16) % 10**8:08d}"


def _show(request: HttpRequest, form: PublicForm, county: Place, status: int) -> HttpResponse:
    response = page(request, "leads/public", {"form": form, "county": county}, status=status)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """查进度: number and code. A POST keeps the code out of addresses and logs."""
    if request.method == "GET":
        return page(request, "leads/progress", {"form": ProgressForm(initial=request.GET.dict()), "found": None})
    form = ProgressForm(request.POST)
    found, status = None, 200
    if not form.is_valid():
        status = 422
    else:
        number = form.cleaned_data["number"].strip().upper()
        if ASKS.exceeded(address_of(request)) or ASKS_OF_ONE.exceeded(number):
            form.add_error(None, "查询次数太多，请过一会儿再查；也可以打电话查询")
            status = 429
        else:
            try:
                found = progress_of(number, crypto.blind_index(form.cleaned_data["code"], QUERY_PURPOSE))
            except NotFound as refusal:
                form.add_error(None, str(refusal))
                status = 404
    response = page(request, "leads/progress", {"form": form, "found": found}, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


@login_not_required
@require_GET
def public_villages(request: HttpRequest) -> HttpResponse:
    """Give the villages of one town as options, for a select that follows another."""
    try:
        town = UUID(request.GET.get("town", ""))
    except ValueError:
        return page(request, "leads/villages", {"villages": []})
    rows = places.villages_of(town).only("id", "name")[:500]
    return page(request, "leads/villages", {"villages": list(rows)})
