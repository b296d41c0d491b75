"""From facts to JSON (案件事实的写出): what `reading` takes back unchanged."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tongpan.law.facts.case import CaseFacts
from tongpan.law.money import FEN_A_YUAN, Money

Json = dict[str, Any]


def write_facts(facts: CaseFacts) -> Json:
    """Return the facts of a case as a JSON object; what is unknown is left out."""
    return write_row(facts)


def write_row(row: object) -> Json:
    """
    Return one row as a JSON object; fields that hold what the row says of itself anyway are left out.

    Days are ISO dates, moments bear their zone, sums are yuan with two decimals, words stand by their codes.
    """
    found = {}
    for each in fields(row):  # type: ignore[arg-type]
        value = getattr(row, each.name)
        if each.default is MISSING or value != each.default:
            found[each.name] = _written(value)
    return found


def _written(value: Any) -> Any:
    if isinstance(value, Money):
        whole, cents = divmod(value.fen, FEN_A_YUAN)
        return f"{whole}.{cents:02d}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return write_row(value) if is_dataclass(value) else value
