"""The channel rules a county starts with; each may be replaced by its own, dated and with its paper."""

from datetime import date, datetime

from tongpan.leads.domain.choices import Channel, Nature
from tongpan.leads.models import ChannelRule
from tongpan.leads.queries import channel_rules

SINCE = date(2020, 1, 1)
# Practice seen in published hotline rules; not a statute. The county enters its own paper.
_HOTLINE = "政务服务便民热线通行做法（示例，以本地办法为准）"
DEFAULTS: tuple[tuple[Channel, Nature | str, str, int, str, int | None, str], ...] = (
    (Channel.HOTLINE, "", "SIGN", 2, "HOUR", 2, _HOTLINE),
    (Channel.HOTLINE, "", "CLOSE", 10, "WORKDAY", 2, _HOTLINE),
    (Channel.HOTLINE, Nature.CONSULT, "CLOSE", 1, "WORKDAY", 2, _HOTLINE),
    (Channel.HOTLINE, Nature.HELP, "CLOSE", 5, "WORKDAY", 2, _HOTLINE),
    (Channel.HOTLINE, Nature.SUGGESTION, "CLOSE", 5, "WORKDAY", 2, _HOTLINE),
    (Channel.HOTLINE, "", "CALLBACK", 5, "WORKDAY", None, _HOTLINE),
    (Channel.DIGITAL_CITY, "", "SIGN", 2, "HOUR", 2, "数字城管派遣单通行做法（示例，以本地办法为准）"),
    (Channel.DIGITAL_CITY, "", "CLOSE", 5, "WORKDAY", 2, "数字城管派遣单通行做法（示例，以本地办法为准）"),
)


def load_channel_rules(now: datetime) -> int:
    """Store the defaults where a county has none yet; return how many were new."""
    made = 0
    for channel, nature, duty, quantity, unit, returns, basis in DEFAULTS:
        _, new = ChannelRule.objects.get_or_create(
            channel=channel,
            nature=nature,
            district=None,
            duty=duty,
            valid_to=None,
            defaults={
                "quantity": quantity,
                "unit": unit,
                "max_returns": returns,
                "basis": basis,
                "valid_from": SINCE,
            },
        )
        made += new
    channel_rules.forget()
    return made
