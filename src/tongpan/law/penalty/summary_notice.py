"""Notice on the spot (当场告知): the party is told and heard also in the summary procedure. APL 44, 45, 62."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA
from tongpan.law.verdict import Breach, Verdict

NOTICE: Final = Citation(APL, 44, gist="决定之前告知内容、事实、理由、依据和权利")
DEFENSE: Final = Citation(APL, 45, 1, gist="充分听取意见，进行复核")
NOT_TOLD: Final = Citation(APL, 62, gist="没有告知或者拒绝听取陈述申辩的，不得作出决定")
SAMR_NOTICE: Final = Citation(SAMR, 69, gist="决定作出前告知，陈述申辩记入笔录")
HURD_DEFENSE: Final = Citation(HURD, 13, 2, gist="听取陈述申辩并复核")
AGR_NOTICE: Final = Citation(AGR, 26, 1, item=3, gist="决定作出前告知")
AGR_DEFENSE: Final = Citation(AGR, 26, 1, item=4, gist="听取陈述申辩，记入笔录")
TRA_NOTICE: Final = Citation(TRA, 61, item=3, gist="口头告知违法事实、处罚理由和依据")
TRA_RIGHTS: Final = Citation(TRA, 61, item=4, gist="口头告知权利与义务")
TRA_DEFENSE: Final = Citation(TRA, 61, item=5, gist="听取陈述申辩并复核")


@dataclass(frozen=True, slots=True)
class SpokenNotice:
    """
    What was said to the party on the spot before the decision, and what came back.

    `defended` says whether the party stated or defended anything; `reviewed` and `recorded` are asked only then.
    """

    decided_at: datetime
    told_at: datetime | None
    content_told: bool | None
    rights_told: bool | None
    defended: bool | None = False
    reviewed: bool | None = None
    recorded: bool | None = None


_CONTENT: Final[Requirement[SpokenNotice]] = Requirement(
    lambda notice: notice.told_at is not None and notice.content_told,
    Breach(
        "summary_notice.content",
        "没有告知拟处罚的内容、事实、理由、依据",
        NOTICE,
        missing="当场口头告知并记录，再听取意见",
    ),
    Breach("summary_notice.content.unknown", "不清楚是否告知处罚的内容、事实、理由、依据", NOTICE, missing="核对记录"),
)
_RIGHTS: Final[Requirement[SpokenNotice]] = Requirement(
    lambda notice: notice.told_at is not None and notice.rights_told,
    Breach("summary_notice.rights", "没有告知陈述、申辩的权利", NOTICE, missing="当场口头告知并记录，再听取意见"),
    Breach("summary_notice.rights.unknown", "不清楚是否告知陈述、申辩的权利", NOTICE, missing="核对记录"),
)
_REVIEWED: Final[Requirement[SpokenNotice]] = Requirement(
    lambda notice: notice.reviewed,
    Breach("summary_notice.defense.unheard", "当事人有陈述申辩，没有听取和复核", DEFENSE, missing="听取、复核后再决定"),
    Breach("summary_notice.defense.unknown", "不清楚是否听取、复核陈述申辩", DEFENSE, missing="核对记录"),
)
_RECORDED: Final[Requirement[SpokenNotice]] = Requirement(
    lambda notice: notice.recorded,
    Breach("summary_notice.defense.unrecorded", "当事人的陈述申辩没有记入笔录", DEFENSE, missing="补记，由当事人确认"),
    Breach("summary_notice.defense.record.unknown", "不清楚陈述申辩是否记入笔录", DEFENSE, missing="核对笔录"),
)

_STATUTE: Final = (NOTICE, NOTICE, DEFENSE)

_PLACES: Final = {
    Regime.SAMR: (SAMR_NOTICE, SAMR_NOTICE, SAMR_NOTICE),
    Regime.HURD: (NOTICE, NOTICE, HURD_DEFENSE),
    Regime.AGR: (AGR_NOTICE, AGR_NOTICE, AGR_DEFENSE),
    Regime.TRA: (TRA_NOTICE, TRA_RIGHTS, TRA_DEFENSE),
}
"""Where each regime has the notice, the rights, and the defence on the spot."""


def check_spoken_notice(notice: SpokenNotice, regime: Regime | None) -> Verdict:
    """
    Test that the party was told and heard before a decision on the spot (INV-24).

    Law: APL 44; 45 ¶1; 62. SAMR 69; HURD 13 ¶2; AGR 26 ¶1(3), (4); TRA 61(3) to (5).

    :raises LawRefused: if a moment bears no time zone
    """
    told = notice.told_at
    if any(moment is not None and moment.tzinfo is None for moment in (told, notice.decided_at)):
        raise LawRefused("summary_notice.moment.naive", "时刻必须带时区", "told_at")
    if told is not None and told > notice.decided_at:
        said = "先作出决定，后告知和听取意见"
        return (Breach("summary_notice.late", said, NOT_TOLD, missing="撤销后重新告知、听取意见，再作决定"),)
    where, rights, heard = _PLACES.get(regime, _STATUTE) if regime is not None else _STATUTE
    found = list(check_all((_CONTENT.under(where), _RIGHTS.under(rights)), notice))
    if notice.defended is None:
        said = "不清楚当事人有没有陈述申辩"
        found.append(Breach("summary_notice.defense.asked.unknown", said, heard, missing="询问并记录当事人的意见"))
    if notice.defended:
        found.extend(check_all((_REVIEWED.under(heard), _RECORDED.under(heard)), notice))
    return tuple(found)
