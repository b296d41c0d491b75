"""One value that a person enters with a step, a row or an act: what it is called, how it is entered, where it goes."""

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
    SEVERAL = "SEVERAL"
    """any number of choices that depend on the case, a line each"""
    ROW = "ROW"
    """a row within the row, by a form of its own or the API"""
    MOMENT = "MOMENT"
    ANSWER = "ANSWER"
    """yes, no, or not found out"""
    FLAG = "FLAG"
    PLAN = "PLAN"
    """instalments: a day and a sum each"""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One value: its name, what it is called, how it is entered, and the table and field it goes to.

    `ways` names the choices of the step with which it is asked; none: it is asked with every one.
    """

    name: str
    label: str
    kind: Kind
    table: str = DETAIL
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    most: int = 2000
    """characters, of words that no rule asks"""
    ways: tuple[str, ...] = ()


def words_of(kind: Any) -> tuple[tuple[str, str], ...]:
    """Return a closed list as choices."""
    return tuple((each.value, each.label) for each in kind)


def way(*labels: tuple[str, str]) -> Entry:
    """Return the question which way a step goes."""
    return Entry(CHOICE, "结果", Kind.CHOICE, CHOICE, choices=labels)


def said(name: str, label: str, *, required: bool = True, help: str = "", most: int = 2000) -> Entry:
    """Return a question that is answered in words."""
    return Entry(name, label, Kind.AREA, required=required, help=help, most=most)
