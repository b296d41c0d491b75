"""What forms here hold: ids."""

from uuid import UUID


def key_of(text: str) -> UUID | None:
    """Return an id from a form, or None for none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
