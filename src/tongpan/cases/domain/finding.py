"""How somebody types what a case is found by: its number, the number of a paper, of a person, of another system."""

import re
import unicodedata
from typing import Final

MOST_NUMBER: Final = 80
MOST_SYSTEM: Final = 60
ELSEWHERE: Final = "其他系统"
"""what a system is called that was not named"""
_NUMBER: Final = re.compile(r"[0-9A-Z]{15,18}|AJ\d{4}-\d+|.+〔\d{4}〕\d+号")
_BRACKETS: Final = str.maketrans({"[": "〔", "]": "〕", "【": "〔", "】": "〕", "(": "〔", ")": "〕"})


def clean_number(text: str) -> str:
    """Return a number of another system as it is kept and looked for: half-width, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))[:MOST_NUMBER]


def numbers_meant(words: str) -> list[str]:
    """Return the numbers that may be meant: as typed, and with the brackets that stand on paper (〔2026〕)."""
    plain = clean_number(words)
    return list(dict.fromkeys([words.strip(), plain, plain.upper(), plain.translate(_BRACKETS)]))


def only_number(words: str) -> bool:
    """Tell whether words can be nothing but a number: of a case, a person, a body, a paper."""
    return _NUMBER.fullmatch(clean_number(words).translate(_BRACKETS).upper()) is not None
