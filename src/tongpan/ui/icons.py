"""The names of the icons in the sprite. The front-end build draws exactly these."""

import json
from functools import cache
from importlib import resources

FALLBACK = "point"


@cache
def names() -> frozenset[str]:
    """Return every icon's name."""
    text = resources.files("tongpan.ui").joinpath("static/ui/icons.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text))


def known(name: str) -> str:
    """Return the name, or a plain dot for one that the sprite does not hold."""
    return name if name in names() else FALLBACK
