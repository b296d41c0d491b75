"""The words of dispatch (分流交办)."""

from django.db.models import TextChoices


class Role(TextChoices):
    MAIN = "MAIN", "主办"
    ASSIST = "ASSIST", "协办"


class AssignmentStatus(TextChoices):
    WAITING = "WAITING", "待签收"
    SIGNED = "SIGNED", "已签收"
    DONE = "DONE", "已办结"
    RETURNED = "RETURNED", "已退回"
    WITHDRAWN = "WITHDRAWN", "已收回"


LIVE = frozenset({AssignmentStatus.WAITING, AssignmentStatus.SIGNED})


class ReturnGround(TextChoices):
    """Why an order may come back. "Too busy" is not among them."""

    NOT_OUR_MATTER = "NOT_OUR_MATTER", "不属本队事项"
    NOT_OUR_PLACE = "NOT_OUR_PLACE", "不属本队区域"
    POWER_RECALLED = "POWER_RECALLED", "职权已收回"
    NEEDS_OTHER_POWER = "NEEDS_OTHER_POWER", "需其他机关的职权"


class EscalationTest(TextChoices):
    """M024: the three tests under which the district (city) takes over."""

    CROSS_TOWN = "CROSS_TOWN", "跨镇街"
    URGENT_HARD = "URGENT_HARD", "急难险重"
    NEEDS_TECHNIQUE = "NEEDS_TECHNIQUE", "需要技术力量支撑"


class DisputeStatus(TextChoices):
    OPEN = "OPEN", "待裁定"
    DECIDED = "DECIDED", "已裁定"


class JointStatus(TextChoices):
    PROPOSED = "PROPOSED", "已发起"
    UNDERWAY = "UNDERWAY", "进行中"
    CLOSED = "CLOSED", "已结束"


class MemberStatus(TextChoices):
    INVITED = "INVITED", "待答复"
    ACCEPTED = "ACCEPTED", "参加"
    REFUSED = "REFUSED", "不参加"


SIGN_MINUTES = {"NORMAL": 120, "URGENT": 30, "EMERGENCY": 10}
"""minutes to accept or refuse an order (M116); local policy, the agency may set others"""

RETURNS_BEFORE_DISTRICT = 2
"""the second return of the same lead goes up to the district"""
