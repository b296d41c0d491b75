"""Hearings, deliberations and events: which there are, and in which capacity one takes part."""

from typing import Final

from django.db.models import TextChoices


class Meeting(TextChoices):
    """What was held."""

    DELIBERATION = "DELIBERATION", "集体讨论"
    HEARING = "HEARING", "听证"
    PROCURATOR = "PROCURATOR", "邀请检察人员参与"
    COURT_VISIT = "COURT_VISIT", "庭审观摩"
    TEACHING = "TEACHING", "以案说法"


EVENTS: Final = (Meeting.PROCURATOR, Meeting.COURT_VISIT, Meeting.TEACHING)
"""what is recorded by itself and is no step of the procedure (M204)"""


class Capacity(TextChoices):
    """In which capacity somebody was there."""

    HEAD = "HEAD", "负责人"
    CHAIR = "CHAIR", "主持人"
    MEMBER = "MEMBER", "听证员"
    CLERK = "CLERK", "记录人"
    INVESTIGATOR = "INVESTIGATOR", "调查人员"
    PARTY = "PARTY", "当事人"
    AGENT = "AGENT", "代理人"
    THIRD = "THIRD", "第三人"
    WITNESS = "WITNESS", "证人、鉴定人"
    PROCURATOR = "PROCURATOR", "检察人员"
    GUEST = "GUEST", "列席、旁听"


IN_HEARING: Final = tuple(one for one in Capacity if one is not Capacity.HEAD)
AT_DELIBERATION: Final = (Capacity.CLERK, Capacity.INVESTIGATOR, Capacity.GUEST)
"""beside the heads, who alone give a view"""
AT_EVENT: Final = (Capacity.PROCURATOR, Capacity.INVESTIGATOR, Capacity.HEAD, Capacity.GUEST)
MOST: Final = 60
"""people named at one meeting"""
