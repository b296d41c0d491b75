"""What every template and style sheet must keep to: no inline scripts, known icons, colours that can be read."""

import json
import re
from itertools import product
from pathlib import Path

import pytest

import tongpan
from tongpan.ui import icons, navigation, statuses

SOURCE = Path(tongpan.__file__).parent
STATIC = SOURCE / "ui" / "static" / "ui"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
CSS_LIMIT_BYTES = 45_000


def relative(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
class TestTemplate:
    def test_has_no_inline_script(self, path):
        text = path.read_text()

        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "an inline handler is refused by the content policy"
        assert "hx-on" not in text
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)

    def test_uses_only_icons_of_the_sprite(self, path):
        named = re.findall(r"""(?:\{% icon |icon_name=)["']([a-z0-9-]+)["']""", path.read_text())

        assert set(named) <= icons.names()

    def test_takes_nothing_from_another_site(self, path):
        assert not re.search(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']https?://""", path.read_text())


def test_every_icon_of_the_frame_is_in_the_sprite():
    used = {entry.icon for entry in navigation.ENTRIES} | {look.icon for look in statuses._LOOKS.values()}

    assert used <= icons.names()


def test_icon_names_are_sorted_and_unique():
    names = json.loads((STATIC / "icons.json").read_text())

    assert names == sorted(set(names))


def test_the_style_sheets_stay_small():
    assert sum(path.stat().st_size for path in STATIC.glob("*.css")) < CSS_LIMIT_BYTES


@pytest.mark.parametrize(
    ("sheet", "pair"),
    [
        pytest.param("ui/static/ui/components.css", ".panel + .filters", id="财务对账：等我处理的和筛选"),
        pytest.param("command/static/command/desks.css", ".row-actions + .section", id="待我办：分类和单子"),
    ],
)
def test_neighbours_keep_the_usual_gap(sheet, pair):
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", (SOURCE / sheet).read_text())

    assert any(pair in names.split("\n")[-1] and "margin-top: var(--gap)" in body for names, body in rules)


def tokens(theme: str) -> dict[str, str]:
    css = (STATIC / "base.css").read_text()
    light = re.search(r":root \{(.*?)\}", css, re.S)
    dark = re.search(r'\[data-theme="dark"\] \{(.*?)\}', css, re.S)
    assert light is not None
    assert dark is not None
    pairs = re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", light[1] + (dark[1] if theme == "dark" else ""))
    return dict(pairs)


def luminance(color: str) -> float:
    digits = color.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


READ_ON = [
    *product(["ink", "ink-2", "ink-3", "accent-ink", "good", "warn", "bad"], ["bg", "surface", "surface-2"]),
    ("accent-ink", "accent-soft"),
    ("good", "good-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("ink", "accent-soft"),
    ("on-accent", "accent"),
    ("bar-ink", "bar"),
    ("bar-quiet", "bar"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ_ON, ids=lambda name: str(name))
def test_words_stand_out_from_their_ground(theme, ink, ground):
    colors = tokens(theme)

    assert contrast(colors[ink], colors[ground]) >= 4.5
