"""What the clocks of a lead are called, and whose they are: our own, or the obligations of its channel."""

NAMES = {
    "LEAD_TEAM_FEEDBACK": "队伍向值守台反馈",
    "LEAD_REPORTER_ANSWER": "值守台答复反映人",
    "LEAD_CHANNEL_SIGN": "渠道签收",
    "LEAD_CHANNEL_CLOSE": "渠道办结",
    "LEAD_CHANNEL_CALLBACK": "渠道回访",
    "DISPATCH_SIGN": "承办队伍签收",
}
CHANNEL_PREFIX = "LEAD_CHANNEL_"


def name_of(rule: str) -> str:
    """Return what a clock is called on the screen."""
    return NAMES.get(rule, "办理期限")


def is_channels(rule: str) -> bool:
    """Return whether a clock is an obligation of the channel a lead came by."""
    return rule.startswith(CHANNEL_PREFIX)
