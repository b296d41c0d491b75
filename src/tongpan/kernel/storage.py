"""
Files: checked by what they are, not by what they are called; kept under the digest of their content.

Images are decoded and encoded anew, which drops EXIF (where and with which phone they were taken) and whatever else was
hidden in them; their position and time are read before and given to the caller, to be stored under the caller's rules.
Evidence is kept as it came: that is `originals`.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from tongpan.kernel.errors import Invalid, NotFound, TooLarge
from tongpan.kernel.filestore import CHUNK, GONE, DiskStore
from tongpan.kernel.images import clean_image
from tongpan.kernel.mediatypes import IMAGES, extension_of, sniff
from tongpan.kernel.stores import file_store, local_folder

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file: its address, and what was learnt from it on the way in."""

    sha256: str
    size: int
    media_type: str
    position: tuple[float, float] | None = None
    """longitude and latitude (WGS-84) that the camera wrote"""
    taken_at: datetime | None = None

    @property
    def extension(self) -> str:
        return extension_of(self.media_type)


def store(file: BinaryIO | bytes, *, allowed: Set[str], limit: int) -> StoredFile:
    """
    Check a file and keep it.

    :raises TooLarge: if it has more than `limit` bytes
    :raises Invalid: if its content is not one of the `allowed` media types, or cannot be read
    """
    folder = local_folder() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as copy:
            _copy(file, copy, limit)
            copy.seek(0)
            media_type = sniff(copy.read(4096))
            _check_type(media_type, allowed)
            found = clean_image(copy, media_type) if media_type in IMAGES else None
            copy.flush()
            os.fsync(copy.fileno())
            copy.seek(0)
            digest = hashlib.file_digest(copy, "sha256").hexdigest()
            size = copy.seek(0, os.SEEK_END)
        file_store().take(path, digest)
    finally:
        path.unlink(missing_ok=True)
    if found is None:
        return StoredFile(digest, size, media_type)
    return StoredFile(digest, size, media_type, found.position, found.taken_at)


def open_file(sha256: str) -> BinaryIO:
    """
    Open a stored file for reading; what lies elsewhere is fetched first.

    :raises NotFound: if there is none
    """
    store = file_store()
    _checked(sha256)
    if isinstance(store, DiskStore):
        try:
            return store.path(sha256).open("rb")
        except OSError:
            raise NotFound(GONE) from None
    copy = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=CHUNK))
    for piece in store.read(sha256):
        copy.write(piece)
    copy.seek(0)
    return copy


def path_of(sha256: str) -> Path:
    """
    Return where a file with that digest is kept on this machine.

    :raises NotFound: if that is no digest
    """
    return DiskStore(local_folder()).path(_checked(sha256))


def _checked(sha256: str) -> str:
    if not _DIGEST.fullmatch(sha256):
        raise NotFound("没有找到这个文件")
    return sha256


def _copy(file: BinaryIO | bytes, copy: BinaryIO, limit: int) -> None:
    declared = len(file) if isinstance(file, bytes) else getattr(file, "size", None)
    if isinstance(declared, int) and declared > limit:
        raise _too_large(limit)
    if isinstance(file, bytes):
        copy.write(file)
        return
    total = 0
    while chunk := file.read(CHUNK):
        total += len(chunk)
        if total > limit:
            raise _too_large(limit)
        copy.write(chunk)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"文件超过 {max(1, limit // 1_048_576)} MB，没有保存。请压缩后再传，或分成几个文件")


def _check_type(media_type: str, allowed: Set[str]) -> None:
    if media_type in allowed:
        return
    if media_type == "image/heic":
        raise Invalid("这是 HEIC 照片，系统打不开。请在手机“相机—格式”中选“兼容性最佳”，或转成 JPEG 后再传")
    kinds = "、".join(sorted({extension_of(one).lstrip(".").upper() for one in allowed}))
    raise Invalid(f"文件内容不是可接受的格式，没有保存。可以上传：{kinds}", code="file_type")
