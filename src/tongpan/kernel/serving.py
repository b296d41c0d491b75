"""Stored files over HTTP: with their digest as tag, in ranges, never guessed at by a browser."""

import re
from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tongpan.kernel.filestore import FileStore
from tongpan.kernel.stores import file_store

SHOWN: Final = frozenset(
    {"image/jpeg", "image/png", "image/webp", "application/pdf", "video/mp4", "video/webm", "video/quicktime",
     "audio/mpeg", "audio/wav", "audio/mp4", "audio/webm", "audio/amr"}
)  # fmt: skip
"""what a browser may show in the page; everything else is handed over as a file"""
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
POLICY: Final = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
"""a file is never a page of ours: it runs nothing and loads nothing"""


def stored_file(
    request: HttpRequest,
    sha256: str,
    media_type: str,
    name: str,
    *,
    as_file: bool = False,
    store: FileStore | None = None,
) -> HttpResponseBase:
    """
    Answer with a stored file, or the one range of it that was asked for (RFC 9110 §14).

    :raises NotFound: if the content is not there
    """
    store = store or file_store()
    size = store.size(sha256)
    start, end = 0, size - 1
    status = 200
    tag = f'"{sha256}"'
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    if wanted := _RANGE.fullmatch(asked):
        found = _within(wanted[1], wanted[2], size)
        if found is None:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        (start, end), status = found, 206
    body = () if request.method == "HEAD" else store.read(sha256, start, end - start + 1)
    response = StreamingHttpResponse(body, status=status, content_type=media_type)
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    kind = "inline" if media_type in SHOWN and not as_file else "attachment"
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = POLICY
    return response


def _within(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return the bytes that a range names; None where it lies outside."""
    if not first and not last:
        return None
    if not first:  # the last so many
        return (max(0, size - int(last)), size - 1) if int(last) and size else None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end and start < size else None
