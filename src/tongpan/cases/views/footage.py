"""录像: the scenes of a case with their footage, linked by one click; and one linked recording, opened at its mark."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.domain.scenes import verdict_on_scene
from tongpan.cases.domain.tables import placed
from tongpan.cases.forms.footage import ExplainForm, LookForm, NoteForm, UnlinkForm
from tongpan.cases.queries.footage import Filmed, filmed, record_of
from tongpan.cases.steps import hands
from tongpan.cases.steps.hands import Hand
from tongpan.cases.views.shown import step_href
from tongpan.dispatch import queries as dispatch
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.evidence.domain.media import shown_as
from tongpan.evidence.domain.showing import clock_text
from tongpan.evidence.models import FootageLink
from tongpan.evidence.queries import Shot
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import NotFound
from tongpan.kernel.serving import stored_file
from tongpan.kernel.stores import footage_store
from tongpan.law.facts.words import Role
from tongpan.law.penalty.recording import TapeDuty
from tongpan.law.procedure import Step, Target
from tongpan.law.verdict import Breach
from tongpan.ui.pages import page
from tongpan.ui.submitting import MALFORMED, posted, try_to

MOST_FOUND: Final = 50
BROKEN_CODE: Final = "record.tape.broken"


@require_http_methods(["GET", "POST"])
def footage(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The scenes of a case: what is linked, what might be, what is missing."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    form, status = forms.Form(), 200
    if request.method == "POST":
        form, status = _deed(request, case_id, actor, now)
        if not status:
            anchor = request.POST.get("scene", "").replace(":", "-")
            return redirect(f"{reverse('cases:footage', args=[case_id])}#{anchor}")
    handles = Role.HANDLER in hand.roles
    rows = filmed(hand.case, hand.known, propose=handles)
    typed = evidence.footage_of(record_of(hand.case))
    linked = evidence.shots(link.recording for one in rows for link in one.links)
    shots = {shot.recording.pk: shot for shot in linked}
    look = LookForm(request.GET)
    context = {
        "case": hand.case,
        "hiding": hand.hiding,
        "scenes": [_shown(one, shots, typed) for one in rows],
        "handles": handles,
        "look": look,
        "found": _found(hand, look) if handles else None,
        "sent": form,
        "sent_scene": request.POST.get("scene", ""),
    }
    return page(request, "cases/footage", context, status)


def _deed(request: HttpRequest, case_id: UUID, actor: Actor, now: datetime) -> tuple[forms.Form, int]:
    """Do what was sent; return its form, and 0 where it was done."""
    at: dict[str, Any] = {"case_id": case_id, "actor": actor, "now": now}
    scene = request.POST.get("scene", "")
    do = request.POST.get("do", "")
    if do == "link":
        form: forms.Form = forms.Form(posted(request))
        recording = _uuid(request.POST.get("recording", ""))
        said = "已关联"
        status = try_to(request, form, lambda _: actions.link_footage(**at, scene=scene, recording_id=recording))
    elif do == "explain":
        form, said = ExplainForm(posted(request)), "原因已记下"
        status = try_to(request, form, lambda d: actions.explain_footage(
            **at, scene=scene, kind=Unfilmed(d["kind"]), why=d["why"],
        ))  # fmt: skip
    else:
        raise NotFound("没有这一项，请刷新后再试")
    if not status:
        messages.success(request, said)
    return form, status


def _shown(one: Filmed, shots: Mapping[UUID, Shot], typed: list[tuple[datetime, datetime]]) -> dict[str, Any]:
    breaches = verdict_on_scene(one.scene, typed, one.spans, one.explained)
    return {
        "scene": one.scene,
        "anchor": one.scene.key.replace(":", "-"),
        "whole": one.scene.duty is TapeDuty.WHOLE,
        "links": [(link, shots[link.recording_id]) for link in one.links],
        "typed": any(start <= one.scene.at <= end for start, end in typed),
        "notes": list(one.notes.values()),
        "proposals": one.proposals,
        "breaches": breaches,
        "explain": _explaining(breaches),
    }


def _explaining(breaches: tuple[Breach, ...]) -> ExplainForm | None:
    """Return the form that explains what is missing, none where nothing is."""
    if not breaches:
        return None
    broken = any(each.code == BROKEN_CODE for each in breaches)
    return ExplainForm(initial={"kind": Unfilmed.BROKEN if broken else Unfilmed.NONE}, auto_id=False)


def _found(hand: Hand, look: LookForm) -> list[Shot] | None:
    """Return what the organ's devices recorded on a day, where one was asked for."""
    if not look.is_valid() or not look.cleaned_data.get("day"):
        return None
    day: date = look.cleaned_data["day"]
    return evidence.recorded_on(hand.case.body_id, day, look.cleaned_data["device"], MOST_FOUND)


@require_http_methods(["GET", "POST"])
def viewer(request: HttpRequest, case_id: UUID, link_id: UUID) -> HttpResponse:
    """One linked recording: opened at the moment of its scene or at a mark."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    link = evidence.link_of(record_of(hand.case), link_id)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    note = NoteForm(posted(request) if do == "mark" else None)
    unlink = UnlinkForm(posted(request) if do == "unlink" else None)
    at: dict[str, Any] = {"case_id": case_id, "link_id": link_id, "actor": actor, "now": now}
    status = 200
    if do == "mark":
        status = try_to(request, note, lambda d: actions.mark_footage(**at, seconds=note.seconds(), note=d["note"]))
        if not status:
            messages.success(request, "已标记")
            return redirect(f"{request.path}?t={note.seconds()}")
    elif do == "unlink":
        status = try_to(request, unlink, lambda d: actions.unlink_footage(**at, why=d["why"]))
        if not status:
            messages.success(request, "关联已解除")
            return redirect("cases:footage", case_id)
    elif request.method == "POST":
        status = MALFORMED
    return page(request, "cases/recording", _viewed(request, hand, link, actor) | {
        "note_form": note, "unlink_form": unlink, "do": do,
    }, status)  # fmt: skip


def _viewed(request: HttpRequest, hand: Hand, link: FootageLink, actor: Actor) -> dict[str, Any]:
    shot, row = evidence.shot(link.recording), link.recording
    scenes = {one.scene.key: one.scene for one in filmed(hand.case, hand.known, propose=False)}
    scene = scenes.get(link.scene)
    moment = shot.seconds_at(scene.at) if scene is not None and scene.at < shot.end else 0
    asked = request.GET.get("t", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else moment
    marks = list(link.marks.all())
    names = dispatch.names_of([link.linked_by, *(one.noted_by for one in marks)])
    facts: list[tuple[str, object]] = [
        ("设备编号", row.recorder.number),
        ("录像时间", f"{_moment(shot.start)} 至 {_moment(shot.end)}"),
        ("时钟", shot.clock_words),
        ("关联的一段", f"{_moment(link.from_at)} 至 {_moment(link.until_at)}"),
        ("关联", f"{names.get(link.linked_by, '')} {_moment(link.linked_at)}"),
        ("校验值（SHA-256）", row.sha256),
        ("校验值（国密 SM3）", row.sm3),
        ("存放位置", row.uri),
    ]
    return {
        "case": hand.case,
        "link": link,
        "recording": row,
        "scene": scene,
        "at": start,
        "moment": moment,
        "kind": shown_as(row.media_type),
        "facts": [(name, value) for name, value in facts if value],
        "marks": [(one, names.get(one.noted_by, ""), clock_text(one.seconds)) for one in marks],
        "handles": Role.HANDLER in hand.roles,
        "gather": _gathering(hand, link) if scene is not None else "",
        "member": bool(hand.roles),
        "opens": policies.may_open_files(actor, hand.roles),
        "outside": row.uri if row.uri.startswith(("http://", "https://")) else "",
        "hiding": hand.hiding,
    }


def _gathering(hand: Hand, link: FootageLink) -> str:
    """Return the address at which linked footage is gathered as evidence of the charge that its scene is part of."""
    table, _, place = link.scene.partition(":")
    row = placed(hand.known.facts, table, int(place))
    target = Target(row.party, row.cause)
    return f"{step_href(hand.case, Step.GATHER, target)}&footage={link.pk}"


@require_safe
def content(request: HttpRequest, case_id: UUID, link_id: UUID) -> HttpResponseBase:
    """The content of a linked recording, in ranges, to who may open the files of the case."""
    hand = hands.reader_of(case_id, acting(request), clock.now())
    row = evidence.link_of(record_of(hand.case), link_id).recording
    if not row.here:
        raise NotFound("录像在采集站，没有导入；请到采集站调取")
    return stored_file(request, row.sha256, row.media_type, row.name, store=footage_store())


def _moment(value: datetime) -> str:
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("没有找到这段录像，请刷新后再选") from None
