"""
An S3-compatible store, spoken to over HTTP and signed with AWS Signature Version 4: put, size, ranges, delete.

``s3://KEY:SECRET@host[:port]/bucket[?region=us-east-1&tls=0]``. Addresses are by path (``/bucket/digest``), as MinIO,
Ceph and the county clouds take them. A file larger than a single PUT may be goes up in parts.
"""

import hashlib
import hmac
import http.client
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.filestore import CHUNK, GONE

PART_BYTES: Final = 64 << 20
EMPTY: Final = hashlib.sha256(b"").hexdigest()
PATIENCE_SECONDS: Final = 60


class StoreDown(Refusal):
    """The store does not answer as it should."""

    status = 503
    code = "store.down"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is signed: `query` and `headers` with lower-case names."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: str = EMPTY
    """SHA-256 of the body"""


def authorization(request: Request, *, key: str, secret: str, region: str, at: datetime) -> str:
    """Return the ``Authorization`` of a request (AWS Signature Version 4, service s3)."""
    day, moment = f"{at:%Y%m%d}", f"{at:%Y%m%dT%H%M%SZ}"
    names = ";".join(sorted(request.headers))
    lines = "".join(f"{name}:{request.headers[name].strip()}\n" for name in sorted(request.headers))
    canonical = "\n".join((request.method, _address(request), _query(request), lines, names, request.payload))
    scope = f"{day}/{region}/s3/aws4_request"
    text = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()))
    signing = f"AWS4{secret}".encode()
    for part in (day, region, "s3", "aws4_request"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    signature = hmac.new(signing, text.encode(), hashlib.sha256).hexdigest()
    return f"AWS4-HMAC-SHA256 Credential={key}/{scope},SignedHeaders={names},Signature={signature}"


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """One bucket."""

    host: str
    bucket: str
    key: str
    secret: str = field(repr=False)
    region: str = "us-east-1"
    tls: bool = True
    folder: str = ""
    """before every digest: a store within the bucket"""

    @classmethod
    def at(cls, address: str) -> Self:
        """
        Return the store of an address.

        :raises ImproperlyConfigured: if host, bucket or key is missing
        """
        parts = urlsplit(address)
        more = {name: values[0] for name, values in parse_qs(parts.query).items()}
        bucket = parts.path.strip("/")
        if not (parts.hostname and bucket and parts.username and parts.password):
            raise ImproperlyConfigured("TONGPAN_FILES_STORE: use s3://KEY:SECRET@host[:port]/bucket")
        host = parts.hostname + (f":{parts.port}" if parts.port else "")
        return cls(
            host, bucket, unquote(parts.username), unquote(parts.password), more.get("region", "us-east-1"),
            more.get("tls", "1") != "0",
        )  # fmt: skip

    def take(self, path: Path, sha256: str) -> None:
        """Put a local file there and read back how large it became; then let the local one go."""
        size = path.stat().st_size
        if self._size(sha256) != size:
            if size <= PART_BYTES:
                self._put(sha256, {}, path.read_bytes())
            else:
                self._put_in_parts(path, sha256)
            if self._size(sha256) != size:
                raise StoreDown("对象存储没有收全文件，请稍后再试")
        path.unlink()

    def size(self, sha256: str) -> int:
        """Return how many bytes there are."""
        found = self._size(sha256)
        if found is None:
            raise NotFound(GONE)
        return found

    def read(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Give the bytes from `start` on, in pieces."""
        headers = {} if not start and length is None else {"range": _range(start, length)}
        answer = self._ask(Request("GET", self._path(sha256), headers=headers))
        if answer.status == 404:
            answer.close()
            raise NotFound(GONE)
        if answer.status not in (200, 206):
            raise _down(answer)
        return answer.pieces()

    def remove(self, sha256: str) -> None:
        """Let go of a content."""
        answer = self._ask(Request("DELETE", self._path(sha256)))
        answer.whole()
        if answer.status not in (200, 204, 404):
            raise _down(answer)

    def _size(self, sha256: str) -> int | None:
        answer = self._ask(Request("HEAD", self._path(sha256)))
        answer.whole()
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise _down(answer)
        return int(answer.header("Content-Length") or 0)

    def _put(self, sha256: str, query: Mapping[str, str], body: bytes) -> str:
        request = Request("PUT", self._path(sha256), query, payload=hashlib.sha256(body).hexdigest())
        answer = self._ask(request, body)
        answer.whole()
        if answer.status != 200:
            raise _down(answer)
        return answer.header("ETag")

    def _put_in_parts(self, path: Path, sha256: str) -> None:
        begun = self._ask(Request("POST", self._path(sha256), {"uploads": ""}))
        found = re.search(rb"<UploadId>([^<]+)</UploadId>", begun.whole())
        if begun.status != 200 or found is None:
            raise _down(begun)
        upload = found[1].decode()
        tags: list[str] = []
        with path.open("rb") as file:
            while part := file.read(PART_BYTES):
                query = {"partNumber": str(len(tags) + 1), "uploadId": upload}
                tags.append(self._put(sha256, query, part))
        parts = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>" for number, tag in enumerate(tags, 1)
        )
        body = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()
        payload = hashlib.sha256(body).hexdigest()
        ended = self._ask(Request("POST", self._path(sha256), {"uploadId": upload}, payload=payload), body)
        if b"<Error>" in ended.whole() or ended.status != 200:
            raise _down(ended)

    def _path(self, sha256: str) -> str:
        return f"/{self.bucket}/{self.folder}{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _ask(self, request: Request, body: bytes = b"") -> "Answer":
        at = clock.now().astimezone(UTC)
        headers = {
            **request.headers,
            "host": self.host,
            "x-amz-content-sha256": request.payload,
            "x-amz-date": f"{at:%Y%m%dT%H%M%SZ}",
        }
        signed = Request(request.method, request.path, request.query, headers, request.payload)
        headers["authorization"] = authorization(signed, key=self.key, secret=self.secret, region=self.region, at=at)
        kind = http.client.HTTPSConnection if self.tls else http.client.HTTPConnection
        line = kind(self.host, timeout=PATIENCE_SECONDS)
        query = _query(request)
        try:
            line.request(request.method, _address(request) + (f"?{query}" if query else ""), body or None, headers)
            return Answer(line, line.getresponse())
        except (OSError, http.client.HTTPException) as reason:
            line.close()
            raise StoreDown("对象存储连不上，请稍后再试或联系系统管理员") from reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the store answered, and the line it comes over, which is closed when it was read."""

    line: http.client.HTTPConnection
    response: http.client.HTTPResponse

    @property
    def status(self) -> int:
        return self.response.status

    def header(self, name: str) -> str:
        """Return a header, or nothing."""
        return self.response.getheader(name) or ""

    def whole(self) -> bytes:
        """Return all of it."""
        try:
            return self.response.read()
        finally:
            self.close()

    def pieces(self) -> Iterator[bytes]:
        """Give all of it in pieces."""
        try:
            while piece := self.response.read(CHUNK):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Hang up."""
        self.response.close()
        self.line.close()


def _address(request: Request) -> str:
    return quote(request.path, safe="/~")


def _query(request: Request) -> str:
    return "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(request.query.items()))


def _down(answer: Answer) -> StoreDown:
    status = answer.status
    answer.close()
    return StoreDown(f"对象存储没有按要求应答（{status}），请联系系统管理员")


def _range(start: int, length: int | None) -> str:
    return f"bytes={start}-" + ("" if length is None else str(start + length - 1))
