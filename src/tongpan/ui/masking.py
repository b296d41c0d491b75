"""How personal data looks on a page that has no reason to show it whole."""

import re

_DIGITS = re.compile(r"\d")
KEEP_HEAD, KEEP_TAIL = 3, 4


def phone(number: str) -> str:
    """Return a telephone number with its middle hidden; what is already hidden stays so."""
    digits = len(_DIGITS.findall(number))
    if "*" in number or digits < KEEP_HEAD + 2:
        return number
    tail = KEEP_TAIL if digits >= KEEP_HEAD + KEEP_TAIL + 2 else 1
    seen = 0
    masked = []
    for character in number:
        if character.isdigit():
            seen += 1
            character = character if seen <= KEEP_HEAD or seen > digits - tail else "*"
        masked.append(character)
    return "".join(masked)
