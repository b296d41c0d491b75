"""Matters as lines of a file: provisions written 《法》第三十四条第一项, fines written as the catalogue keeps them."""

import json
import re
from collections.abc import Mapping
from typing import Any

from tongpan.law.numerals import whole_number
from tongpan.powers.domain.listfile import CellError, cell, day, flag, needed, words
from tongpan.powers.domain.wording import CORRECTIONS, KINDS, place_text

_PLACE = re.compile(
    r"《(?P<statute>[^》]+)》第(?P<article>[〇零一二三四五六七八九十百千0-9]+)条"
    r"(?:第(?P<paragraph>[一二三四五六七八九十0-9]+)款)?(?:第(?P<item>[一二三四五六七八九十0-9]+)项)?"
)

_FINE: Mapping[str, type] = {"basis": str, "subject": str, "figures": list}
_MEASURE: Mapping[str, type] = {"kind": str, "statute": str, "article": int}


def places(row: Mapping[str, str], column: str) -> list[dict[str, Any]]:
    """
    Return the provisions a cell cites.

    :raises CellError: if it cites none in a form we can read
    """
    text = needed(row, column)
    found = []
    for match in _PLACE.finditer(text):
        place: dict[str, Any] = {"statute": match["statute"], "article": whole_number(match["article"])}
        for part in ("paragraph", "item"):
            if match[part]:
                place[part] = whole_number(match[part])
        found.append(place)
    if not found:
        raise CellError(column, f"“{text}”看不懂，请写成《法律全称》第三十四条第一款第二项，多处用分号隔开")
    return found


def _coded(row: Mapping[str, str], column: str, table: Mapping[str, str]) -> list[str]:
    by_label = {label: code for code, label in table.items()} | {code: code for code in table}
    found = []
    for part in words(row, column):
        if part not in by_label:
            raise CellError(column, f"“{part}”不在可选范围：{'、'.join(table.values())}")
        found.append(by_label[part])
    return found


def _kept(row: Mapping[str, str], column: str, keys: Mapping[str, type]) -> list[dict[str, Any]]:
    text = cell(row, column)
    if not text:
        return []
    try:
        value = json.loads(text)
        if not isinstance(value, list) or not all(_is_kept(item, keys) for item in value):
            raise ValueError
    except (ValueError, RecursionError):
        raise CellError(column, "请沿用导出文件中的写法，不要改动格式") from None
    return value


def _is_kept(item: object, keys: Mapping[str, type]) -> bool:
    """Tell whether a part has what the checks ask for, each of its kind; bounds are numbers."""
    if not isinstance(item, dict) or not all(isinstance(item.get(key), kind) for key, kind in keys.items()):
        return False
    bounds = [value for name, value in item.items() if name.endswith(("min", "max"))]
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in bounds)


def read_matter(row: Mapping[str, str], domains: Mapping[str, str]) -> dict[str, Any]:
    """
    Return one line as the catalogue keeps a matter.

    :raises CellError: naming the column that cannot be read
    """
    field = needed(row, "领域")
    if field not in domains:
        raise CellError("领域", f"没有“{field}”这个领域")
    starts, checked = day(row, "生效日期"), day(row, "核对日期")
    if starts is None or checked is None:
        raise CellError("生效日期" if starts is None else "核对日期", "不能为空")
    area = cell(row, "适用地域", most=12)
    correction = _coded(row, "责令改正", CORRECTIONS) or ["with_penalty"]
    matter: dict[str, Any] = {
        "code": needed(row, "事项编码", most=40),
        "name": needed(row, "事项名称", most=200),
        "domain": domains[field],
        "scope": area if area not in ("", "全国") else "national",
        "violated": places(row, "违反条款"),
        "penalty": places(row, "处罚条款"),
        "kinds": _coded(row, "处罚种类", KINDS),
        "fines": _kept(row, "罚款幅度", _FINE),
        "correction": correction[0],
        "town_fit": flag(row, "适宜基层"),
        "town_reason": cell(row, "适宜理由", most=200),
        "summary_fit": flag(row, "简易程序"),
        "plain": words(row, "群众说法"),
        "keywords": words(row, "关键词"),
        "valid_from": starts,
        "checked_on": checked,
    }
    measures = _kept(row, "可用强制", _MEASURE)
    optional = {"measures": measures, "industry": cell(row, "行业", most=60), "note": cell(row, "说明")}
    return matter | {name: value for name, value in optional.items() if value}


def matter_line(content: Mapping[str, Any], domain_label: str) -> list[str]:
    """Return a matter as one line of a file, in the order of `MATTER_COLUMNS`; reading it back gives the same."""
    return [
        content["code"],
        content["name"],
        domain_label,
        "全国" if content.get("scope", "national") == "national" else str(content["scope"]),
        _cited(content["violated"]),
        _cited(content["penalty"]),
        "、".join(KINDS[kind] for kind in content["kinds"]),
        json.dumps(content["fines"], ensure_ascii=False) if content["fines"] else "",
        CORRECTIONS[content["correction"]],
        json.dumps(content["measures"], ensure_ascii=False) if content.get("measures") else "",
        "是" if content["town_fit"] else "否",
        content.get("town_reason", ""),
        "是" if content["summary_fit"] else "否",
        "；".join(content["plain"]),
        "；".join(content["keywords"]),
        content.get("industry", ""),
        str(content["valid_from"]),
        str(content["checked_on"]),
        content.get("note", ""),
    ]


def _cited(found: list[Mapping[str, Any]]) -> str:
    return "；".join(f"《{place['statute']}》{place_text(place)}" for place in found)
