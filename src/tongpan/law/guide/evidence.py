"""What to collect for a matter (取证清单): by what has to be proved, and by the kinds of penalty."""

from typing import Final

from tongpan.law.guide.terms import Collect, MatterFacts
from tongpan.law.penalty.correction import CORRECTION, INCOME
from tongpan.law.penalty.evidence import ESTABLISHED, RECORDED, VERIFIED, EvidenceKind
from tongpan.law.penalty.expertise import TOLD
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.no_penalty import MINOR
from tongpan.law.penalty.preservation import PRESERVATION

LICENCES: Final = frozenset({PenaltyKind.SUSPEND_LICENSE, PenaltyKind.DOWNGRADE, PenaltyKind.REVOKE_LICENSE})
HALTS: Final = frozenset({PenaltyKind.SUSPEND_BUSINESS, PenaltyKind.CLOSE, PenaltyKind.RESTRICT})


def _kinds(*kinds: EvidenceKind) -> str:
    return "、".join(kind.label for kind in kinds)


ALWAYS: Final = (
    Collect("当事人身份：身份证，或者营业执照和法定代表人、负责人身份证明", _kinds(EvidenceKind.DOCUMENT), ESTABLISHED),
    Collect(
        "现场情况：位置、时间、状态，拍照、录像并当场制作笔录",
        _kinds(EvidenceKind.SITE_RECORD, EvidenceKind.RECORDING),
        RECORDED,
    ),
    Collect("当事人怎么说：制作询问笔录，逐页核对签名", _kinds(EvidenceKind.STATEMENT), RECORDED),
    Collect("在场人、举报人、邻近单位的说法", _kinds(EvidenceKind.TESTIMONY), VERIFIED),
    Collect(
        "违法行为的起止时间，是否轻微、及时改正、有危害后果、初次违法、没有主观过错",
        _kinds(EvidenceKind.DOCUMENT, EvidenceKind.STATEMENT),
        MINOR,
    ),
    Collect("需要检测、鉴定的：查验机构资质，结果先告知当事人", _kinds(EvidenceKind.OPINION), TOLD),
    Collect("可能灭失或者以后难以取得的：经负责人批准先行登记保存", _kinds(EvidenceKind.OBJECT), PRESERVATION),
)
"""For every matter: who, what, when, and what speaks for the party."""

_BY_KIND: Final = (
    (
        frozenset({PenaltyKind.CONFISCATE_INCOME}),
        Collect(
            "违法所得：账册、收款记录、订单，写明计算方法", _kinds(EvidenceKind.DOCUMENT, EvidenceKind.DATA), INCOME
        ),
    ),
    (
        frozenset({PenaltyKind.CONFISCATE_GOODS}),
        Collect("涉案财物：实物、清单、权属和价值", _kinds(EvidenceKind.OBJECT, EvidenceKind.DOCUMENT), ESTABLISHED),
    ),
    (LICENCES, Collect("许可证件：证件副本、发证机关、有效期", _kinds(EvidenceKind.DOCUMENT), ESTABLISHED)),
    (HALTS, Collect("生产经营的范围和现状，停止后的影响", _kinds(EvidenceKind.SITE_RECORD), ESTABLISHED)),
)
_BASE: Final = Collect(
    "罚款的计算基数：违法所得、货值、工程造价、面积等，附来源和算式", _kinds(EvidenceKind.DOCUMENT), ESTABLISHED
)
_REFUSED: Final = Collect(
    "责令改正的通知和送达，期满后的复查笔录，证明拒不改正", _kinds(EvidenceKind.SITE_RECORD), CORRECTION
)


def evidence_list(facts: MatterFacts) -> tuple[Collect, ...]:
    """
    Return what to collect.

    Law: APL 28, 33, 40, 44, 46, 55 ¶2, 56.
    """
    found = [*ALWAYS, *(each for kinds, each in _BY_KIND if kinds & facts.kinds)]
    if any(each.highest is None for each in facts.fines):
        found.append(_BASE)
    if facts.correct_first:
        found.append(_REFUSED)
    return tuple(found)
