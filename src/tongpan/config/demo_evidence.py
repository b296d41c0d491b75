"""The demo's evidence (演示证据): drawn pictures and a short text, brought and gathered through the same actions."""

import io
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.evidence.domain.choices import Origin
from tongpan.evidence.steps.holding import Line
from tongpan.law.procedure import Target

SHELVES: Final = (Line(
    name="铁皮货架", quantity=Decimal(3), unit="个", origin=Origin.PRESERVED, place_text="航埠镇罚没物品仓库 2 架",
    keeper="演示保管员", features="白色，八成新", basis="先行登记保存证据通知书（演示）", party="甲",
), Line(
    name="遮阳伞", quantity=Decimal(2), unit="把", origin=Origin.PRESERVED, place_text="航埠镇罚没物品仓库 2 架",
    keeper="演示保管员", features="红色，伞面破损", basis="先行登记保存证据通知书（演示）", party="甲",
))  # fmt: skip


def gather(case: Case, target: Target, actor: Actor, at: datetime, entered: dict[str, Any]) -> None:
    """Gather evidence with two pictures; what a recorder holds of it comes from the dock."""
    uploads = [_brought(case, actor, at, f"演示现场{number}.jpg", _picture(number)) for number in (1, 2)]
    actions.gather(case_id=case.pk, target=target, actor=actor, now=at, entered=entered, uploads=uploads)


def register(case: Case, actor: Actor, at: datetime) -> None:
    """Bring property into the register."""
    actions.register_property(case_id=case.pk, lines=SHELVES, actor=actor, now=at)


def _brought(case: Case, actor: Actor, at: datetime, name: str, content: bytes) -> UUID:
    return actions.bring_file(case_id=case.pk, file=ContentFile(content, name), actor=actor, now=at).pk


def _picture(number: int) -> bytes:
    """Return a drawn street with shelves on its pavement: nobody's photograph."""
    image = Image.new("RGB", (960, 640), "#cfd8dc")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 640), fill="#90a4ae")
    for place in range(6):
        left = 30 + place * 155
        draw.rectangle((left, 90, left + 120, 430), fill="#eceff1", outline="#78909c", width=3)
    for place in range(number + 1):
        left = 180 + place * 170
        draw.rectangle((left, 330, left + 140, 520), fill="#fafafa", outline="#455a64", width=5)
        draw.line((left, 395, left + 140, 395), fill="#455a64", width=5)
        draw.line((left, 460, left + 140, 460), fill="#455a64", width=5)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82)
    return target.getvalue()
