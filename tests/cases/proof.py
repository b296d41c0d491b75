"""Files and evidence for tests."""

import base64
import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image
from tests.cases.stage import Stage

from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.evidence.models import EvidenceItem
from tongpan.law.procedure import Step

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 40 + b"%%EOF\n"
MOVIE = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * 8
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_ACCEPT": "application/json"}


def a_photo() -> bytes:
    """A picture as a camera writes it, with its place and time."""
    image = Image.new("RGB", (60, 40), "red")
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:02 08:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (28.0, 58.0, 12.0), 3: "E", 4: (118.0, 51.0, 36.0)})
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def a_file(name: str = "现场.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_photo() if content is None else content)


def begun(stage: Stage, **found: Any) -> Case:
    """A case in which evidence may be gathered."""
    return stage.take(stage.found(stage.open(), **found), Step.FILE, Step.SHOW_IDENTITY)


def gathered(stage: Stage, case: Case, *files: Any, kind: str = "SITE_RECORD", **more: Any) -> EvidenceItem:
    """Evidence with files, a minute later."""
    stage.wait(minutes=1)
    uploads = [actions.bring_file(case_id=case.pk, file=file, actor=stage.officer, now=stage.now).pk for file in files]
    entered = {"choice": kind, "title": "现场检查笔录"} | more.pop("entered", {})
    actions.gather(
        case_id=case.pk, target=stage.target(case), actor=stage.officer, now=stage.now, entered=entered,
        uploads=uploads, **more,
    )  # fmt: skip
    return EvidenceItem.objects.order_by("-pk")[0]


def address(name: str, *args: Any, **query: Any) -> str:
    return reverse(f"cases:{name}", args=args, query=query or None)


def announce(client: Any, case: Case, length: int, name: str = "执法记录.mp4") -> Any:
    told = base64.b64encode(name.encode()).decode()
    return client.post(
        address("uploads", case.pk), **TUS, HTTP_UPLOAD_LENGTH=str(length), HTTP_UPLOAD_METADATA=f"filename {told}"
    )


def push(client: Any, place: str, content: bytes, at: int, **more: str) -> Any:
    return client.patch(
        place, content, content_type="application/offset+octet-stream", **TUS, HTTP_UPLOAD_OFFSET=str(at), **more
    )


def stands(client: Any, place: str) -> int:
    return int(client.head(place, **TUS)["Upload-Offset"])


def lies(folder: Path) -> list[str]:
    """What is on its way."""
    return sorted(path.name for path in (folder / "incoming").glob("*")) if (folder / "incoming").is_dir() else []
