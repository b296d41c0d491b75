"""分类分区: which lines of a county's policy fit, and what no line may say (处罚法 4, 54)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from tongpan.law.penalty.docketing import IN_TIME
from tongpan.law.verdict import Breach

FORBIDDING: Final = (
    "不立案",
    "不予立案",
    "不得立案",
    "不处罚",
    "不予处罚",
    "不得处罚",
    "免予处罚",
    "免罚",
    "不查处",
    "不得检查",
)
"""words by which a local paper would forbid what the statute commands, or spare where it does not"""
STANDS: Final = "只是建议：法律规定应当立案、查处、不予处罚的，照法律办（处罚法第三十三条、第五十四条）"


class Line(Protocol):
    """One line of the policy as the lists keep it."""

    @property
    def pk(self) -> UUID: ...
    @property
    def zone(self) -> str: ...
    @property
    def zone_words(self) -> Sequence[str]: ...
    @property
    def object_class(self) -> str: ...
    @property
    def fields(self) -> Sequence[str]: ...
    @property
    def advice(self) -> str: ...
    def get_handling_display(self) -> str: ...


@dataclass(frozen=True, slots=True)
class HandlingAdvice:
    """What the policy advises of one thing, why, and where that stands. Grade C: it warns, and stops nothing."""

    rule_id: UUID
    handling: str
    advice: str
    why: str
    source: str


def forbids(text: str) -> tuple[Breach, ...]:
    """
    Test whether a line of a local policy says that nobody files or punishes.

    Law: APL 54 ¶2; 33: whether one files, punishes or spares follows from the statute.
    """
    found = next((word for word in FORBIDDING if word in text), "")
    if not found:
        return ()
    said = f"“{found}”不能由分类分区的文件规定：是否立案、处罚、不予处罚，由法律规定"
    return (Breach("handling.forbids", said, IN_TIME, missing="写明怎么处理：先教育疏导、联合检查、现场办理等"),)


def advice_of(
    lines: Iterable[Line], *, domain: str, place_text: str, zone: str = "", object_class: str = ""
) -> list[HandlingAdvice]:
    """Return what fits, the most particular first. Without a class of object, lines for one say for which."""
    found: list[tuple[int, HandlingAdvice]] = []
    for line in lines:
        why = _why(line, domain, place_text, zone, object_class)
        if why is None:
            continue
        one = HandlingAdvice(line.pk, line.get_handling_display(), line.advice, "；".join(why), str(line))
        found.append((len(why), one))
    return [one for _, one in sorted(found, key=lambda each: -each[0])]


def classes_of(lines: Iterable[Line]) -> tuple[list[str], list[str]]:
    """Return the classes of zones and of objects that some lines tell apart."""
    lines = list(lines)
    zones = dict.fromkeys(line.zone for line in lines if line.zone)
    return list(zones), list(dict.fromkeys(line.object_class for line in lines if line.object_class))


def _why(line: Line, domain: str, place_text: str, zone: str, object_class: str) -> list[str] | None:
    why: list[str] = []
    if line.fields:
        if domain not in line.fields:
            return None
        why.append("属于所列领域")
    if line.zone:
        word = next((each for each in line.zone_words if each and each in place_text), "")
        if zone != line.zone and (zone or not word):
            return None
        why.append(f"{line.zone}（{'登记时选定' if zone else f'地点写有“{word}”'}）")
    if line.object_class:
        if object_class and object_class != line.object_class:
            return None
        why.append(f"对象是{line.object_class}" if object_class else f"如果对象是{line.object_class}")
    return why or ["全区适用"]
