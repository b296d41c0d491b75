"""One lead: the next step first, then why, what, where, the clocks, and everything that happened."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.queries import acting
from tongpan.kernel import clock, crypto
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies
from tongpan.leads.actions import dismiss_hint, merge_lead
from tongpan.leads.domain import why
from tongpan.leads.domain.choices import Desk, RouteRule, Status
from tongpan.leads.domain.clock_names import is_channels, name_of
from tongpan.leads.domain.next_step import Button, Do, NextStep, Situation, next_step
from tongpan.leads.domain.records import missing_for_archive
from tongpan.leads.forms.triage import RevealForm
from tongpan.leads.models import Attachment, Lead, Reporter
from tongpan.leads.queries import Detail, by_number, detail_for
from tongpan.leads.queries.channel_rules import duties_of
from tongpan.leads.queries.matters import names_by_code
from tongpan.leads.queries.timeline import moments
from tongpan.places import queries as places
from tongpan.ui.pages import page

DOMAINS = {domain.value: str(domain.label) for domain in Domain}
OWN_SYSTEMS = frozenset({"", "form", "demo"})
_ADDRESSES: dict[Do, tuple[str, ...]] = {
    Do.SET_MATTER: ("leads:matter",),
    Do.SET_PLACE: ("leads:place",),
    Do.SETTLE: ("leads:settle",),
    Do.ASSIGN: ("dispatch:assign", "dispatch:of_lead"),
    Do.ORDERS: ("dispatch:of_lead",),
    Do.SEE_ORDERS: ("dispatch:of_lead",),
    Do.CHECK: ("dispatch:check", "dispatch:of_lead"),
    Do.ANSWER: ("leads:answer",),
    Do.ANSWER_NOBODY: ("leads:nobody",),
    Do.ARCHIVE: ("leads:archive_one",),
    Do.REOPEN: ("leads:reopen",),
}
IN_PLACE = frozenset({Do.SET_MATTER, Do.SET_PLACE, Do.SETTLE, Do.ANSWER, Do.ANSWER_NOBODY, Do.ARCHIVE, Do.REOPEN})


@require_GET
def lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """One lead."""
    actor = acting(request)
    return page(request, "leads/lead", _context(actor, detail_for(actor, lead_id)))


@require_GET
def lead_by_number(request: HttpRequest, number: str) -> HttpResponse:
    """The same, by the number people quote."""
    return redirect("leads:lead", by_number(acting(request), number).pk)


@require_POST
def hint(request: HttpRequest, lead_id: UUID, hint_id: int) -> HttpResponse:
    """并案, or 不是同一件."""
    actor, now = acting(request), clock.now()
    if request.POST.get("do") == "merge":
        detail = detail_for(actor, lead_id)
        other = next((h.other_id for h in detail.hints if h.pk == hint_id), None)
        if other is None:
            return redirect("leads:lead", lead_id)
        main = merge_lead(lead_id=lead_id, into_id=other, actor=actor, now=now, reason="确认是同一件")
        return redirect("leads:lead", main.pk)
    dismiss_hint(hint_id=hint_id, actor=actor, now=now)
    return redirect("leads:lead", lead_id)


def _context(actor: Actor, detail: Detail) -> dict[str, Any]:
    found = detail.lead
    may = frozenset(p for p in Permission if p.name.startswith("LEADS_") and policies.may(actor, found, p))
    step = _next(actor, detail, may)
    return {
        "lead": found,
        "title": crypto.mask_personal(found.title),
        "text": crypto.mask_personal(found.text),
        "outcome_note": crypto.mask_personal(found.outcome_note),
        "domain": DOMAINS.get(found.domain, ""),
        "why": why.shown(found.route, names_by_code(found.district_id)),
        "step": step,
        "main": _link(found, step.main),
        "others": [link for button in step.others if (link := _link(found, button))],
        "facts": _facts(detail),
        "clocks": _clocks(detail),
        "spans": _spans(found),
        "moments": moments(detail.history),
        "reporters": _reporters(actor, detail),
        "may_reveal": policies.may_reveal_reporter(actor, found),
        "reveal_form": RevealForm(),
        "attachments": detail.attachments,
        "suggestion": _suggestion(found, detail.attachments) if Permission.LEADS_TRIAGE in may else None,
        "hints": detail.hints,
        "may_merge": Permission.LEADS_MERGE in may,
        "may_attach": policies.may_attach(actor, found) and found.status not in {Status.ARCHIVED, Status.MERGED},
        "merged": detail.merged,
        "skipped": _skipped(found),
        "full": policies.may(actor, found, Permission.LEADS_VIEW),
    }


def situation_of(actor: Actor, detail: Detail, may: frozenset[Permission]) -> Situation:
    """Return the facts from which the next step follows."""
    found = detail.lead
    actions = {item.action for item in detail.history}
    by_team = "lead.handled" in actions and found.dispatched_at is not None
    checked = any(limit.rule == "LEAD_REPORTER_ANSWER" and limit.cancelled_at is None for limit in detail.limits)
    missing = tuple(missing_for_archive(found)) if found.status == Status.ANSWERED else ()
    return Situation(
        status=Status(found.status),
        rule=RouteRule(found.route_rule),
        desk=Desk(found.desk),
        may=may,
        team_name=found.team.name if found.team else "",
        body_name=found.body.name if found.body else "",
        own_team=found.team_id in actor.team_ids and actor.can(Permission.LEADS_HANDLE),
        waiting=sum(r.wants_answer and r.answered_at is None for r in detail.reporters),
        result_to_check=found.status == Status.HANDLED and by_team and not checked,
        missing=missing,
    )


def _next(actor: Actor, detail: Detail, may: frozenset[Permission]) -> NextStep:
    return next_step(situation_of(actor, detail, may))


def _link(found: Lead, button: Button | None) -> dict[str, Any] | None:
    """Return where a button leads, or nothing where that page does not exist here."""
    if button is None:
        return None
    if button.do == Do.MAIN_LEAD:
        href = reverse("leads:lead", args=[found.merged_into_id])
    else:
        href = _first(_ADDRESSES[button.do], found.pk)
    return {"label": button.label, "href": href, "in_place": button.do in IN_PLACE} if href else None


def _first(names: tuple[str, ...], key: UUID) -> str:
    for name in names:
        try:
            return reverse(name, args=[key])
        except NoReverseMatch:
            continue
    return ""


def _facts(detail: Detail) -> list[tuple[str, object]]:
    found = detail.lead
    numbers = [f"{row.system} {row.number}" for row in detail.numbers]
    if (
        found.source_id
        and found.source_system not in OWN_SYSTEMS
        and not found.source_system.startswith(("api:", "idem:"))
    ):
        numbers.insert(0, found.source_id)
    occurred = found.occurred_at
    pairs: list[tuple[str, object]] = [
        ("来源", found.get_channel_display()),
        ("诉求性质", found.get_nature_display()),
        ("工单号", "、".join(numbers)),
        ("领域", DOMAINS.get(found.domain, "")),
        ("主办机关", found.body.name if found.body else ""),
        ("责任队伍", found.team.name if found.team else ""),
        ("发生时间", f"{occurred.astimezone(clock.SHANGHAI):%m-%d %H:%M}" if occurred else ""),
        ("在谁手上", found.get_desk_display() if found.status in {"TRIAGE", "PLACE_PENDING", "ROUTED"} else ""),
        ("上报人", found.reported_by.name if found.reported_by else ""),
        ("退回", f"{found.return_count} 次" if found.return_count else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def _clocks(detail: Detail) -> dict[str, Any]:
    found = detail.lead
    named = [(name_of(limit.rule), limit) for limit in detail.limits]
    duties = duties_of(found.channel, found.nature, found.district_id, clock.date_of(found.collected_at))
    most = max((duty.max_returns for duty in duties if duty.max_returns), default=None)
    return {
        "ours": [pair for pair in named if not is_channels(pair[1].rule)],
        "channels": [pair for pair in named if is_channels(pair[1].rule)],
        "channel": found.get_channel_display(),
        "most_returns": most,
        "returns": found.return_count,
    }


def _spans(found: Lead) -> list[tuple[str, str]]:
    """Return how long each part took (M097), from the five time stamps."""
    pairs = (
        ("发现到交办", found.collected_at, found.dispatched_at),
        ("交办到办结", found.dispatched_at, found.handled_at),
        ("办结到反馈", found.handled_at, found.answered_at),
    )
    return [(label, _length(end - start)) for label, start, end in pairs if start and end and end > start]


def _length(span: Any) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{max(1, minutes)} 分钟"
    hours = minutes / 60
    return f"{hours:.1f} 小时" if hours < 48 else f"{hours / 24:.1f} 天"


def _reporters(actor: Actor, detail: Detail) -> list[dict[str, Any]]:
    """Return who reported, as far as the reader may know: masked names for the desk, nothing for the team."""
    numbers = {one.pk: one.number for one in detail.merged}
    open_to_desk = policies.may_reveal_reporter(actor, detail.lead)
    return [
        {
            "id": row.pk,
            "row": row,
            "name": _masked_name(row) if open_to_desk else ("匿名" if row.anonymous else "已保护"),
            "phone": crypto.mask_phone(crypto.unseal(row.phone_sealed)) if open_to_desk and row.phone_sealed else "",
            "from": numbers.get(row.lead_id, ""),
            "known": bool(row.name_sealed or row.phone_sealed),
            "answer": crypto.mask_personal(row.answer),
        }
        for row in detail.reporters
    ]


def _masked_name(row: Reporter) -> str:
    if row.anonymous:
        return "匿名"
    return crypto.mask_name(crypto.unseal(row.name_sealed)) if row.name_sealed else "未留姓名"


def _suggestion(found: Lead, attachments: list[Attachment]) -> dict[str, Any] | None:
    """Return the place a photograph suggests, where the lead has none of its own; a person takes it or leaves it."""
    if found.lon is not None or found.status not in {"TRIAGE", "PLACE_PENDING", "ROUTED"}:
        return None
    photo = next((one for one in attachments if one.lon is not None and one.lat is not None), None)
    if photo is None or photo.lon is None or photo.lat is None:
        return None
    spot = places.locate(photo.lon, photo.lat)
    names = places.places_in([key for key in (spot.town_id, spot.village_id) if key]) if spot else {}
    inside = spot is not None and spot.county_id == found.district_id
    return {
        "lon": f"{photo.lon:.6f}",
        "lat": f"{photo.lat:.6f}",
        "name": " ".join(place.name for place in names.values()) if inside else "",
        "inside": inside,
    }


def _skipped(found: Lead) -> list[tuple[str, str]]:
    labels = {"dispatched_at": "分流交办", "handled_at": "调查处置", "answered_at": "结果反馈"}
    return [(labels[key], reason) for key, reason in found.skipped.items() if key in labels]
