"""Typed readers of the environment. A wrong value raises at start, with the name and what would be right."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# No mmap: after every commit of another process SQLite unmaps the whole file, and its pages are faulted in again.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;PRAGMA cache_size=-32000;"
    "PRAGMA mmap_size=0;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    "PRAGMA wal_autocheckpoint=8000;PRAGMA foreign_keys=ON;"
)


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the default; with no default the variable is required."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is required and has no default")
    return default


def flag(name: str, default: bool = False) -> bool:
    """Return a boolean written as 1/0, true/false, yes/no."""
    value = os.environ.get(name, "").lower()
    if not value:
        return default
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}={value!r}: use 1 or 0")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r}: use a whole number") from error


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str, *, keep_seconds: int = 600) -> dict[str, Any]:
    """Return Django's settings for ``sqlite:///path`` or ``postgresql://user:pass@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(url.removeprefix("sqlite://"))
        path = name[1:] if name.startswith("/") else name
        if not path:
            raise ImproperlyConfigured(f"{url!r}: a sqlite address needs a file, as in sqlite:///tongpan.sqlite3")
        return {
            "ENGINE": "tongpan.kernel.sqlite",
            "NAME": path if path == ":memory:" else str(Path(path)),
            "CONN_MAX_AGE": keep_seconds,
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "tongpan.kernel.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": keep_seconds,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(f"{url!r}: use sqlite:///file or postgresql://user@host/name")


def secret(name: str, folder: Path, file_name: str) -> str:
    """
    Return a secret from the environment, else from a file of the data folder that is made at the first reading.

    The file serves the demo and development. ``settings/prod.py`` requires the variables before anything else is read.
    """
    value = os.environ.get(name, "")
    if value:
        return value
    path = folder / "secrets" / file_name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_name(f"{file_name}.{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(temporary, path)  # the first process wins; the others read what it wrote
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()


def keyring(value: str) -> dict[str, str]:
    """Return ``{key id: 64 hex digits}`` from ``id:hex,id:hex``; a bare 64-digit key is called ``local-1``."""
    pairs = [part.rpartition(":") for part in value.split(",") if part.strip()]
    keys = {(name or "local-1").strip(): digits.strip() for name, _, digits in pairs}
    if not keys or any(len(digits) != 64 for digits in keys.values()):
        raise ImproperlyConfigured("TONGPAN_DATA_KEYS: use id:64-hex-digits, comma-separated; the first one seals")
    return keys
