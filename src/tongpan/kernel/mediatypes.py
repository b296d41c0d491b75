"""What a file is, told from its first bytes."""

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
VIDEOS = frozenset({"video/mp4", "video/webm"})
SOUNDS = frozenset({"audio/mpeg", "audio/amr", "audio/wav", "audio/mp4", "audio/webm"})
PAPERS = frozenset({"application/pdf"})

UNKNOWN = "application/octet-stream"
_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "video/mp4": ".mp4",
    "audio/mpeg": ".mp3",
    "audio/amr": ".amr",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
    "video/webm": ".webm",
    "audio/webm": ".weba",
    "application/pdf": ".pdf",
}
_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
)
_EBML = b"\x1a\x45\xdf\xa3"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


def sniff(head: bytes) -> str:
    """Return the media type that the first bytes show."""
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _sniff_iso(head[8:12])
    if head.startswith(_EBML) and b"webm" in head[:64]:
        # a browser's recorder names its codecs near the start; one with a picture always names a V_ codec
        return "video/webm" if b"V_" in head else "audio/webm"
    if _is_mp3_frame(head):
        return "audio/mpeg"
    return UNKNOWN


def extension_of(media_type: str) -> str:
    """Return the file name ending for a media type."""
    return _EXTENSIONS.get(media_type, ".bin")


def _sniff_iso(brand: bytes) -> str:
    if brand in _HEIC_BRANDS:
        return "image/heic"
    if brand in {b"M4A ", b"M4B "}:
        return "audio/mp4"
    return "video/mp4"


def _is_mp3_frame(head: bytes) -> bool:
    """A frame header of MPEG layer III: sync, version not reserved, bit rate and sampling rate valid."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C
