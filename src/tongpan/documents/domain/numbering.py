"""文号 and 核验码."""

import secrets
from typing import Final

_LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""none that is taken for another when read aloud or off paper"""
CODE_LENGTH: Final = 16


def number_text(mark: str, sign: str, year: int, n: int) -> str:
    """Return a number as it stands on paper: 航埠执罚决〔2026〕12号."""
    return f"{mark}{sign}〔{year}〕{n}号"


def new_code() -> str:
    """Return a code by which anybody who holds the paper can look it up; it cannot be guessed (78 bits)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))


def code_words(code: str) -> str:
    """Return a code as it is read: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_code(text: str) -> str:
    """Return a code from how somebody typed it."""
    return "".join(letter for letter in text.upper() if letter in _LETTERS)[:CODE_LENGTH]
