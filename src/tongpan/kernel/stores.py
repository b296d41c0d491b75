"""Which store the settings name: the folder of this machine, or an S3-compatible one."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings

from tongpan.kernel.filestore import DiskStore, FileStore
from tongpan.kernel.objectstore import ObjectStore


def local_folder() -> Path:
    """Return the folder of this machine: the store itself, and what has not been taken into one yet."""
    return Path(settings.TONGPAN_FILES_DIR)


def file_store() -> FileStore:
    """Return the store that the settings name (``TONGPAN_FILES_STORE``)."""
    if settings.TONGPAN_FILES_STORE.startswith("s3"):
        return _object_store(settings.TONGPAN_FILES_STORE)
    return DiskStore(local_folder())


def footage_store() -> FileStore:
    """
    Return the store of recorders' footage, a place of its own.

    What nobody links is let go of after its term; nothing else may lie where contents are removed.
    """
    if settings.TONGPAN_FILES_STORE.startswith("s3"):
        return replace(_object_store(settings.TONGPAN_FILES_STORE), folder="footage/")
    return DiskStore(local_folder() / "footage")


@cache
def _object_store(address: str) -> ObjectStore:
    return ObjectStore.at(address)
