"""Splitting a case (分案): which of its charges may go into a case of their own. No text at hand writes it out."""

from dataclasses import dataclass
from typing import Final

from tongpan.law.labelled import Labelled
from tongpan.law.penalty.deliberation import TOGETHER
from tongpan.law.penalty.hearing import HEARING_OWED
from tongpan.law.penalty.separation import HEAD_EXAMINES
from tongpan.law.verdict import LAWFUL, Breach, Verdict

READING: Final = "ADR-0062"

DECIDED: Final = Breach(
    "split.decided",
    "已经作出过处理决定的，决定由本案送达、执行，不能分出去",
    HEAD_EXAMINES,
    missing="把还没有决定的分出去，或者各自在本案办完",
)
DELIBERATED: Final = Breach(
    "split.deliberated",
    "负责人已经集体讨论，还没有按讨论结论作出决定",
    TOGETHER,
    "D",
    "先在本案按讨论结论作出决定；确需分案的，负责人写明理由，分案后重新讨论",
    READING,
)
HEARING: Final = Breach(
    "split.hearing",
    "已经受理听证要求，听证还没有结束",
    HEARING_OWED,
    "D",
    "听证结束后再分案；确需现在分的，负责人写明理由，听证由新案举行",
    READING,
)


class Ground(Labelled):
    """Why a case is split (分案的情形)."""

    MISSING = "MISSING", "部分当事人下落不明或者身份暂无法核实，其余的可以先办"
    APART = "APART", "违法行为各自独立，分别查处更合适"
    REFERRED = "REFERRED", "部分涉嫌犯罪已经移送，其余的继续办理"
    ELSEWHERE = "ELSEWHERE", "部分由其他机关管辖，分出后移送"
    OTHER = "OTHER", "其他情形"


@dataclass(frozen=True, slots=True)
class Parting:
    """What has to be known of a charge before it goes: whether it was ever decided, deliberated on, and heard."""

    decided: bool
    deliberated: bool
    hearing_open: bool


def check_parting(parting: Parting) -> Verdict:
    """
    Test whether a charge may go into a case of its own.

    Law: APL 57 ¶1, ¶2; 63 ¶1.
    Reading: each party and each act is decided by itself, so a case may be split while nothing of what goes is decided;
    no time begins anew by it (ADR-0062).
    """
    if parting.decided:
        return (DECIDED,)
    found = ((parting.deliberated, DELIBERATED), (parting.hearing_open, HEARING))
    return tuple(breach for stands, breach in found if stands) or LAWFUL
