"""自设期限: days that no statute sets and that we keep beside the law's: on the same board, told in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """One kind of day of our own. `end`: what is done by its end; `basis`: which article it serves."""

    end: str
    basis: str
    threatens: str
    lasts: bool = False
    """whether it runs on when the case is over"""


REVISIT: Final = "OWN-EDUCATION"
HELP: Final = "OWN-HELP"
SUPPORT: Final = "OWN-SUPPORT"
REPLY: Final = "OWN-REPLY"
RETURN: Final = "OWN-RETURN"
OWN: Final[Mapping[str, OwnLimit]] = {
    REVISIT: OwnLimit("回访教育承诺是否履行", "处罚法第六条、第三十三条第三款", "没有回访，不知道是否改正", lasts=True),
    HELP: OwnLimit("催办协助请求、登记答复", "处罚法第二十六条", "没有答复，调查可能停下来"),
    SUPPORT: OwnLimit("催办检测支援、登记答复", "处罚法第二十六条、第五十六条", "证据可能灭失或者失效"),
    RETURN: OwnLimit(
        "退还财物并签收", "强制法第二十八条第二款、第四十一条", "解除后仍占有财物，可能要赔偿", lasts=True
    ),
    REPLY: OwnLimit("公检法往来：催办或者答复", "处罚法第二十七条第二款", "没有答复，案件处理信息不通", lasts=True),
}
"""every kind of day of our own, by the name under which it stands among the limits"""
ENDING: Final = frozenset(rule for rule, own in OWN.items() if not own.lasts)
"""those that end with the case: what they wait for serves its inquiry"""
