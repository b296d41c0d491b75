"""Closed lists whose members have a Chinese word (用语): the value is stored and compared, the label is shown."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string enumeration; each member is written as its value and its label (``FINE = "FINE", "罚款"``)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
