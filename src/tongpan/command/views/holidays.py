"""工作日历: which years are known, and entering the next one: paste, look at the days, confirm."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from tongpan.agencies.queries import acting
from tongpan.command import policies
from tongpan.command.actions.holidays import publish_holidays
from tongpan.command.domain.months import Mark, months
from tongpan.command.forms import NoticeForm
from tongpan.command.queries.holidays import waiting_for, years
from tongpan.kernel import clock
from tongpan.kernel.calendar import calendar_in_force, preview
from tongpan.kernel.errors import Refusal
from tongpan.law.calendar import WorkCalendar, YearNotice
from tongpan.ui.pages import page
from tongpan.ui.submitting import MALFORMED, refused


@require_GET
def holidays(request: HttpRequest) -> HttpResponse:
    """Show the years in force, and where to enter the next."""
    policies.require_system(acting(request))
    return _show(request, NoticeForm(), 200)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Show the days of a pasted notice; nothing is stored."""
    policies.require_system(acting(request))
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, MALFORMED)
    text = form.cleaned_data["text"]
    try:
        notice, calendar = preview(text)
    except Refusal as refusal:
        return _show(request, form, refused(request, form, refusal, beside="text"))
    return page(request, "command/holidays_preview", _laid_out(text, notice, calendar))


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Store the notice that was looked at."""
    actor, text = acting(request), request.POST.get("text", "")
    try:
        row = publish_holidays(text=text, actor=actor, now=clock.now())
    except Refusal as refusal:
        policies.require_system(actor)  # who may not is turned away as everywhere
        form = NoticeForm({"text": text})
        return _show(request, form, refused(request, form, refusal, beside="text"))
    messages.success(request, f"已登记{row.year}年的放假通知，等待它的期限正在重新计算")
    return redirect("command:holidays")


def _show(request: HttpRequest, form: NoticeForm, status: int) -> HttpResponse:
    calendar = calendar_in_force(fresh=True)
    context = {
        "form": form,
        "years": years(calendar),
        "calendar": calendar,
        "waiting": waiting_for(calendar.awaited_year),
    }
    return page(request, "command/holidays", context, status=status)


def _laid_out(text: str, notice: YearNotice, calendar: WorkCalendar) -> dict[str, Any]:
    days = [day for each in notice.holidays for day in (*each.days, *each.makeup)]
    makeup = {day: Mark("上班", "counted") for each in notice.holidays for day in each.makeup}
    shown = months(min(*days, date(notice.year, 1, 1)), date(notice.year, 12, 1), calendar, makeup)
    busy = {(day.year, day.month) for day in days}
    return {
        "text": text,
        "notice": notice,
        "instrument": notice.instruments[-1] if notice.instruments else None,
        "months": [month for month in shown if (month.year, month.month) in busy],
        "waiting": waiting_for(notice.year),
        "workdays": calendar.workdays_between(date(notice.year - 1, 12, 31), date(notice.year, 12, 31)),
    }
