"""裁量基准 and 阶梯政策: what stands, what waits for a second person, and how to enter it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.domain.fields import labels
from tongpan.kernel import clock
from tongpan.kernel.errors import Refusal
from tongpan.kernel.paging import keyset
from tongpan.kernel.permissions import Permission
from tongpan.powers import policies
from tongpan.powers.actions import benchmarks as acts
from tongpan.powers.actions import handling as handlings
from tongpan.powers.domain.wording import fines_text
from tongpan.powers.forms.benchmarks import BenchmarkForm, EndForm, HandlingForm, LadderForm
from tongpan.powers.models import Benchmark
from tongpan.powers.queries import benchmarks as kept
from tongpan.powers.queries.handling import handling_rules_of
from tongpan.powers.queries.profiles import matter_profiles
from tongpan.powers.views import frame
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to

SIZE = 50


@require_GET
def benchmark_list(request: HttpRequest) -> HttpResponse:
    """Show the benchmarks of the county, those that wait first."""
    actor = frame.reader(request)
    district = frame.district_of(actor)
    waiting = request.GET.get("waiting") == "1"
    rows = kept.benchmarks_of(district.pk, waiting=waiting)
    found = keyset(rows, order=("-recorded_at", "-id"), after=request.GET.get("after"), size=SIZE)
    context = {
        "district": district,
        "page": found,
        "rows": found.items,
        "today": clock.today(),
        "tabs": [("?", "全部", None, not waiting), ("?waiting=1", "待核对公布", None, waiting)],
        "waiting": waiting,
        "handling": [(row, labels(row.fields)) for row in handling_rules_of(district.pk)],
        "ladder": [(row, labels(row.key_fields)) for row in kept.ladder_rules_of(district.pk)],
        "may": policies.may_benchmarks(actor, district.pk),
        "may_import": policies.may(actor, Permission.POWERS_PUBLISH, district.pk),
        "me": actor.label,
    }
    return page(request, "powers/benchmarks", context)


@require_http_methods(["GET", "POST"])
def benchmark(request: HttpRequest, benchmark_id: UUID) -> HttpResponse:
    """One benchmark; published by somebody other than who entered it, or ended."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    row = kept.benchmark_of(district.pk, benchmark_id)
    form = EndForm(posted(request) if request.POST.get("do") == "end" else None)
    problem, status = None, 200
    if request.POST.get("do") == "publish":
        try:
            acts.publish_benchmark(benchmark_id=row.pk, district=district, actor=actor, now=now)
        except Refusal as refusal:
            problem, status = refusal, refusal.status
        else:
            messages.success(request, "已核对公布，施行日起在案件里适用")
            return redirect("powers:benchmark", row.pk)
    elif request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return acts.end_benchmark(
                benchmark_id=row.pk, on=data["on"], reason=data["reason"], district=district, actor=actor, now=now
            )

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已终止")
            return redirect("powers:benchmarks")
    may = policies.may_benchmarks(actor, district.pk) and row.superseded_at is None
    context = {
        "row": row,
        "facts": _facts(row),
        "form": form,
        "problem": problem,
        "may": may,
        "may_publish": may and row.confirmed_at is None and row.entered_by != actor.label,
        "own": row.entered_by == actor.label,
    }
    return page(request, "powers/benchmark", context, status=status)


def _facts(row: Benchmark) -> list[tuple[str, object]]:
    upto = f"{row.valid_to:%Y-%m-%d}前" if row.valid_to else "长期"
    return [
        ("文件", f"{row}{f'（{row.number}）' if row.number else ''}"),
        ("制定机关", f"{row.maker}（{row.get_maker_level_display()}）"),
        ("向社会公布", f"{row.published_on:%Y-%m-%d}"),
        ("施行", f"{row.valid_from:%Y-%m-%d}起，{upto}"),
        ("适用的罚款", row.fine_key),
        ("法定幅度", f"{row.lowest}元至{row.highest}元"),
        ("数额依据", row.range_text),
        ("可以从轻", "；".join(row.lightening)),
        ("可以从重", "；".join(row.aggravating)),
    ]


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a benchmark; what was typed stays when it is refused."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    policies.check_benchmarks(actor, district.pk, acts.WHAT)
    form = BenchmarkForm(posted(request), initial={"matter": request.GET.get("matter", "")})
    made: list[Benchmark] = []

    def run(data: dict[str, Any]) -> object:
        made.append(acts.enter_benchmark(new=form.benchmark(), district=district, actor=actor, now=now))
        return made

    status = try_to(request, form, run) if request.method == "POST" else 200
    if made:
        messages.success(request, "已录入，等另一人核对公布")
        return redirect("powers:benchmark", made[0].pk)
    matters = matter_profiles(district.pk)
    context = {
        "form": form,
        "groups": _groups(form, BenchmarkForm.GROUPS),
        "district": district,
        "matters": [(one.code, one.name) for one in matters],
        "fines": _fines(form),
        "title_text": "录入裁量基准",
    }
    return page(request, "powers/benchmark_enter", context, status=status)


def _groups(form: forms.Form, groups: Any) -> list[tuple[str, list[forms.BoundField]]]:
    return [(name, [form[field] for field in fields]) for name, fields in groups]


def _fines(form: forms.Form) -> list[str]:
    matter = kept.matter_for_benchmark(str(form["matter"].value() or ""))
    return fines_text(matter.fines) if matter is not None else []


@require_http_methods(["GET", "POST"])
def enter_ladder(request: HttpRequest) -> HttpResponse:
    """Enter the policy of the ladder."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    policies.check_benchmarks(actor, district.pk, acts.LADDER)
    form = LadderForm(posted(request))
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda data: acts.set_ladder(**data, district=district, actor=actor, now=now))
        if not status:
            messages.success(request, "已录入，等另一人核对公布")
            return redirect("powers:benchmarks")
    return page(request, "powers/ladder_enter", {"form": form, "district": district}, status=status)


@require_POST
def publish_ladder(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Publish the policy that another entered."""
    actor = frame.reader(request)
    district = frame.district_of(actor)
    acts.publish_ladder(rule_id=rule_id, district=district, actor=actor, now=clock.now())
    messages.success(request, "已核对公布")
    return redirect("powers:benchmarks")


@require_http_methods(["GET", "POST"])
def enter_handling(request: HttpRequest) -> HttpResponse:
    """Enter one line of the policy on classes of zones and objects (M152)."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    policies.check_benchmarks(actor, district.pk, handlings.WHAT)
    form = HandlingForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(_data: dict[str, Any]) -> object:
            return handlings.enter_handling(**form.entered(), district=district, actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已录入，等另一人核对公布")
            return redirect("powers:benchmarks")
    return page(request, "powers/handling_enter", {"form": form, "district": district}, status=status)


@require_POST
def publish_handling(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Publish the line that another entered."""
    actor = frame.reader(request)
    handlings.publish_handling(rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now())
    messages.success(request, "已核对公布")
    return redirect("powers:benchmarks")


@require_POST
def end_handling(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """End a line from today on."""
    actor, now = frame.reader(request), clock.now()
    handlings.end_handling(rule_id=rule_id, on=clock.today(), district=frame.district_of(actor), actor=actor, now=now)
    messages.success(request, "从今天起不再适用")
    return redirect("powers:benchmarks")


@require_POST
def withdraw_handling(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take back the line that one entered and nobody published yet, or that has not begun."""
    actor = frame.reader(request)
    handlings.withdraw_handling(
        rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now(),
        reason=request.POST.get("reason", "")[:500],
    )  # fmt: skip
    messages.success(request, "已撤回")
    return redirect("powers:benchmarks")


@require_POST
def withdraw_ladder(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take back the policy that one entered and nobody published yet, or that has not begun."""
    actor = frame.reader(request)
    acts.withdraw_ladder(
        rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now(),
        reason=request.POST.get("reason", "")[:500],
    )  # fmt: skip
    messages.success(request, "已撤回")
    return redirect("powers:benchmarks")
