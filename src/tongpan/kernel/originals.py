"""
Originals: files kept byte by byte as they came, under two digests, SHA-256 (the address) and SM3 (GB/T 32905).

A file on its way lies in the folder of arrivals under a name of its own, grows there piece by piece, and is taken into
the store when it is whole. Nothing is decoded, stripped or written anew: what is shown instead is a copy that says so.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID

from cryptography.hazmat.primitives import hashes

from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.filestore import CHUNK, FileStore, sync_folder
from tongpan.kernel.stores import file_store, local_folder

SYNC_BYTES: Final = 64 << 20
"""what a power cut may cost of a long piece"""


SPARE_BYTES: Final = 1 << 30
"""what stays free for the database and everything else"""


class Busy(Refusal):
    """Another connection still writes to the same file."""

    status = 423
    code = "upload.busy"


class Full(Refusal):
    """There is no room for more."""

    status = 507
    code = "upload.full"


@dataclass(frozen=True, slots=True)
class Digests:
    """What a content is known by."""

    sha256: str
    sm3: str
    size: int


class _Sm3:
    """SM3 without an OpenSSL that knows it."""

    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        return self._hash.finalize().hex()


def _sm3() -> Any:
    return hashlib.new("sm3") if "sm3" in hashlib.algorithms_available else _Sm3()


def digests_of(pieces: Iterable[bytes]) -> Digests:
    """Return both digests of a content, read once."""
    first, second, size = hashlib.sha256(), _sm3(), 0
    for piece in pieces:
        # SM3 is the slower by far; the other runs beside it, for neither holds the interpreter
        other = threading.Thread(target=first.update, args=(piece,))
        other.start()
        second.update(piece)
        other.join()
        size += len(piece)
    return Digests(first.hexdigest(), second.hexdigest(), size)


def arrival(key: UUID) -> Path:
    """Return where a file lies that is on its way."""
    return local_folder() / "incoming" / f"{key.hex}.part"


def begin(key: UUID) -> None:
    """Make the empty file of an arrival; the name lasts through a loss of power."""
    path = arrival(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o640)
    sync_folder(path.parent)


def require_room(length: int) -> None:
    """
    Let a file be announced for which there is room, with some to spare for everything else.

    :raises Full: otherwise
    """
    folder = local_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < length + SPARE_BYTES:
        raise Full("服务器存储空间不足，放不下这个文件；请联系系统管理员，腾出空间后再传")


def arrived(key: UUID) -> int | None:
    """Return how many bytes have come; None where there is no such file."""
    try:
        return arrival(key).stat().st_size
    except OSError:
        return None


@contextlib.contextmanager
def writing(key: UUID) -> Iterator[BinaryIO]:
    """
    Give the file of an arrival, to be written at its end by one at a time; afterwards it is on disk.

    :raises Busy: if somebody writes to it
    :raises NotFound: if it was thrown away meanwhile
    """
    try:
        file = arrival(key).open("r+b")
    except FileNotFoundError:
        raise NotFound("没有这个上传，可能已经过期；请重新上传") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy("同一个文件还有一个连接在传，请等几秒再续传") from None
        file.seek(0, os.SEEK_END)
        try:
            yield file
        finally:
            file.flush()
            os.fsync(file.fileno())


def pour(pieces: Iterable[bytes], file: BinaryIO, most: int) -> int:
    """
    Write what comes at the end of a file, at most so many bytes, synced now and then; return how many there were.

    A line that breaks ends it where it stands: what has come stays.

    :raises Full: if there is no room left
    """
    total = unsynced = 0
    try:
        for piece in _until_broken(pieces):
            wanted = piece[: most - total]
            file.write(wanted)
            total += len(wanted)
            unsynced += len(wanted)
            if unsynced >= SYNC_BYTES:
                file.flush()
                os.fsync(file.fileno())
                unsynced = 0
            if len(wanted) < len(piece):
                break
        file.flush()
    except OSError as reason:
        if reason.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Full("服务器存储空间不足，文件没有传完；请联系系统管理员，腾出空间后可以接着传") from reason
        raise
    return total


def _until_broken(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give what comes; a caller that is gone is an end like any other."""
    coming = iter(pieces)
    while True:
        try:
            piece = next(coming)
        except (StopIteration, OSError):
            return
        yield piece


def read_local(path: Path) -> Iterator[bytes]:
    """Give a local file in pieces."""
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def keep(key: UUID, digests: Digests, store: FileStore | None = None) -> None:
    """
    Take an arrival into the store, or another one; done before, it does nothing.

    :raises NotFound: if it neither lies among the arrivals nor in the store
    """
    path, into = arrival(key), store or file_store()
    if path.exists():
        into.take(path, digests.sha256)
    else:
        into.size(digests.sha256)


def keep_bytes(content: bytes, key: UUID) -> Digests:
    """Keep a content that was made here, such as a smaller copy; return its digests."""
    begin(key)
    with writing(key) as file:
        file.write(content)
    digests = digests_of([content])
    keep(key, digests)
    return digests


def drop(key: UUID) -> None:
    """Forget an arrival."""
    arrival(key).unlink(missing_ok=True)


def left_over(known: Iterable[UUID], older_than: float) -> list[UUID]:
    """Return the arrivals that are none of the known ones and were last written before a moment (seconds)."""
    mine = {key.hex for key in known}
    folder = local_folder() / "incoming"
    found = []
    for path in folder.glob("*.part") if folder.is_dir() else ():
        with contextlib.suppress(OSError, ValueError):
            if path.stem not in mine and path.stat().st_mtime < older_than:
                found.append(UUID(path.stem))
    return found
