"""What evidence files may be: told by their content, and held against the name they came under."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from tongpan.kernel.errors import Invalid
from tongpan.kernel.mediatypes import IMAGES, UNKNOWN, sniff

QUICKTIME: Final = "video/quicktime"
AVI: Final = "video/x-msvideo"
ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"
TEXT: Final = "text/plain"

ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "image/jpeg": ("jpg", "jpeg", "jfif"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif", "avif"),
    "video/mp4": ("mp4", "m4v", "3gp", "mov"),
    QUICKTIME: ("mov", "qt"),
    "video/webm": ("webm", "mkv"),
    AVI: ("avi",),
    "audio/mpeg": ("mp3",),
    "audio/amr": ("amr",),
    "audio/wav": ("wav",),
    "audio/mp4": ("m4a", "mp4", "aac"),
    "audio/webm": ("weba", "webm"),
    "application/pdf": ("pdf",),
    ZIP: ("docx", "xlsx", "pptx", "ofd", "wps", "zip"),
    OLE: ("doc", "xls", "ppt", "wps", "et"),
    TEXT: ("txt", "csv", "log", "json", "srt"),
}
"""what is accepted, and under which endings"""
NAMES: Final[Mapping[str, str]] = {
    "image/heic": "HEIC 照片", "application/pdf": "PDF", ZIP: "压缩包或者 Office 文件", OLE: "旧版 Office 文件",
    TEXT: "纯文本",
}  # fmt: skip
ACCEPTED_WORDS: Final = (
    "照片（JPEG、PNG、WebP、HEIC）、录像（MP4、MOV、AVI、WebM）、录音（MP3、WAV、M4A、AMR）、PDF、Office、文本"
)
HEAD_BYTES: Final = 4096


def media_type_of(head: bytes) -> str:
    """Return what a file is, from its first bytes."""
    if head[4:8] == b"ftyp" and head[8:12] == b"qt  ":
        return QUICKTIME
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return AVI
    found = sniff(head)
    if found != UNKNOWN:
        return found
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    return TEXT if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if not head or b"\0" in head:
        return False
    for code in ("utf-8", "gb18030"):
        try:
            text = head.decode(code)
        except UnicodeDecodeError as fault:
            if fault.start < len(head) - 4:  # a character may be cut off at the end of what was looked at
                continue
            text = head[: fault.start].decode(code)
        return all(sign.isprintable() or sign in "\r\n\t\f﻿" for sign in text)
    return False


def check_name(name: str, media_type: str) -> None:
    """
    Let pass a file that is what its name says.

    :raises Invalid: if its content is of no kind that we keep, or of another kind than its ending says
    """
    if media_type not in ENDINGS:
        raise Invalid(
            f"“{name}”的内容认不出是哪一种文件，没有保存。可以上传：{ACCEPTED_WORDS}；设备专用格式请先用随机软件导出",
            code="evidence.file.unknown",
            fields={"files": f"“{name}”认不出是哪一种文件"},
        )
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending and ending not in ENDINGS[media_type]:
        text = (
            f"“{name}”的名称说是 {ending.upper()}，内容却是{kind_of(media_type)}，没有保存。"
            "请核对是不是选错了文件；确实是这个文件的，改回正确的扩展名再传"
        )
        raise Invalid(text, code="evidence.file.disguised", fields={"files": text})


def kind_of(media_type: str) -> str:
    """Return what a media type is called."""
    return NAMES.get(media_type) or f" {ENDINGS[media_type][0].upper()} 文件"


def shown_as(media_type: str) -> str:
    """Return how a file is shown: ``image``, ``video``, ``audio``, ``pdf`` or ``file``."""
    if media_type in IMAGES:
        return "image"
    if media_type == "application/pdf":
        return "pdf"
    if media_type in {"video/mp4", "video/webm", QUICKTIME}:
        return "video"
    return "audio" if media_type in {"audio/mpeg", "audio/wav", "audio/mp4", "audio/webm"} else "file"


def ending_of(media_type: str) -> str:
    """Return the file name ending for a media type."""
    return "." + ENDINGS[media_type][0] if media_type in ENDINGS else ".bin"
