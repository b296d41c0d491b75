"""Setting a document in type: PDF/A, the same bytes for the same content. No database."""

import io
import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import segno
import typst
from django.conf import settings

from tongpan.kernel.errors import Invalid, Refusal

STANDARD: Final = "a-2b"
"""PDF/A-2b: every letter must have a glyph, or it is refused; without it a letter is lost in silence"""


class NoFonts(Refusal):
    """The fonts are not there."""

    status = 503
    code = "documents.fonts"


_LACKING: Final = re.compile(r'the text\W*?"(.+?)"\W+could not be displayed')
_LOCK = threading.Lock()
_LOCAL = threading.local()


def _folders() -> list[str]:
    return [str(folder) for folder in settings.TONGPAN_FONT_DIRS if Path(folder).is_dir()]


@cache
def _fonts() -> typst.Fonts:
    folders = _folders()
    if not any(path.suffix.lower() in (".ttf", ".otf", ".ttc") for one in folders for path in Path(one).rglob("*")):
        raise NoFonts("服务器没有安装文书字体，暂时不能生成文书；请联系系统管理员（设置 TONGPAN_FONT_DIRS）")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _compiler() -> typst.Compiler:
    if not hasattr(_LOCAL, "compiler"):
        template = resources.files("tongpan.documents") / "typst" / "form.typ"
        path = Path(str(template))
        with _LOCK:
            fonts = _fonts()
        _LOCAL.compiler = typst.Compiler(str(path), root=str(path.parent), font_paths=fonts, ignore_system_fonts=True)
    compiler: typst.Compiler = _LOCAL.compiler
    return compiler


def qr(address: str) -> str:
    """Return an address as a QR code, in SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=1, border=1)
    return drawn.getvalue().decode()


def pdf(content: dict[str, Any], at: datetime) -> bytes:
    """
    Return a document as PDF/A-2b.

    :param content: ``title``, ``number``, ``organ``, ``day``, ``layout``, ``nodes``, ``foot``, ``qr``, ``watermark``,
        ``seal`` (None, or ``name``, ``words``, ``kind``)
    :param at: the moment that stands in the file
    :raises Invalid: if a letter stands in none of the fonts
    :raises NoFonts: if there are no fonts
    """
    given = json.dumps({**content, "fonts": list(settings.TONGPAN_DOCUMENT_FONTS)}, ensure_ascii=False)
    try:
        found = _compiler().compile(
            sys_inputs={"document": given}, format="pdf", pdf_standards=[STANDARD],
            timestamp=int(at.astimezone(UTC).timestamp()),
        )  # fmt: skip
    except typst.TypstError as error:
        raise _refused(error) from error
    assert isinstance(found, bytes)
    return found


def _refused(error: Exception) -> Exception:
    said = str(error)
    if lacking := _LACKING.search(said):
        letter = lacking[1]
        return Invalid(
            f"文书字库里没有“{letter}”这个字，不能生成电子文书。"
            "请系统管理员安装含有生僻字的字体（TONGPAN_FONT_DIRS），或者打印草稿后手写这个字",
            code="documents.letter",
        )
    return error
