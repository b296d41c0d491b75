"""One value that a person enters with a step, an act or a row: what it is called, how it is entered, where it goes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

CHOICE: Final = "choice"
"""goes to `Act.choice`"""
DETAIL: Final = "detail"
"""is kept beside the row"""
REF: Final = "ref"
"""goes to `Act.target.ref`: on whom, where the law speaks of the case alone"""


class Kind(StrEnum):
    """How a value is entered."""

    TEXT = "TEXT"
    AREA = "AREA"
    DAY = "DAY"
    NUMBER = "NUMBER"
    MONEY = "MONEY"
    CHOICE = "CHOICE"
    ROW = "ROW"
    """a row within the row, by a form of its own or the API"""
    MOMENT = "MOMENT"
    ANSWER = "ANSWER"
    """yes, no, or not found out"""
    FLAG = "FLAG"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: its name, what it is called, how it is entered, and the table and field it goes to."""

    name: str
    label: str
    kind: Kind
    table: str = DETAIL
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    most: int = 2000
    """characters, of words that no rule asks"""


def words_of(kind: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, each.label) for each in kind)


def way(*labels: tuple[str, str]) -> Entry:
    return Entry(CHOICE, "结果", Kind.CHOICE, CHOICE, choices=labels)


def said(name: str, label: str, *, required: bool = True, help: str = "", most: int = 2000) -> Entry:
    return Entry(name, label, Kind.AREA, required=required, help=help, most=most)
