"""Keys of subjects: made with the first entry, wrapped under a data key, destroyed to erase."""

import os
from uuid import UUID

from tongpan.kernel import crypto

KEY_BYTES = 32


def _context(subject_type: str, subject_id: UUID) -> bytes:
    return f"tongpan subject key 1\0{subject_type}\0{subject_id.hex}".encode()


def wrap_new_key(subject_type: str, subject_id: UUID) -> tuple[str, str]:
    """Return the data key's id and a fresh wrapped key."""
    return crypto.encrypt(os.urandom(KEY_BYTES), _context(subject_type, subject_id))


def wrap_key(subject_type: str, subject_id: UUID, key: bytes) -> tuple[str, str]:
    """Return the current data key's id and the given key wrapped under it."""
    return crypto.encrypt(key, _context(subject_type, subject_id))


def open_key(subject_type: str, subject_id: UUID, key_id: str, wrapped: str) -> bytes:
    """
    Return a subject's key.

    :raises crypto.Unreadable: if it was altered or the data key is gone
    """
    return crypto.decrypt(key_id, wrapped, _context(subject_type, subject_id))
