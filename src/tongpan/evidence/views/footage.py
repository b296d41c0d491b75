"""执法录像台账: what came from the dock, one recording, and what may be let go of."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.queries import acting
from tongpan.evidence import actions, policies, queries
from tongpan.evidence.domain.showing import size_text
from tongpan.evidence.forms.footage import DisposeForm, FootageFilter, HoldForm, TermForm
from tongpan.evidence.queries.footage import DUE
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import NotFound
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_GET
def footage(request: HttpRequest) -> HttpResponse:
    """The keeper's list."""
    actor, now = acting(request), clock.now()
    policies.require_footage_keeper(actor)
    form = FootageFilter(request.GET)
    data: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    shown = queries.kept_footage(
        actor, now, words=data.get("q") or "", show=data.get("show") or "", on=data.get("day"),
        after=request.GET.get("after"),
    )  # fmt: skip
    active = any(request.GET.get(name) for name in form.fields)
    context = {
        "form": form,
        "page": shown,
        "shots": queries.shots(shown.items),
        "active": active,
        "term": queries.retention_on(actor.district_id, date_of(now)),
    }
    return page(request, "evidence/footage", context)


@require_http_methods(["GET", "POST"])
def recording(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """One recording: what it is, whether it is linked; and keeping it beyond its term. Its content shows in a case."""
    actor, now = acting(request), clock.now()
    policies.require_footage_keeper(actor)
    row = queries.recording_for(actor, recording_id)
    form = HoldForm(posted(request), initial={"why": row.held_why})
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda d: actions.hold_footage(
            recording_id=recording_id, why=d["why"], actor=actor, now=now,
        ))  # fmt: skip
        if not status:
            messages.success(request, "已登记")
            return redirect("evidence:recording", recording_id)
    shot = queries.shot(row)
    facts: list[tuple[str, object]] = [
        ("设备编号", row.recorder.number),
        ("录像时间", f"{_moment(shot.start)} 至 {_moment(shot.end)}"),
        ("设备显示的时间", f"{_moment(row.started_at)} 至 {_moment(row.ended_at)}"),
        ("时钟", shot.clock_words),
        ("内容", f"已导入，{size_text(row.size)}" if row.size else "在采集站，没有导入"),
        ("存放位置", row.uri),
        ("文件名", row.name),
        ("校验值（SHA-256）", row.sha256),
        ("校验值（国密 SM3）", row.sm3),
        ("导入时间", _moment(row.brought_at)),
        ("处置", f"{_moment(row.disposed_at)}，{row.disposed_why}" if row.disposed_at else ""),
    ]
    context = {
        "recording": row,
        "facts": [(name, value) for name, value in facts if value],
        "form": form,
        "linked": row.links.filter(ended_at=None).count(),
    }
    return page(request, "evidence/recording", context, status=status)


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """保存期限和到期处置: the term that the county set, what may be let go of, and the decision."""
    actor, now = acting(request), clock.now()
    policies.require_sees_term(actor)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    due = queries.kept_footage(actor, now, show=DUE, after=request.GET.get("after"))
    term_form = TermForm(posted(request) if do == "term" else None, initial={"valid_from": date_of(now)})
    rows = [(str(one.pk), one.recorder.number) for one in due.items]
    dispose = DisposeForm(posted(request) if do == "dispose" else None, rows=rows)
    status = 200
    if do == "term":
        status = try_to(request, term_form, lambda d: actions.set_retention(**d, actor=actor, now=now))
    elif do == "dispose":
        status = try_to(request, dispose, lambda d: actions.dispose_footage(
            recording_ids=[UUID(key) for key in d["chosen"]], why=d["why"], actor=actor, now=now,
        ))  # fmt: skip
    elif request.method == "POST":
        raise NotFound("没有这一项，请刷新后再试")
    if do and not status:
        messages.success(request, "已登记" if do == "term" else "已决定处置，内容已删除，校验值和决定保留")
        return redirect("evidence:retention")
    chosen = set(request.POST.getlist("chosen"))
    context = {
        "page": due,
        "due": [(one, str(one.recording.pk) in chosen) for one in queries.shots(due.items)],
        "term": queries.retention_on(actor.district_id, date_of(now)),
        "term_form": term_form,
        "dispose_form": dispose,
        "disposes": policies.may_dispose(actor),
        "sets_term": policies.may_set_term(actor),
        "keeps": policies.may_keep_footage(actor),
        "do": do,
    }
    return page(request, "evidence/retention", context, status=status)


def _moment(value: Any) -> str:
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
