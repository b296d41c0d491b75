"""
Resumable uploads: the tus protocol 1.0.0 with creation, termination, expiration and checksum.

What has come is what stands on disk; so whoever asks after a broken line, or after the server was killed, hears the
truth and goes on from there.
"""

import base64
import binascii
import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.actions import Piece
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import uploading
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid, Refusal
from tongpan.kernel.problems import problem_response

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,termination,expiration,checksum"
CHECKSUMS: Final = "sha256,sha1,md5"
PIECE_TYPE: Final = "application/offset+octet-stream"

View = Callable[..., HttpResponse]


class WrongVersion(Refusal):
    """The caller speaks another version of the protocol."""

    status = 412
    code = "upload.version"


class WrongType(Refusal):
    """A piece came under another media type."""

    status = 415
    code = "upload.type"


def _tus(view: View) -> View:
    """Speak tus: the version on every answer, refusals as data, PATCH and DELETE also by way of POST."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = request.method or ""
        if method == "POST":
            method = request.headers.get("X-HTTP-Method-Override", method).upper()
        try:
            if method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise WrongVersion(f"请使用 tus {VERSION} 协议上传")
            response = view(request, method, *args, **kwargs)
        except Refusal as refusal:
            response = problem_response(request, refusal)
        response["Tus-Resumable"] = VERSION
        response["Tus-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


@_tus
def uploads(request: HttpRequest, method: str, case_id: UUID) -> HttpResponse:
    """Announce a file: ``Upload-Length`` and its name in ``Upload-Metadata``; answer where to send it."""
    if method == "OPTIONS":
        return HttpResponse(status=204, headers={"Tus-Extension": EXTENSIONS, "Tus-Checksum-Algorithm": CHECKSUMS})
    if method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST, OPTIONS"})
    row = actions.begin_upload(
        case_id=case_id, name=_name(request), length=_number(request, "Upload-Length"), actor=acting(request),
        now=clock.now(),
    )  # fmt: skip
    response = HttpResponse(status=201)
    response["Location"] = reverse("cases:upload", args=[case_id, row.pk])
    return _expiring(response, row)


@_tus
def upload(request: HttpRequest, method: str, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """Tell how far a file has come, take its next piece, or throw it away."""
    actor, now = acting(request), clock.now()
    if method == "HEAD":
        row = actions.upload_for(case_id=case_id, upload_id=upload_id, actor=actor, now=now)
        response = HttpResponse(status=200)
        response["Upload-Offset"] = str(uploading.offset_of(row))
        response["Upload-Length"] = str(row.length)
        return _expiring(response, row)
    if method == "PATCH":
        return _take(request, case_id, upload_id, now)
    if method == "DELETE":
        actions.drop_upload(case_id=case_id, upload_id=upload_id, actor=actor, now=now)
        return HttpResponse(status=204)
    return HttpResponse(status=405, headers={"Allow": "HEAD, PATCH, DELETE"})


def _take(request: HttpRequest, case_id: UUID, upload_id: UUID, now: datetime) -> HttpResponse:
    if request.content_type != PIECE_TYPE:
        raise WrongType(f"续传的内容类型应当是 {PIECE_TYPE}")
    piece = Piece(
        offset=_number(request, "Upload-Offset"),
        length=int(request.META.get("CONTENT_LENGTH") or 0),
        bytes=uploading.pieces_of(request),
        checksum=request.headers.get("Upload-Checksum", ""),
    )
    actor = acting(request)
    here = actions.continue_upload(case_id=case_id, upload_id=upload_id, piece=piece, actor=actor, now=now)
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(here)
    return response


def _expiring(response: HttpResponse, row: Upload) -> HttpResponse:
    response["Upload-Expires"] = http_date(row.expires_at.timestamp())
    return response


def _number(request: HttpRequest, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise Invalid(f"缺少 {name}，或者它不是整数", code="upload.header")
    return int(text)


def _name(request: HttpRequest) -> str:
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except (binascii.Error, ValueError):
                raise Invalid("Upload-Metadata 的 filename 应当是 Base64 的 UTF-8", code="upload.header") from None
    return ""
