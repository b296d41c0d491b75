"""三项制度 (M184): how far disclosure, recording and legal review reach, by body and period; nobody is ranked."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.cases.forms.footage import PeriodForm
from tongpan.cases.queries import systems
from tongpan.kernel import clock
from tongpan.ui.pages import page


@require_GET
def three_systems(request: HttpRequest) -> HttpResponse:
    """The rates of a period: this year until today, unless another is asked for."""
    actor, today = acting(request), clock.today()
    systems.require_figures(actor)
    form = PeriodForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    start, end = data.get("start") or today.replace(month=1, day=1), data.get("end") or today
    bodies, total, waiting = systems.three_systems(actor, start, end)
    shown = {"start": start, "end": end, "bodies": bodies, "total": total, "waiting": waiting}
    if waiting:
        shown["waiting_text"] = f"有 {waiting} 件已决定的案件还没有计算，请系统管理员运行 tongpan cases recount。"
    form = PeriodForm(request.GET or None, initial={"start": start, "end": end})
    return page(request, "cases/three_systems", shown | {"form": form})
