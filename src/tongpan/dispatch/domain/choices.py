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
    POWER_RECALLED = "POWER_RECALLED", "职权已收回或届满"
    NEEDS_OTHER_POWER = "NEEDS_OTHER_POWER", "需其他机关的职权"
    NOBODY = "NOBODY", "清单上今日无有权机关"


class EscalationTest(TextChoices):
    """M024: the three tests under which the district (city) takes over."""

    CROSS_TOWN = "CROSS_TOWN", "跨镇街"
    URGENT_HARD = "URGENT_HARD", "急难险重"
    NEEDS_TECHNIQUE = "NEEDS_TECHNIQUE", "需要技术力量支撑"


class UrgeKind(TextChoices):
    URGE = "URGE", "催办"
    SUPERVISE = "SUPERVISE", "督办"


class DisputeStatus(TextChoices):
    OPEN = "OPEN", "待裁定"
    DECIDED = "DECIDED", "已裁定"


class JointStatus(TextChoices):
    PROPOSED = "PROPOSED", "待召集"
    CONVENED = "CONVENED", "已召集，待答复"
    UNDERWAY = "UNDERWAY", "进行中"
    CLOSED = "CLOSED", "已结束"
    DROPPED = "DROPPED", "不需联合"


JOINT_OPEN = frozenset({JointStatus.PROPOSED, JointStatus.CONVENED, JointStatus.UNDERWAY})


class MemberStatus(TextChoices):
    PROPOSED = "PROPOSED", "拟邀请"
    INVITED = "INVITED", "待答复"
    ACCEPTED = "ACCEPTED", "参加"
    REFUSED = "REFUSED", "不参加"


class FrontEnd(TextChoices):
    """What the township did before handing over (前端处理, M107)."""

    VIEWED = "VIEWED", "现场核实"
    STOPPED = "STOPPED", "劝阻制止"
    RECORDED = "RECORDED", "拍照、记录固定"
    IDENTIFIED = "IDENTIFIED", "核对当事人"
    WARNED = "WARNED", "设置警示、疏散"
    ASKED = "ASKED", "询问反映人"


class TransferStatus(TextChoices):
    SENT = "SENT", "待签收"
    RECEIVED = "RECEIVED", "已签收，待反馈"
    REFUSED = "REFUSED", "已拒收"
    ANSWERED = "ANSWERED", "已反馈结果"


TRANSFER_OPEN = frozenset({TransferStatus.SENT, TransferStatus.RECEIVED})

SIGN_MINUTES = {"NORMAL": 120, "URGENT": 30, "EMERGENCY": 10}
"""minutes to accept or refuse an order (M116); local policy, the agency may set others"""

RETURNS_BEFORE_DISTRICT = 2
"""the second return of the same lead goes up to the district"""

TRANSFER_RESULT_WORKDAYS = 15
"""working days within which the receiving body tells the result (M104); local policy"""

LINK_GRACE_DAYS = 30
"""how long after the result is due a one-time link still opens"""
