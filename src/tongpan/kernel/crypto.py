"""
Personal data: sealed at rest, found again through a blind index, shown masked.

Sealing is AES-256-GCM under the first of TONGPAN_DATA_KEYS; the key's id stands before the text, so that older texts
stay readable after a new key is added and `tongpan keys rewrap` can seal them anew.
"""

import base64
import functools
import hashlib
import hmac
import os
import re
import unicodedata
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
_CONTEXT = b"tongpan personal data 1"


class Unreadable(ValueError):
    """The sealed text was altered, or its key is not among TONGPAN_DATA_KEYS."""


@functools.lru_cache(maxsize=64)
def _cipher(key: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key))


def _keys() -> Mapping[str, str]:
    keys: Mapping[str, str] = settings.TONGPAN_DATA_KEYS
    if not keys:
        raise ImproperlyConfigured("TONGPAN_DATA_KEYS is empty: name at least one key")
    return keys


def current_key_id() -> str:
    """Return the id of the key that seals now."""
    return next(iter(_keys()))


def encrypt(data: bytes, context: bytes) -> tuple[str, str]:
    """Seal bytes under the current key; return its id and the base64 text. The context must be given again to open."""
    key_id, key = next(iter(_keys().items()))
    nonce = os.urandom(NONCE_BYTES)
    return key_id, base64.b64encode(nonce + _cipher(key).encrypt(nonce, data, context)).decode()


def decrypt(key_id: str, text: str, context: bytes) -> bytes:
    """
    Open what `encrypt` sealed.

    :raises Unreadable: if it was altered or its key is gone
    """
    key = _keys().get(key_id)
    if key is None:
        raise Unreadable(f"no key {key_id!r} among TONGPAN_DATA_KEYS")
    try:
        raw = base64.b64decode(text, validate=True)
        return _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("the sealed text was altered") from error


def seal(text: str) -> str:
    """Seal a personal datum for a column. An empty text stays empty."""
    if not text:
        return ""
    key_id, sealed = encrypt(text.encode(), _CONTEXT)
    return f"{key_id}:{sealed}"


def unseal(sealed: str) -> str:
    """
    Open a sealed column. Revealing to a person is a POST with a purpose, recorded in the ledger by the caller.

    :raises Unreadable: if it was altered or its key is gone
    """
    if not sealed:
        return ""
    key_id, _, text = sealed.rpartition(":")
    return decrypt(key_id, text, _CONTEXT).decode()


def needs_rewrap(sealed: str) -> bool:
    """Tell whether a sealed text stands under an older key than the current one."""
    return bool(sealed) and sealed.rpartition(":")[0] != current_key_id()


def normalise(text: str) -> str:
    """Return the form in which personal data are compared: half-width, upper case, without blanks and hyphens."""
    return re.sub(r"[\s\-‐-―_·•.()]+", "", unicodedata.normalize("NFKC", text)).upper()


def blind_index(text: str, purpose: str) -> str:
    """Return a keyed digest (hex) by which equal data are found without being readable; empty for an empty text."""
    plain = normalise(text)
    if not plain:
        return ""
    return keyed_digest(f"blind index\0{purpose}\0{plain}".encode())


def keyed_digest(data: bytes) -> str:
    """Return HMAC-SHA-256 (hex) under TONGPAN_INDEX_KEY, which the database does not hold."""
    return hmac.new(str(settings.TONGPAN_INDEX_KEY).encode(), data, hashlib.sha256).hexdigest()


_COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 南宫".split()
)
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?[2-9]\d{6,7}(?!\d)")
_ID_NUMBER = re.compile(
    r"(?<!\d)[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
    r"|(?<!\d)[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"
)


def mask_name(name: str) -> str:
    """Return a name with all but the surname hidden."""
    name = name.strip()
    if len(name) < 2:
        return "*" if name else ""
    keep = 2 if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else 1
    return name[:keep] + "*" * (len(name) - keep)


def mask_phone(phone: str) -> str:
    """Return a telephone number with its middle hidden."""
    plain = phone.strip()
    if len(plain) < 7:
        return "*" * len(plain)
    return plain[:3] + "*" * (len(plain) - 7) + plain[-4:] if len(plain) > 7 else plain[:2] + "***" + plain[-2:]


def mask_id_number(number: str) -> str:
    """Return an identity number with only its first and last digits shown."""
    plain = number.strip()
    if len(plain) < 8:
        return "*" * len(plain)
    return plain[:4] + "*" * (len(plain) - 6) + plain[-2:]


def mask_personal(text: str) -> str:
    """Return free text with the telephone and identity numbers in it masked."""
    text = _ID_NUMBER.sub(lambda found: mask_id_number(found[0]), text)
    return _PHONE.sub(lambda found: mask_phone(found[0]), text)
