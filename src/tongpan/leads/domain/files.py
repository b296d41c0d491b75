"""Files that come with a lead (附件): what is taken, how much of it."""

from dataclasses import dataclass
from datetime import datetime

PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
SOUNDS = frozenset({"audio/mpeg", "audio/amr", "audio/wav", "audio/mp4", "audio/webm"})
ACCEPTED = PHOTOS | SOUNDS | {"video/mp4", "video/webm", "application/pdf"}
PUBLIC_ACCEPTED = PHOTOS
MOST_FILES = 9
ONLY_FILES = "（只附了照片或录音，没有写文字）"
"""what stands as the text of a report that is a photograph alone"""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file already checked and stored, on its way to a lead."""

    sha256: str
    size: int
    media_type: str
    name: str = ""
    position: tuple[float, float] | None = None
    """longitude and latitude the camera wrote, WGS-84; read before it was stripped"""
    taken_at: datetime | None = None
