"""身份暂无法核实: what cannot be done while nobody knows who a party is."""

from collections.abc import Collection
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.procedure import Step, Target
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

NAMED: Final = Citation(APL, 59, 1, item=1, gist="处罚决定书写明当事人的姓名或者名称、地址")
NEEDS_NAME: Final = frozenset({Step.NOTIFY, Step.DECIDE, Step.DECIDE_ON_SPOT})
"""steps whose paper names the party"""
UNNAMED: Final = Breach(
    "party.unidentified", "当事人的身份还没有核实，告知书、决定书写不出当事人是谁", NAMED,
    missing="请公安机关等协助查明身份，在“当事人情况”里补上姓名和证件号码",
)  # fmt: skip


def unnamed(step: Step, target: Target, unidentified: Collection[str]) -> Verdict:
    """
    Test that a paper which must name the party can.

    Law: APL 59 ¶1(1).
    """
    return (UNNAMED,) if step in NEEDS_NAME and target.party in unidentified else LAWFUL
