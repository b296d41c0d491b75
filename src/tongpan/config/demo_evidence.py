"""The demo's evidence (演示证据): drawn pictures and a short text, brought and gathered through the same actions."""

import io
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.evidence.actions import move_property
from tongpan.evidence.domain.choices import Move, Origin
from tongpan.evidence.steps.holding import Going, Line
from tongpan.law.procedure import Step, Target

MINUTES: Final = timedelta(minutes=20)
KEPT: Final = "保存1"
"""what the facts call the first preservation of a case"""
SHELVES: Final = (Line(
    ref=KEPT, name="铁皮货架", quantity=Decimal(3), unit="个", origin=Origin.PRESERVED, place_text="镇仓库 2 架",
    keeper="演示保管员", features="白色，八成新", basis="先行登记保存证据通知书（演示）", party="甲",
), Line(
    ref=KEPT, name="遮阳伞", quantity=Decimal(2), unit="把", origin=Origin.PRESERVED, place_text="镇仓库 2 架",
    keeper="演示保管员", features="红色，伞面破损", basis="先行登记保存证据通知书（演示）", party="甲",
))  # fmt: skip


def gather(case: Case, target: Target, actor: Actor, at: datetime, entered: dict[str, Any]) -> None:
    """Gather evidence with two pictures; what a recorder holds of it comes from the dock."""
    uploads = [_brought(case, actor, at, f"演示现场{number}.jpg", _picture(number)) for number in (1, 2)]
    actions.gather(case_id=case.pk, target=target, actor=actor, now=at, entered=entered, uploads=uploads)


def preserve(case: Case, target: Target, actor: Actor, head: Actor, keeper: Actor, at: datetime) -> None:
    """Preserve the shelves, bring them in with their list, release them, and give the first of them back."""
    said = {"what": "铁皮货架 3 个、遮阳伞 2 把，镇仓库 2 架"}
    actions.take_step(case_id=case.pk, step=Step.PRESERVE, target=target, actor=head, now=at, entered=said)
    items = actions.register_property(case_id=case.pk, lines=SHELVES, actor=actor, now=at + MINUTES)
    kept = Target(target.party, target.cause, KEPT)
    released = at + 2 * MINUTES
    actions.take_step(case_id=case.pk, step=Step.RELEASE, target=kept, actor=actor, now=released, entered={})
    going = Going(
        act=Move.RETURNED, quantity=Decimal(2), whom="演示当事人丙", document="解除先行登记保存通知书（演示）",
        given_by="演示保管员", taken_by="演示当事人丙",
    )  # fmt: skip
    move_property(item_id=items[0].pk, going=going, actor=keeper, now=at + 3 * MINUTES)


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
