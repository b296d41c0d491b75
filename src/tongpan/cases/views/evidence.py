"""One piece of evidence on one page: its files, whether it can be used, whose hands it went through, what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import HelpSent
from tongpan.cases.domain.choices import HelpWay
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.forms.evidence import (
    MONITORING,
    CopyForm,
    CustodyForm,
    Described,
    ExamineForm,
    FilesForm,
    FixedForm,
    MarkForm,
    SupportAnswerForm,
    SupportForm,
)
from tongpan.cases.forms.fields import word_of
from tongpan.cases.steps import hands
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.bringing import brought, uploads_of, waiting
from tongpan.cases.views.helping import link_page
from tongpan.cases.views.judging import chip_of, judged
from tongpan.cases.views.looking import look
from tongpan.cases.views.panels.evidence import rows_shown
from tongpan.dispatch import queries as dispatch
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.media import shown_as
from tongpan.evidence.domain.showing import size_text
from tongpan.evidence.models import EvidenceFile, EvidenceItem, SupportRequest
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.crypto import mask_name
from tongpan.kernel.errors import NotFound
from tongpan.law.facts import Evidence
from tongpan.law.facts.words import Role
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to
from tongpan.ui.timetext import cn_date


@dataclass(frozen=True, slots=True)
class Seen:
    """One piece of evidence as one person sees it."""

    hand: hands.Hand
    row: Evidence
    item: EvidenceItem
    actor: Actor
    now: datetime

    @property
    def handles(self) -> bool:
        """Whether the one who looks handles the case."""
        return Role.HANDLER in self.hand.roles

    def at(self) -> dict[str, Any]:
        """Return what every action on this piece is told."""
        return {"case_id": self.hand.case.pk, "ref": self.row.id, "actor": self.actor, "now": self.now}


def _see(request: HttpRequest, case_id: UUID, ref: str) -> Seen:
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    row = next((each for each in hand.known.facts.evidence if each.id == ref), None)
    if row is None:
        raise NotFound("没有找到这份证据，或您无权查看；请从案件页的“证据”进入")
    return Seen(hand, row, evidence.item_of(record_of(hand.case), ref), actor, now)


Deed = tuple[str, forms.Form, Callable[[dict[str, Any]], object]]


def _deeds(request: HttpRequest, seen: Seen, done: str) -> dict[str, Deed]:
    """Return every form of the page, the one that was sent bound, with what it does and what is said then."""

    def data(name: str) -> Any:
        return posted(request) if name == done else None

    files, fault = brought(request, seen.hand.case, seen.actor, seen.now) if done == "files" else (None, None)
    departments = agencies.departments_of(seen.hand.case.district_id, date_of(seen.now)).values()
    passing, marking = CustodyForm(data("custody")), MarkForm(data("mark"))
    support = SupportForm(data("support"), departments=[(str(one.pk), one.name) for one in departments])
    adding = FilesForm(files, waiting=waiting(seen.hand.case, seen.actor), fault=fault)
    at = seen.at()
    by_file = {name: value for name, value in at.items() if name != "ref"}
    return {
        "custody": ("已登记", passing, lambda d: actions.pass_on(
            **at, act=passing.act_of(), **{name: d[name] for name in ("done_at", "whom", "place_text", "note")},
        )),
        "verify": ("校验完成，结果已记下", forms.Form(data("verify")), lambda d: actions.check_digests(**at)),
        "mark": ("已标记", marking, lambda d: actions.mark_moment(
            **by_file, file_id=d["file"], seconds=marking.seconds(), note=d["note"],
        )),
        "support": ("请求已发出并列入期限", support, lambda d: actions.ask_support(
            **at, department_id=UUID(d["department"]), what=d["what"], come_by=d["come_by"],
            way=HelpWay(d["way"] or HelpWay.PAPER),
            contact_name=d["contact_name"], contact_phone=d["contact_phone"],
        )),
        "answer": ("答复已记下", SupportAnswerForm(data("answer")), lambda d: actions.answer_support(
            **at, request_id=d["request"], helped=d["helped"], answer=d["answer"],
        )),
        "fixed": ("已记下", FixedForm(data("fixed")), lambda d: actions.note_fixed(**at, fixed_at=d["fixed_at"])),
        "files": ("文件已加上", adding, lambda d: actions.add_files(**at, uploads=uploads_of(adding), note=d["note"])),
    }  # fmt: skip


@require_GET
def evidences(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All evidence of a case."""
    actor = acting(request)
    seen = look(actor, queries.case_for(actor, case_id), clock.now())
    context = {
        "case": seen.case,
        "evidence": rows_shown(seen, None),
        "opens_files": policies.may_open_files(actor, seen.roles),
    }
    return page(request, "cases/evidences", context)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, case_id: UUID, ref: str) -> HttpResponse:
    """One piece of evidence."""
    seen = _see(request, case_id, ref)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    deeds = _deeds(request, seen, done)
    status = 200
    if request.method == "POST":
        if done not in deeds:
            raise NotFound("没有这一项，请刷新后再试")
        said, form, run = deeds[done]
        made: list[object] = []
        status = try_to(request, form, lambda data: made.append(run(data)))
        if not status:
            if made and isinstance(made[0], HelpSent) and made[0].token:
                return link_page(request, made[0])
            messages.success(request, said)
            return redirect("cases:evidence", case_id, ref)
    shown = {f"{name}_form": form for name, (_, form, _) in deeds.items()}
    return page(request, "cases/evidence", {**_context(seen, done, shown["answer_form"]), **shown}, status)


def _context(seen: Seen, done: str, sent: forms.Form) -> Mapping[str, Any]:
    found, files = seen.item, list(seen.item.files.all())
    checks = evidence.latest_checks(one.pk for one in files)
    copies = {one.derived_from_id: one for one in files if one.derived_from_id is not None}
    custody = list(found.custody.all())
    labels = [one.recorded_by for one in custody] + [one.checked_by for one in checks.values()]
    labels += [mark.noted_by for one in files for mark in one.marks.all()]
    names = dispatch.names_of([*labels, *(one.asked_by for one in found.support.all())])
    state = judged(seen.row, found, seen.hand.known.facts, seen.now)
    shown = [
        {
            "file": one,
            "kind": shown_as(one.media_type),
            "size": size_text(one.size),
            "shown": copies.get(one.pk),
            "check": checks.get(one.pk),
            "by": names.get(checks[one.pk].checked_by, "") if one.pk in checks else "",
            "marks": [(mark, names.get(mark.noted_by, "")) for mark in one.marks.all()],
            "facts": _file_facts(one),
        }
        for one in files
        if one.derived_from_id is None
    ]
    return {
        "case": seen.hand.case,
        "hiding": seen.hand.hiding,
        "item": found,
        "row": seen.row,
        "judged": state,
        "chip": chip_of(state),
        "facts": _facts(seen.row, found, seen.hand.hiding),
        "files": shown,
        "custody": [(one, names.get(one.recorded_by, "")) for one in custody],
        "support": [(one, names.get(one.asked_by, ""), _answering(one, sent)) for one in found.support.all()],
        "handles": seen.handles,
        "member": bool(seen.hand.roles),
        "opens": policies.may_open_files(seen.actor, seen.hand.roles),
        "done": done,
        "copy_form": CopyForm(),
    }


def _answering(one: SupportRequest, sent: forms.Form) -> forms.Form:
    """Return the form that answers a request: the one that was sent, where it was sent for this request."""
    if sent.is_bound and sent["request"].value() == str(one.pk):
        return sent
    return SupportAnswerForm(initial={"request": one.pk}, auto_id=f"id_{one.pk}_%s")


def _file_facts(one: EvidenceFile) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [("校验值（SHA-256）", one.sha256), ("校验值（国密 SM3）", one.sm3)]
    if one.camera_at is not None:
        found.append(("设备记录的时间", f"{cn_date(one.camera_at)} {one.camera_at.astimezone(SHANGHAI):%H:%M:%S}"))
    if one.lon is not None and one.lat is not None:
        found.append(("设备记录的位置", f"{one.lon:.6f}，{one.lat:.6f}"))
    return found


def _facts(row: Evidence, item: EvidenceItem, hiding: Hiding) -> list[tuple[str, object]]:
    def moment(value: datetime | None) -> str:
        return f"{cn_date(value)} {value.astimezone(SHANGHAI):%H:%M}" if value is not None else ""

    found: list[tuple[str, object]] = [
        ("证据种类", row.kind.label),
        ("来源", item.get_source_display()),
        ("取得时间", moment(item.taken_at)),
        ("登记时间", moment(item.received_at)),
        ("取得人", item.taken_by),
        ("取得地点", hiding.label(item.place_text)),
        ("证明什么", hiding.label(item.shows)),
    ]
    found += [
        (label, value)
        for label, value in (
            ("提供人", item.provider if hiding.clear else mask_name(item.provider)),
            ("设备编号", item.device_number),
            ("录像时间", f"{moment(item.footage_from)} 至 {moment(item.footage_until)}" if item.footage_from else ""),
            ("录像存放", item.footage_uri),
            ("录像摘要", item.footage_digest),
            ("出具机构", item.issuer),
            ("资质证书", item.qualification),
            ("固定时间", moment(item.fixed_at)),
        )
        if value
    ]
    return found


@require_http_methods(["GET", "POST"])
def examine(request: HttpRequest, case_id: UUID, ref: str) -> HttpResponse:
    """审查一份证据."""
    seen = _see(request, case_id, ref)
    row, case = seen.row, hands.handler_of(case_id, seen.actor, seen.now).case
    form = ExamineForm(
        posted(request),
        row=row,
        initial=_initial(seen) | {"version": case.version},
    )
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.find_evidence(
                **seen.at(), values=form.values(), version=data["version"], why=data["why"], exclude=data["exclude"],
                fields=form.described(),
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已记下，能不能采信已重新判断")
            return redirect("cases:evidence", case_id, ref)
    context = {"case": case, "item": seen.item, "row": row, "form": form}
    return page(request, "cases/examine", context, status=status)


_ANSWERS: Final = frozenset({"qualified", "signed", "sealed", *MONITORING})


def _initial(seen: Seen) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(seen.item, name) for name in Described.base_fields}
    found["lawful"] = word_of(seen.row.lawful)
    for part, names in (
        (seen.row.monitoring, ExamineForm.MONITOR),
        (
            seen.row.opinion,
            ("issued_on", "qualified", "none_qualified", "valid_from", "valid_until", "signed", "sealed"),
        ),
    ):
        if part is not None:
            for name in names:
                value = getattr(part, name)
                found[name] = word_of(value) if name in _ANSWERS else value
    return found
