"""How large, how long: quantities as people read them."""

from decimal import Decimal


def size_text(size: int) -> str:
    """3.2 MB."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{max(1, round(size / 1024))} KB" if size else "0 KB"


def clock_text(seconds: int) -> str:
    """1:02:03, as players show it."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def plain(quantity: Decimal) -> str:
    """2, 2.5: no zeros at the end."""
    return f"{quantity.normalize():f}"
