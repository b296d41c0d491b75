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
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import uploading
from tongpan.kernel import refusals
from tongpan.kernel.errors import NotFound, Refusal, TooLarge
from tongpan.ui.submitting import posted

MOST_AT_ONCE: Final = 20
Form = TypeVar("Form", bound=WithFiles)


def gather_form(request: HttpRequest, case: Case, actor: Actor, now: datetime, **given: Any) -> GatherForm:
    """Return the form of 取证 with the files that came with it, and those that wait."""
    data, fault = brought(request, case, actor, now)
    return GatherForm(data, waiting=waiting(case, actor), fault=fault, **given)


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
