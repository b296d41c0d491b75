"""Files that come with a form: taken first, so that a form that is refused keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest, QueryDict

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions
from tongpan.cases.forms.evidence import GatherForm, WithFiles
from tongpan.cases.models import Case
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Source
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import uploading
from tongpan.kernel import refusals
from tongpan.kernel.errors import NotFound, Refusal, TooLarge
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.ui.submitting import posted

MOST_AT_ONCE: Final = 20
Form = TypeVar("Form", bound=WithFiles)


def gather_form(request: HttpRequest, case: Case, actor: Actor, now: datetime, **given: Any) -> GatherForm:
    """Return the form of 取证 with the files that came with it, and those that wait."""
    data, fault = brought(request, case, actor, now)
    initial = {**given.pop("initial", {}), **_of_footage(request, case)}
    return GatherForm(data, waiting=waiting(case, actor), fault=fault, initial=initial, **given)


def _of_footage(request: HttpRequest, case: Case) -> dict[str, Any]:
    """
    Return what is known of linked footage that is to be gathered as evidence (``?footage=``), to begin with.

    :raises NotFound: if the case has no such link
    """
    asked = request.GET.get("footage", "")
    if not asked:
        return {}
    try:
        link = evidence.link_of(record_of(case), UUID(asked))
    except ValueError:
        raise NotFound("没有这段录像的关联，请从案件的“录像”进入") from None
    row = link.recording
    return {
        "choice": EvidenceKind.RECORDING, "title": f"执法记录仪录像（{row.recorder.number}）",
        "source": Source.RECORDER, "device_number": row.recorder.number, "footage_from": link.from_at,
        "footage_until": link.until_at, "footage_uri": row.uri, "footage_digest": row.sha256,
    }  # fmt: skip


def brought(request: HttpRequest, case: Case, actor: Actor, now: datetime) -> tuple[QueryDict | None, Refusal | None]:
    """
    Take the files of a request; return what was sent, naming them, and why one was not taken.

    :raises NotFound: as ever
    """
    sent = posted(request)
    chosen = request.FILES.getlist("chosen")
    if sent is None or not chosen:
        return sent, None
    taken: list[str] = []
    fault: Refusal | None = None
    try:
        if len(chosen) > MOST_AT_ONCE:
            raise TooLarge(f"一次最多 {MOST_AT_ONCE} 个文件，您选了 {len(chosen)} 个；请分几次")
        for file in chosen:
            taken.append(str(actions.bring_file(case_id=case.pk, file=file, actor=actor, now=now).pk))
    except NotFound:
        raise
    except Refusal as refusal:
        refusals.record(request, refusal)
        fault = refusal
    data = sent.copy()
    data.setlist("uploads", [*data.getlist("uploads"), *taken])
    return data, fault


def waiting(case: Case, actor: Actor) -> Sequence[Upload]:
    """Return what this person has brought whole for this case and not used."""
    if actor.officer_id is None:
        return ()
    return list(uploading.waiting(record_of(case), actor.officer_id).exclude(sha256=""))


def uploads_of(form: WithFiles) -> list[UUID]:
    """
    Return the files that were chosen.

    :raises NotFound: if one cannot be
    """
    try:
        return [UUID(text) for text in form.cleaned_data["uploads"]]
    except ValueError:
        raise NotFound("没有这个上传，请重新选择文件") from None
