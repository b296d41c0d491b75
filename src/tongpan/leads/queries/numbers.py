"""Lead numbers: county, year, serial. The internal id is another thing."""

from functools import lru_cache
from uuid import UUID

from tongpan.places import queries as places


@lru_cache(maxsize=4096)
def district_code(district_id: UUID) -> str:
    """Return the six digits of a county."""
    return places.by_id(district_id).code[:6]


def series(code: str) -> str:
    """Return the series from which a county's lead numbers are drawn."""
    return f"lead:{code}"


def lead_number(code: str, year: int, serial: int) -> str:
    """Return the number people quote, such as XS330802-2026-000123."""
    return f"XS{code}-{year}-{serial:06d}"
