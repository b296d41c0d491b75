"""The closed lists of evidence and of property involved."""

from typing import Final

from django.db.models import TextChoices


class Source(TextChoices):
    """How a piece of evidence came to us."""

    TAKEN = "TAKEN", "执法人员制作、拍摄"
    PROVIDED = "PROVIDED", "当事人或者他人提供"
    RECORDER = "RECORDER", "执法记录仪"
    MONITOR = "MONITOR", "电子技术监控设备"
    EXPERT = "EXPERT", "检测、鉴定、勘测机构出具"


class Custody(TextChoices):
    """What happens to a piece of evidence (保管流转)."""

    TAKEN = "TAKEN", "取得"
    RECEIVED = "RECEIVED", "接收入库"
    COPIED = "COPIED", "复制"
    VIEWED = "VIEWED", "外部查阅"
    HANDED_OVER = "HANDED_OVER", "移交"
    RETURNED = "RETURNED", "返还"
    DESTROYED = "DESTROYED", "销毁"


ENDED: Final = frozenset({Custody.RETURNED, Custody.DESTROYED})
"""after these nothing is left to be done with a piece of evidence"""
BY_HAND: Final = tuple(act for act in Custody if act is not Custody.TAKEN)
"""what people enter; that it was taken follows from its being gathered"""


class Origin(TextChoices):
    """Why property is with us."""

    PRESERVED = "PRESERVED", "先行登记保存"
    SEIZED = "SEIZED", "查封、扣押"
    CONFISCATED = "CONFISCATED", "没收"
    SAMPLED = "SAMPLED", "抽样取证"
    HANDED_IN = "HANDED_IN", "当事人主动上交"
    PROCEEDS = "PROCEEDS", "变卖、拍卖所得价款"


BY_A_MEASURE: Final = frozenset({Origin.PRESERVED, Origin.SEIZED})
"""what is with us by a row of the case: each line says by which"""
ENTERED: Final = tuple(one for one in Origin if one is not Origin.PROCEEDS)
"""what people enter; a price comes in by the sale it follows from"""


class Move(TextChoices):
    """What becomes of property (出入库)."""

    IN = "IN", "入库"
    MOVED = "MOVED", "移库"
    RETURNED = "RETURNED", "返还"
    DESTROYED = "DESTROYED", "销毁"
    AUCTIONED = "AUCTIONED", "依法拍卖"
    FINANCE = "FINANCE", "上缴国库、移交财政"
    HANDED_ON = "HANDED_ON", "移送其他机关"
    SOLD = "SOLD", "先行变卖"


OUT: Final = frozenset(Move) - {Move.IN, Move.MOVED}
"""what takes a quantity away"""


class Unfilmed(TextChoices):
    """What is explained of a scene and its footage."""

    NONE = "NONE", "没有录像"
    BROKEN = "BROKEN", "录像中断"


FOR_MONEY: Final = frozenset({Move.SOLD, Move.AUCTIONED})
"""what leaves a price in the place of the thing"""
