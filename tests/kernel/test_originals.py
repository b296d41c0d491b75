"""Originals: kept as they came under SHA-256 and SM3; on disk, or in a store that speaks S3."""

import hashlib
import hmac
import io
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from tongpan.kernel import originals, storage
from tongpan.kernel.errors import NotFound
from tongpan.kernel.objectstore import EMPTY, ObjectStore, Request, StoreDown, authorization
from tongpan.kernel.stores import file_store, footage_store

KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as we use; every request must be signed."""

    objects: dict[str, bytes] = {}
    parts: dict[str, dict[int, bytes]] = {}
    protocol_version = "HTTP/1.1"

    def handle_any(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        names = [name for name in ("host", "range", "x-amz-content-sha256", "x-amz-date") if name in self.headers]
        asked = Request(
            self.command, parts.path, query, {name: self.headers[name] for name in names},
            hashlib.sha256(body).hexdigest(),
        )  # fmt: skip
        at = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        proof = authorization(asked, key="k", secret="s", region="us-east-1", at=at)
        if not hmac.compare_digest(proof, self.headers.get("authorization", "")):
            return self.answer(403)
        return getattr(self, f"on_{self.command.lower()}")(parts.path, query, body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any

    def on_delete(self, path: str, query: dict[str, str], body: bytes) -> None:
        self.answer(204 if self.objects.pop(path, None) is not None else 404)

    def on_put(self, path: str, query: dict[str, str], body: bytes) -> None:
        if "uploadId" in query:
            self.parts.setdefault(query["uploadId"], {})[int(query["partNumber"])] = body
        else:
            self.objects[path] = body
        self.answer(200, b"", ETag=f'"{hashlib.md5(body).hexdigest()}"')

    def on_post(self, path: str, query: dict[str, str], body: bytes) -> None:
        if "uploads" in query:
            return self.answer(200, b"<R><UploadId>u-1</UploadId></R>")
        found = self.parts.pop(query["uploadId"])
        self.objects[path] = b"".join(found[number] for number in sorted(found))
        return self.answer(200, b"<CompleteMultipartUploadResult/>")

    def on_head(self, path: str, query: dict[str, str], body: bytes) -> None:
        self.answer(200 if path in self.objects else 404, self.objects.get(path, b""))

    def on_get(self, path: str, query: dict[str, str], body: bytes) -> None:
        content = self.objects.get(path)
        if content is None:
            return self.answer(404)
        if wanted := self.headers.get("range"):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            return self.answer(206, content[int(first) : int(last) + 1 if last else None])
        return self.answer(200, content)

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def bucket(settings):
    Bucket.objects, Bucket.parts = {}, {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.TONGPAN_FILES_STORE = f"s3://k:s@127.0.0.1:{server.server_port}/evidence?tls=0"
    yield Bucket
    server.shutdown()
    server.server_close()


def arrived(content: bytes) -> tuple:
    key = uuid4()
    originals.begin(key)
    with originals.writing(key) as file:
        originals.pour([content], file, len(content))
    return key, originals.digests_of([content])


class TestOriginals:
    def test_both_digests_are_those_of_the_standards(self):
        found = originals.digests_of([b"a", b"bc"])

        assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        # GB/T 32905-2016, appendix A.1
        assert found.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert found.size == 3

    def test_sm3_is_counted_without_an_openssl_that_knows_it(self, monkeypatch):
        monkeypatch.setattr(hashlib, "algorithms_available", set())

        assert originals.digests_of([b"abc"]).sm3.startswith("66c7f0f4")

    def test_what_is_kept_is_read_in_parts_and_kept_twice_is_one(self):
        key, digests = arrived(b"0123456789")
        originals.keep(key, digests)
        originals.keep(key, digests)  # killed in between: once more does nothing

        assert b"".join(file_store().read(digests.sha256, 3, 4)) == b"3456"
        assert file_store().size(digests.sha256) == 10
        with pytest.raises(NotFound):
            originals.keep(uuid4(), originals.digests_of([b"never came"]))

    def test_no_room_is_said(self, monkeypatch):
        class Full(io.BytesIO):
            def write(self, *args):
                raise OSError(28, "No space left on device")

        with pytest.raises(originals.Full) as refused:
            originals.pour([b"x"], Full(), 9)
        assert refused.value.status == 507


class TestFootageStore:
    def test_what_is_let_go_of_goes_from_its_own_folder_alone(self):
        for store in (file_store(), footage_store()):
            key, digests = arrived(b"0123456789")
            originals.keep(key, digests, store)

        footage_store().remove(digests.sha256)
        footage_store().remove(digests.sha256)

        assert file_store().size(digests.sha256) == 10
        with pytest.raises(NotFound):
            footage_store().size(digests.sha256)


class TestObjectStore:
    def test_signs_as_the_published_examples_do(self):
        at = datetime(2013, 5, 24, tzinfo=UTC)
        headers = {
            "host": "examplebucket.s3.amazonaws.com", "x-amz-content-sha256": EMPTY, "x-amz-date": "20130524T000000Z",
        }  # fmt: skip
        given = {"key": KEY, "secret": SECRET, "region": "us-east-1", "at": at}
        ranged = Request("GET", "/test.txt", {}, headers | {"range": "bytes=0-9"})
        listed = Request("GET", "/", {"max-keys": "2", "prefix": "J"}, headers)

        assert authorization(ranged, **given).endswith(
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        )
        assert authorization(listed, **given).endswith(
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        )

    def test_keeps_and_gives_back_whole_and_in_parts(self, bucket):
        key, digests = arrived(b"0123456789")
        originals.keep(key, digests)

        assert not originals.arrival(key).exists()
        assert list(bucket.objects.values()) == [b"0123456789"]
        assert b"".join(file_store().read(digests.sha256)) == b"0123456789"
        assert b"".join(file_store().read(digests.sha256, 3, 4)) == b"3456"
        with storage.open_file(digests.sha256) as file:
            assert file.read() == b"0123456789"

    def test_footage_lies_apart_and_alone_is_let_go_of(self, bucket):
        key, digests = arrived(b"0123456789")
        originals.keep(key, digests)
        key, digests = arrived(b"0123456789")
        originals.keep(key, digests, footage_store())
        assert len(bucket.objects) == 2

        footage_store().remove(digests.sha256)
        footage_store().remove(digests.sha256)

        assert file_store().size(digests.sha256) == 10
        with pytest.raises(NotFound):
            footage_store().size(digests.sha256)

    def test_a_store_that_refuses_to_let_go_is_told(self, bucket, settings):
        settings.TONGPAN_FILES_STORE = settings.TONGPAN_FILES_STORE.replace("k:s@", "k:wrong@")

        with pytest.raises(StoreDown):
            footage_store().remove("0" * 64)

    def test_a_large_file_goes_up_in_parts(self, bucket, monkeypatch):
        monkeypatch.setattr("tongpan.kernel.objectstore.PART_BYTES", 4)
        key, digests = arrived(b"0123456789")
        originals.keep(key, digests)

        assert list(bucket.objects.values()) == [b"0123456789"]

    def test_what_is_not_there_and_what_does_not_answer(self, bucket, settings):
        with pytest.raises(NotFound):
            file_store().size("0" * 64)
        with pytest.raises(NotFound):
            file_store().read("0" * 64)
        settings.TONGPAN_FILES_STORE = settings.TONGPAN_FILES_STORE.replace("k:s@", "k:wrong@")
        with pytest.raises(StoreDown):
            file_store().size("0" * 64)
        settings.TONGPAN_FILES_STORE = "s3://k:s@127.0.0.1:9/evidence?tls=0"
        with pytest.raises(StoreDown):
            file_store().size("0" * 64)

    @pytest.mark.parametrize("address", ["s3://host/bucket", "s3://k:s@host/", "s3:///x"])
    def test_an_address_that_is_none_is_refused_at_start(self, address):
        with pytest.raises(ImproperlyConfigured):
            ObjectStore.at(address)
