"""Which county a command works for."""

from django.conf import settings
from django.core.management.base import CommandError

from tongpan.kernel.errors import Refusal
from tongpan.places import queries as places
from tongpan.places.models import Place


def county(code: str) -> Place:
    """
    Return the county a command was given, or the one this installation serves.

    :raises CommandError: if none was given, or its places are not loaded
    """
    wanted = code or settings.TONGPAN_DIVISION
    if not wanted:
        raise CommandError("请用 --division 指明县（市、区）六位代码，或设置 TONGPAN_DIVISION")
    try:
        place = places.by_code(wanted)
    except Refusal as reason:
        raise CommandError(
            f"还没有代码 {wanted} 的区划；请先用 tongpan demo load 或 tongpan places load 装入区划清单"
        ) from reason
    if place.level != "COUNTY":
        raise CommandError(f"{wanted} 不是县（市、区）代码；请用六位代码，例如 330802")
    return place
