"""Channel rules, read once a minute into the process: they change a few times a year."""

import time
from datetime import date
from uuid import UUID

from tongpan.leads.domain.channels import Duty
from tongpan.leads.models import ChannelRule

KEEP_SECONDS = 60.0
_kept: tuple[float, list[ChannelRule]] | None = None


def _rules() -> list[ChannelRule]:
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEEP_SECONDS:
        _kept = (time.monotonic(), list(ChannelRule.objects.all()))
    return _kept[1]


def forget() -> None:
    """Read the rules anew at the next question (after a change, and between tests)."""
    global _kept
    _kept = None


def duties_of(channel: str, nature: str, district_id: UUID, on: date) -> list[Duty]:
    """Return the duties in force: of each kind the most special rule (this county first, then this nature)."""
    chosen: dict[str, tuple[int, ChannelRule]] = {}
    for rule in _rules():
        fits = (
            rule.channel == channel
            and rule.nature in {"", nature}
            and rule.district_id in {None, district_id}
            and rule.valid_from <= on
            and (rule.valid_to is None or on < rule.valid_to)
        )
        special = 2 * (rule.district_id is not None) + (rule.nature != "")
        if fits and special >= chosen.get(rule.duty, (-1, rule))[0]:
            chosen[rule.duty] = (special, rule)
    return [Duty(rule.duty, rule.quantity, rule.unit, rule.basis, rule.max_returns) for _, rule in chosen.values()]
