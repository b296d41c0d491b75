"""The register of time limits (期限总表): rows read once from the `.toml` files of this folder."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tongpan.law.citation import Citation
from tongpan.law.limits.terms import Effect, ExtensionRule, LimitRefused, LimitRule, Provision, Regime
from tongpan.law.period import Authority, Ground, Kind, Start, Unit

_SOURCES = "sources.toml"


def rule(rule_id: str) -> LimitRule:
    """
    Return one row of the register.

    Law: each row cites its own.

    :raises LimitRefused: if there is no such row, or it has several legs and none is named
    """
    found = rules().get(rule_id)
    if found is not None:
        return found
    legs = [each for each in rules().values() if each.row == rule_id]
    if legs:
        names = "；".join(f"{each.id} {each.trigger}→{each.end}" for each in legs)
        raise LimitRefused("limits.rule.ambiguous", f"期限{rule_id}分为几段，请指明其一：{names}")
    raise LimitRefused("limits.rule.unknown", f"期限总表中没有{rule_id}")


@cache
def rules() -> Mapping[str, LimitRule]:
    """
    Return the whole register by id.

    Law: each row cites its own.
    """
    folder = resources.files("tongpan.law").joinpath("limits")
    titles = tomllib.loads(folder.joinpath(_SOURCES).read_text(encoding="utf-8"))["titles"]
    table: dict[str, LimitRule] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if not entry.name.endswith(".toml") or entry.name == _SOURCES:
            continue
        for row in tomllib.loads(entry.read_text(encoding="utf-8"))["rule"]:
            if row["id"] in table:
                raise ValueError(f"期限{row['id']}重复")
            table[row["id"]] = _rule(row, titles)
    return MappingProxyType(dict(sorted(table.items())))


def citations() -> tuple[Citation, ...]:
    """
    Return every citation of the register once, in the order of the rows.

    Law: each row cites its own.
    """
    every = (each for named in rules().values() for provision in named.provisions for each in provision.citations)
    return tuple(dict.fromkeys(every))


def _rule(row: Mapping[str, Any], titles: Mapping[str, str]) -> LimitRule:
    return LimitRule(
        id=row["id"],
        trigger=row["trigger"],
        end=row["end"],
        provisions=tuple(_provision({**row, **entry}, titles) for entry in row["provision"]),
    )


def _provision(entry: Mapping[str, Any], titles: Mapping[str, str]) -> Provision:
    """Read one provision; what it does not say itself it takes from its row."""
    if sum(key in entry for key in ("quantity", "wording", "fixed_on")) != 1:
        raise ValueError(f"期限{entry['id']}应当在数量、文字、固定日期中恰有其一")
    month_day = entry.get("fixed_on")
    return Provision(
        kind=Kind(entry["kind"]),
        effect=Effect(entry["effect"]),
        citations=tuple(_citations(entry, titles)),
        quantity=entry.get("quantity"),
        unit=Unit(entry["unit"]) if "quantity" in entry else None,
        start=Start(entry.get("start", Start.NEXT_DAY)),
        rolls=entry.get("rolls", True),
        wording=entry.get("wording", ""),
        fixed_on=(month_day[0], month_day[1]) if month_day else None,
        adjustable=entry.get("adjustable", False),
        regime=Regime(entry["regime"]) if "regime" in entry else None,
        area=entry.get("area"),
        extensions=tuple(_extension(each) for each in entry.get("extensions", ())),
        exclusions=frozenset(Ground(each) for each in entry.get("exclusions", ())),
        grade=entry.get("grade", "A"),
        reading=entry.get("reading", ""),
        note=entry.get("note", ""),
        parameters=MappingProxyType(dict(entry.get("parameters", {}))),
    )


def _citations(entry: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[Citation]:
    for each in entry["cite"]:
        yield Citation(
            statute=titles[each["of"]],
            article=each["article"],
            paragraph=each.get("paragraph"),
            item=each.get("item"),
            figures=tuple(each.get("figures", ())),
            gist=each.get("gist", f"{entry['trigger']}→{entry['end']}"),
        )


def _extension(entry: Mapping[str, Any]) -> ExtensionRule:
    return ExtensionRule(
        authority=Authority(entry["by"]),
        unit=Unit(entry["unit"]),
        quantity=entry.get("quantity"),
    )
