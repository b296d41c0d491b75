"""A matter's provisions and fines as an officer reads them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tongpan.law.citation import Citation

KINDS = {
    "WARNING": "警告",
    "CRITICISM": "通报批评",
    "FINE": "罚款",
    "CONFISCATE_INCOME": "没收违法所得",
    "CONFISCATE_GOODS": "没收非法财物",
    "SUSPEND_LICENSE": "暂扣许可证件",
    "REVOKE_LICENSE": "吊销许可证件",
    "DOWNGRADE": "降低资质等级",
    "RESTRICT": "限制开展生产经营活动或者限制从业",
    "SUSPEND_BUSINESS": "责令停产停业",
    "CLOSE": "责令关闭",
    "OTHER": "法律法规规定的其他处罚",
}
CORRECTIONS = {
    "with_penalty": "责令改正，并处罚",
    "refusal_required": "先责令改正，拒不改正的才处罚",
    "general": "依行政处罚法第二十八条责令改正",
}
SUBJECTS = {
    "any": "",
    "individual": "对个人",
    "organisation": "对单位",
    "person_in_charge": "对直接负责的主管人员和其他直接责任人员",
}
MEASURES = {
    "SEAL": "查封",
    "SEIZE": "扣押",
    "SUBSTITUTE": "代履行",
    "DEMOLISH": "强制拆除",
    "COMPULSORY_EXECUTION": "强制执行",
}
_BASE = {"multiple_of_income": "违法所得", "multiple_of_value": "货值"}


def listed(text: str) -> list[str]:
    """Return what somebody typed one after the other, divided by 、，, or line ends."""
    return [each.strip() for each in re.split(r"[、，,\n]", text) if each.strip()]


def yuan(amount: int | float) -> str:
    """Return an amount as statutes print it: 2万元, 500元."""
    whole = int(amount)
    if whole >= 10_000 and whole % 1_000 == 0:
        return f"{whole / 10_000:g}万元"
    return f"{whole:,}元"


def fine_text(fine: Mapping[str, Any]) -> str:
    """Return one range of fines in a line."""
    subject = SUBJECTS.get(fine["subject"], "")
    condition = f"（{fine['condition']}）" if fine.get("condition") else ""
    return f"{subject}{_range(fine)}罚款{condition}"


def _range(fine: Mapping[str, Any]) -> str:
    basis = fine["basis"]
    if basis in ("amount", "per_unit"):
        each = f"每{fine['unit']}" if basis == "per_unit" and fine.get("unit") else ""
        return each + _bounds(fine["min"], fine["max"], yuan)
    if basis in _BASE:
        base = fine.get("unit") or _BASE[basis]
        return f"{base}" + _bounds(fine["multiple_min"], fine["multiple_max"], lambda times: f"{times:g}倍")
    if basis == "percent":
        return f"{fine.get('unit', '')}" + _bounds(fine["percent_min"], fine["percent_max"], lambda part: f"{part:g}%")
    return "（条文未定数额）"


def _bounds(low: float, high: float, show: Any) -> str:
    if low == high:
        return f"{show(high)}的"
    return f"{show(high)}以下" if not low else f"{show(low)}以上{show(high)}以下"


def fines_text(fines: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return every range of fines, one line each."""
    return [fine_text(fine) for fine in fines]


def kinds_text(kinds: Iterable[str]) -> str:
    """Return the kinds of penalty joined by 、."""
    return "、".join(KINDS.get(kind, kind) for kind in kinds)


def place_text(place: Mapping[str, Any]) -> str:
    """Return where in the instrument a provision stands: 第三十四条第一项."""
    return Citation(place["statute"], place["article"], place.get("paragraph"), place.get("item")).place
