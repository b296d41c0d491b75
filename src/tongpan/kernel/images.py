"""Photographs: read what the camera wrote, then keep the picture alone."""

import io
import math
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Invalid

MOST_PIXELS = 50_000_000
"""a picture that unpacks to more is refused before it is unpacked"""
JPEG_QUALITY = 88
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011


@dataclass(frozen=True, slots=True)
class CameraNotes:
    """Where and when the camera says the picture was taken."""

    position: tuple[float, float] | None
    taken_at: datetime | None


def clean_image(file: BinaryIO, media_type: str) -> CameraNotes:
    """
    Replace the picture in `file` by a new encoding without metadata, and return what the camera had noted.

    :raises Invalid: if it cannot be decoded or is too large to unpack
    """
    kind = _FORMATS[media_type]
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=[kind]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Invalid("图片的像素太多（超过 5000 万），没有保存。请缩小后再传", code="image_pixels")
                notes = _notes(image)
                encoded = _encode(image, kind)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, MemoryError):
        raise Invalid("图片已损坏或不是真正的图片，没有保存。请重新拍照或另存后再传", code="image_broken") from None
    file.seek(0)
    file.truncate()
    file.write(encoded)
    return notes


def _encode(image: Image.Image, kind: str) -> bytes:
    plain = ImageOps.exif_transpose(image)
    if kind == "JPEG":
        plain = plain.convert("RGB")
    elif plain.mode not in {"RGB", "RGBA", "L", "LA"}:
        plain = plain.convert("RGBA")
    plain.info.clear()  # comments, profiles and texts are written again from here
    target = io.BytesIO()
    options: dict[str, Any] = {"quality": JPEG_QUALITY} if kind in {"JPEG", "WEBP"} else {"optimize": False}
    plain.save(target, kind, **options)
    return target.getvalue()


def _notes(image: Image.Image) -> CameraNotes:
    try:
        exif = image.getexif()
        return CameraNotes(_position(exif.get_ifd(_GPS)), _taken_at(exif.get_ifd(_EXIF)))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, ZeroDivisionError, OverflowError):
        return CameraNotes(None, None)  # damaged notes are no reason to refuse a picture


def _position(gps: dict[int, Any]) -> tuple[float, float] | None:
    if not gps or 2 not in gps or 4 not in gps:
        return None
    lat, lon = _degrees(gps[2], gps.get(1, "N"), "S"), _degrees(gps[4], gps.get(3, "E"), "W")
    if not (math.isfinite(lat) and math.isfinite(lon)) or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:
        return None
    return round(lon, 7), round(lat, 7)


def _degrees(parts: Any, side: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(side).strip("\0 ").upper() == negative else value


def _taken_at(exif: dict[int, Any]) -> datetime | None:
    text = str(exif.get(_TAKEN, "")).strip("\0 ")
    if not text:
        return None
    offset = str(exif.get(_OFFSET, "")).strip("\0 ")
    if offset:
        return datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z").astimezone(SHANGHAI)
    return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=SHANGHAI)


def look_at(path: Path, most_side: int) -> tuple[CameraNotes, bytes | None]:
    """
    Return what the camera noted, and a smaller JPEG to be shown; the picture itself is only read.

    Of a picture of too many pixels, or of a kind that is not read here, there is nothing smaller.

    :raises Invalid: if it is called a JPEG, PNG or WebP and cannot be read
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=tuple(_FORMATS.values())) as image:
                notes = _notes(image)
                if image.width * image.height > MOST_PIXELS:
                    return notes, None
                small = ImageOps.exif_transpose(image).convert("RGB")
                small.thumbnail((most_side, most_side))
                small.info.clear()
                target = io.BytesIO()
                small.save(target, "JPEG", quality=80)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, MemoryError):
        raise Invalid("图片已损坏或者不完整，没有保存。请重新拷贝原文件再传", code="image_broken") from None
    return notes, target.getvalue()
