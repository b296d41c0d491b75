"""What one body holds over one matter: every power, with the text and the decision it stands on."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from tongpan.law.statutes import StatuteLevel, UnknownStatute, statute
from tongpan.powers.domain.kinds import InHand, Mode, Power
from tongpan.powers.models import Grant, Matter, Provision
from tongpan.powers.models.instrument import public_from
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.memory import memory

_PROVINCIAL: Final = re.compile(r"(国务院|(省|自治区|北京市|天津市|上海市|重庆市)(人民政府|人民代表大会))")
"""issuers who may hand a power to a township, or concentrate powers (处罚法 18, 24)"""
_COLUMNS: Final = (
    "power", "mode", "valid_from", "valid_to", "instrument__issuer", "instrument__published_on",
    "instrument__published_by_delegate_on", "recall__in_hand", "recall__receiver", "recall__receiver__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Right:
    """One power that a body holds, or held; of what is unknown nothing is guessed."""

    power: Power
    mode: Mode
    valid_from: date
    valid_to: date | None
    level: StatuteLevel | None
    statute: str
    article: int | None
    by_province: bool | None
    published_on: date | None
    in_hand: InHand | None = None
    """of a power that was taken back: what becomes of work in hand; None where nothing was said"""
    receiver_id: UUID | None = None
    receiver: str = ""


def held_by(body_id: UUID, matter_code: str, place_id: UUID) -> list[Right]:
    """
    Return every power of a body over a matter in a place, past and to come; remembered until the lists change.

    The text of a coercive power is the matter's own provision on measures; of a penalty, its provision on penalties.
    """
    kept, key = memory(), (body_id, matter_code, place_id)
    found: list[Right] | None = kept.rights.get(key)
    return list(kept.keep_rights(key, _held(*key)) if found is None else found)


def _held(body_id: UUID, matter_code: str, place_id: UUID) -> list[Right]:
    matter = Matter.objects.filter(code=matter_code).values_list("pk", flat=True)
    grants = Grant.objects.filter(
        matter__in=matter, body_id=body_id, territory_id__in=lineage_of(place_id), superseded_at__isnull=True
    )
    rows = list(grants.order_by("valid_from", "id").values(*_COLUMNS))
    return [_right(row, texts) for texts in [_texts(matter_code)] for row in rows] if rows else []


def _texts(matter_code: str) -> dict[str, tuple[str, int]]:
    """The first provision of each role in the wording of today."""
    found: dict[str, tuple[str, int]] = {}
    rows = Provision.objects.filter(version__matter__code=matter_code, version__superseded_at__isnull=True)
    for role, title, article in rows.order_by("-version__number", "order").values_list("role", "statute", "article"):
        found.setdefault(role, (title, article))
    return found


def _right(row: dict[str, Any], texts: dict[str, tuple[str, int]]) -> Right:
    power, mode = Power(row["power"]), Mode(row["mode"])
    role = Provision.PENALTY if power is Power.PENALTY else Provision.MEASURE
    title, article = texts.get(role, ("", None))
    return Right(
        power=power,
        mode=mode,
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        level=_level(title),
        statute=title,
        article=article,
        by_province=True if _PROVINCIAL.search(row["instrument__issuer"] or "") else None,
        published_on=public_from(mode, row["instrument__published_on"], row["instrument__published_by_delegate_on"]),
        in_hand=InHand(row["recall__in_hand"]) if row["recall__in_hand"] else None,
        receiver_id=row["recall__receiver"],
        receiver=row["recall__receiver__name"] or "",
    )


def _level(title: str) -> StatuteLevel | None:
    try:
        return statute(title).level if title else None
    except UnknownStatute:
        return None
