"""The scripts that ship with the catalogue (取证提纲)."""

import tomllib
from functools import cache
from typing import Any

from tongpan.powers.catalogue import FOLDER
from tongpan.powers.domain.script import Script, script_of


@cache
def script(code: str, domain: str) -> Script:
    """Return what to prove, ask and look at for a matter."""
    return script_of(code, domain, _guides(), _common())


def scripted() -> tuple[str, ...]:
    """Return the codes of the matters that have a script of their own."""
    return tuple(row["matter"] for row in _guides())


@cache
def _guides() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((FOLDER / "guides" / "matters.toml").read_text(encoding="utf-8"))["guide"])


@cache
def _common() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "guides" / "common.toml").read_text(encoding="utf-8"))
