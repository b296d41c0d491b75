"""水印: words over a picture that is lent to somebody outside, so that a copy says whom it was shown to."""

import io
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from tongpan.kernel.errors import Invalid
from tongpan.kernel.images import MOST_PIXELS

QUALITY: Final = 85
MOST_WHOLE: Final = 16_000_000
"""pixels of a picture that has to be unpacked whole; of a JPEG only what is shown is unpacked"""
ENDINGS: Final = (".ttf", ".otf", ".ttc")
SHARE: Final = 28
"""the letters are so many times smaller than the shorter side"""
INK: Final = (120, 20, 20, 96)
ANGLE: Final = 30


@cache
def _font_file() -> Path:
    found = [
        path
        for folder in settings.TONGPAN_FONT_DIRS
        if Path(folder).is_dir()
        for path in sorted(Path(folder).rglob("*"))
        if path.suffix.lower() in ENDINGS
    ]
    if not found:
        raise Invalid(
            "服务器没有安装字体，暂时不能加水印；请联系系统管理员（设置 TONGPAN_FONT_DIRS）", code="watermark.font"
        )
    return found[0]


def watermarked(content: bytes, words: str, most_side: int) -> bytes:
    """
    Return a picture as JPEG with words all over it, without anything the camera wrote, at most so large.

    It is made smaller first: what is drawn takes several times the memory of the picture.

    :raises Invalid: if it is no picture that can be opened, or there is no font
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            most = MOST_PIXELS if image.format == "JPEG" else MOST_WHOLE
            if image.width * image.height > most:
                raise Invalid("图片的像素太多，不能在线查看；请联系提供图片的人", code="image_pixels")
            image.thumbnail((most_side, most_side))
            plain = image.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise Invalid("图片不能打开", code="image_broken") from None
    drawn = Image.alpha_composite(plain, _layer(plain.size, words)).convert("RGB")
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _layer(size: tuple[int, int], words: str) -> Image.Image:
    """Return a transparent layer with the words again and again, slanted, so that no part can be cut out clean."""
    font = ImageFont.truetype(str(_font_file()), max(12, min(size) // SHARE))
    side = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 1
    layer = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    _, _, right, bottom = pen.textbbox((0, 0), words, font=font)
    wide, high = int(right) + int(bottom) * 2, int(bottom) * 5
    for row, top in enumerate(range(0, side, high)):
        for left in range(-wide // 2 * (row % 2), side, wide):
            pen.text((left, top), words, font=font, fill=INK)
    turned = layer.rotate(ANGLE)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))
