"""当场拍照: the pictures that come with the screen of facts, looked at before it is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.steps import spotphotos
from tongpan.cases.views.spotscreens import At, uuid_of
from tongpan.evidence.models import Upload
from tongpan.kernel import refusals
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.mediatypes import IMAGES
from tongpan.kernel.serving import POLICY
from tongpan.powers import queries as powers
from tongpan.ui.submitting import posted


@dataclass(frozen=True, slots=True)
class Photographed:
    """What was sent with its pictures: which are there, which are chosen, and why one was not taken."""

    data: QueryDict | None
    photos: Sequence[Upload]
    chosen: tuple[UUID, ...]
    fault: Refusal | None

    @property
    def shown(self) -> Mapping[str, Any]:
        """What the screen shows of them."""
        return {
            "photos": [
                {"upload": one, "chosen": one.pk in self.chosen, "seen": one.media_type in IMAGES}
                for one in self.photos
            ],
            "photo_fault": self.fault.message if self.fault is not None else "",
        }


def photographed(request: HttpRequest, here: At) -> Photographed:
    """
    Take the pictures of a request first: a screen that is refused keeps them.

    :raises NotFound: as ever
    """
    sent = posted(request)
    taken: list[UUID] = []
    fault: Refusal | None = None
    try:
        for file in (*request.FILES.getlist("camera"), *request.FILES.getlist("album")):
            taken.append(actions.bring_photo(token=here.draft.pk, file=file, actor=here.actor, now=here.now).pk)
    except NotFound:
        raise
    except Refusal as refusal:
        refusals.record(request, refusal)
        fault = refusal
    assert here.actor.officer_id is not None
    photos = spotphotos.photos_of(here.draft.pk, here.actor.officer_id)
    there = [one.pk for one in photos]
    if sent is None:
        return Photographed(None, photos, tuple(key for key in there if key in here.spot.photos), None)
    wanted = {*taken, *(uuid_of(text) for text in sent.getlist("photos"))}
    chosen = tuple(key for key in there if key in wanted)
    data = sent.copy()
    data.setlist("photos", [str(key) for key in chosen])
    return Photographed(data, photos, chosen, fault)


def object_classes(here: At) -> list[str]:
    """Return the classes of objects that the county's policy tells apart at this place (M152)."""
    town_id = here.spot.town_id
    return powers.handling_classes(town_id, date_of(here.now))[1] if town_id is not None else []


@require_safe
def photo(request: HttpRequest, token: UUID, upload_id: UUID) -> HttpResponse:
    """One picture of an own draft, small and without what the camera noted."""
    shown = actions.photo_shown(token=token, upload_id=upload_id, actor=acting(request))
    response = HttpResponse(shown, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
