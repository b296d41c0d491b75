"""教育和承诺: its words, and what a good one needs (处罚法 6, 28, 33 ¶3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import TextChoices

from tongpan.kernel.clock import date_of
from tongpan.law.penalty.kinds import PartyKind


class Kept(TextChoices):
    """What a revisit found (回访结果)."""

    KEPT = "KEPT", "已经改正、履行了承诺"
    BROKEN = "BROKEN", "没有改正、没有履行承诺"
    NOT_FOUND = "NOT_FOUND", "没有找到当事人"


ENDING: Final = frozenset({Kept.KEPT, Kept.BROKEN})
"""after these nobody goes again"""
LEAST: Final = 4
MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """What is taught and promised: as it stands on the paper of it."""

    found: str
    taught: str
    to_correct: str
    correct_by: date
    commitment: str
    signed: bool
    revisit_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotTeaching:
    """An education on the spot: of whom, of what, where."""

    teaching: Teaching
    matter_code: str
    town_id: UUID
    kind: PartyKind
    name: str
    act_on: date
    identity: str = ""
    phone: str = ""
    place_text: str = ""
    lead_id: UUID | None = None


def faults(teaching: Teaching, now: datetime) -> dict[str, str]:
    """Return what is wrong with an education as it is entered, by field; empty when nothing is."""
    wrong: dict[str, str] = {}
    for name, label in (
        ("found", "违法情况"), ("taught", "教育内容：违反什么规定、有什么危害"), ("to_correct", "应当改正什么"),
        ("commitment", "当事人承诺什么"),
    ):  # fmt: skip
        if len(getattr(teaching, name).strip()) < LEAST:
            wrong[name] = f"请写明{label}"
        elif len(getattr(teaching, name)) > MOST:
            wrong[name] = f"至多{MOST}字"
    if teaching.correct_by < date_of(now):
        wrong["correct_by"] = "改正期限不能早于今天；已经改正的写今天"
    if teaching.revisit_on < max(teaching.correct_by, date_of(now)):
        wrong["revisit_on"] = "回访日期不能早于改正期限"
    return wrong


def visit_faults(result: Kept, found: str, next_on: date | None, today: date) -> dict[str, str]:
    """Return what is wrong with a revisit as it is entered, by field."""
    wrong: dict[str, str] = {}
    if len(found.strip()) < LEAST:
        wrong["found"] = "请写明回访看到的情况"
    if result is Kept.NOT_FOUND and (next_on is None or next_on <= today):
        wrong["next_on"] = "没有找到人的，请写明今天以后哪一天再去"
    return wrong
