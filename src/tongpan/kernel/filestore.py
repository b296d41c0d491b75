"""
Where the bytes of files lie, under the digest of their content: on disk, or in an S3-compatible store by setting.

A store knows four things: to take a finished local file, to give a part of what it holds, to say how large that is, and
to let go of it.
What a file is, and who may read it, is for others.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tongpan.kernel.errors import NotFound

CHUNK = 1 << 20
GONE = "没有找到这个文件，可能已被清理；请联系系统管理员"


class FileStore(Protocol):
    """A place for bytes that never change: the same digest is the same content."""

    def take(self, path: Path, sha256: str) -> None:
        """Keep the content of a local file, durably; the local file is gone afterwards."""

    def size(self, sha256: str) -> int:
        """
        Return how many bytes there are.

        :raises NotFound: if there is no such file
        """

    def read(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """
        Give the bytes from `start` on, in pieces.

        :raises NotFound: at once, if there is no such file
        """

    def remove(self, sha256: str) -> None:
        """Let go of a content for good; one that is not there is gone already."""


class DiskStore:
    """Files in a folder, two levels of folders deep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where a file lies, or would lie."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def take(self, path: Path, sha256: str) -> None:
        """Move a local file here: no second copy is made."""
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            path.unlink(missing_ok=True)
            return
        path.replace(target)
        target.chmod(0o640)
        sync_folder(target.parent)

    def size(self, sha256: str) -> int:
        """Return how many bytes there are."""
        try:
            return self.path(sha256).stat().st_size
        except OSError:
            raise NotFound(GONE) from None

    def read(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Give the bytes from `start` on, in pieces."""
        self.size(sha256)
        return _pieces(self.path(sha256), start, length)

    def remove(self, sha256: str) -> None:
        """Let go of a content."""
        path = self.path(sha256)
        if path.exists():
            path.unlink()
            sync_folder(path.parent)


def _pieces(path: Path, start: int, length: int | None) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = length
        while left is None or left > 0:
            piece = file.read(CHUNK if left is None else min(CHUNK, left))
            if not piece:
                return
            left = None if left is None else left - len(piece)
            yield piece


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
