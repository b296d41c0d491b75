"""Officers (执法人员): how many, certified at the time of the act, and known to the party. APL 42, 52 and 55."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.penalty.decision import HEAD_DECIDES
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel, ranks_among
from tongpan.law.titles import APL, ZJP
from tongpan.law.verdict import LAWFUL, Breach, Verdict

LEAST_OFFICERS: Final = 2
"""certified officers on any act of a penalty case"""

TWO_OFFICERS: Final = Citation(APL, 42, 1, figures=("不得少于两人",), gist="持证人员实施，不少于两人，法律另有规定除外")
CERTIFIED: Final = Citation(APL, 76, 1, item=5, gist="执法人员未取得执法证件的，追究责任")
SHOWN: Final = Citation(APL, 55, 1, gist="调查、检查时主动出示执法证件")
SHOWN_ON_THE_SPOT: Final = Citation(APL, 52, 1, gist="当场处罚应当出示执法证件")
ONE_OFFICER: Final = Citation(ZJP, 59, figures=("1名",), gist="简易程序一名人员当场决定，法律另有规定的从其规定")

READING: Final = "ADR-0020"


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate of enforcement (执法证). Both its days count; an unknown last day is no certificate."""

    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Officer:
    """One person on an act. An auxiliary (辅助人员) or grid worker has no certificate, whatever he is called."""

    name: str
    credential: Credential | None
    auxiliary: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One outward act: when, who took part, who signed as an officer, and what permits fewer than two."""

    on: date
    officers: tuple[Officer, ...]
    signers: frozenset[str] = frozenset()
    fewer_permitted_by: Citation | None = None


def certified(officers: Iterable[Officer], on: date) -> frozenset[str]:
    """
    Return the names of those who count as officers on a day: certified then, and no auxiliaries.

    Law: APL 42 ¶1. 浙江省综合行政执法条例 30 ¶2: auxiliaries only take part, under command.
    """
    return frozenset(each.name for each in officers if not each.auxiliary and not _uncertified(each, on))


def check_officers(act: Act) -> Verdict:
    """
    Test whether enough certified officers acted, and nobody else did as an officer (INV-04, INV-05).

    Law: APL 42 ¶1; 76 ¶1(5). 浙江省综合行政执法条例 30 ¶2: auxiliaries only take part, under command.
    Reading: also on the spot it takes two; 浙江省行政程序办法 59 yields, for only a law may permit fewer (ADR-0020).
    """
    found = [breach for officer in act.officers if not officer.auxiliary for breach in _uncertified(officer, act.on)]
    return (*found, *_check_signers(act), *_check_number(act))


def _uncertified(officer: Officer, on: date) -> Verdict:
    held = officer.credential
    renew = "换由当时持有有效执法证的人员实施"
    if held is None:
        said = f"{officer.name}没有执法证，不能作为执法人员"
        return (Breach("officers.credential.none", said, CERTIFIED, missing=renew),)
    if held.valid_until is None:
        said = f"不清楚{officer.name}的执法证有效到哪一天，不能计入执法人员"
        return (Breach("officers.credential.unknown", said, CERTIFIED, missing="核对执法证的有效期"),)
    if on < held.valid_from:
        said = f"{officer.name}的执法证自{chinese_day(held.valid_from)}起有效，行为时还没有资格"
        return (Breach("officers.credential.not_yet", said, CERTIFIED, missing=renew),)
    if on > held.valid_until:
        said = f"{officer.name}的执法证已于{chinese_day(held.valid_until)}到期"
        return (Breach("officers.credential.expired", said, CERTIFIED, missing=renew),)
    return LAWFUL


def _check_signers(act: Act) -> Verdict:
    helpers = {each.name for each in act.officers if each.auxiliary}
    return tuple(
        Breach(
            "officers.auxiliary.signed",
            f"{name}是辅助人员，不能以执法人员身份签字",
            TWO_OFFICERS,
            missing="由在场的持证人员签字",
        )
        for name in sorted(helpers & act.signers)
    )


def _check_number(act: Act) -> Verdict:
    count = len(certified(act.officers, act.on))
    if count >= LEAST_OFFICERS:
        return LAWFUL
    permit = act.fewer_permitted_by
    if permit is None or count == 0:
        said = f"持有有效执法证的人员只有{count}名，应当不少于两名（当场处罚也是两名，辅助人员不计入）"
        return (Breach("officers.too_few", said, TWO_OFFICERS, missing="增派持证人员后再实施"),)
    if ranks_among(permit.statute, {StatuteLevel.LAW}):
        return LAWFUL
    said = f"只有法律才能允许少于两名执法人员，“{permit}”不是法律"
    return (Breach("officers.exception.not_a_law", said, TWO_OFFICERS, missing="增派持证人员后再实施", adr=READING),)


@dataclass(frozen=True, slots=True)
class Identification:
    """When the certificate was shown, and when the first inquiry, inspection or measure of that contact began."""

    first_act_at: datetime
    shown_at: datetime | None
    recorded: bool | None
    on_the_spot: bool = False


def check_identification(identification: Identification) -> Verdict:
    """
    Test whether officers said who they are before they began, and the record shows it (INV-06).

    Law: APL 55 ¶1; 52 ¶1 on the spot.

    :raises LawRefused: if a moment bears no time zone
    """
    shown, began = identification.shown_at, identification.first_act_at
    if any(moment is not None and moment.tzinfo is None for moment in (shown, began)):
        raise LawRefused("officers.moment.naive", "时刻必须带时区", "shown_at")
    where = SHOWN_ON_THE_SPOT if identification.on_the_spot else SHOWN
    if shown is None:
        said = "没有向当事人出示执法证件，当事人有权拒绝接受调查、检查"
        return (Breach("officers.identity.not_shown", said, where, missing="先出示执法证件，再重新进行"),)
    if shown > began:
        said = "开始询问、检查或者采取措施之后才出示执法证件"
        return (Breach("officers.identity.late", said, where, missing="出示证件之前取得的材料重新收集"),)
    return () if identification.recorded else (_unrecorded(identification.recorded, where),)


def _unrecorded(recorded: bool | None, where: Citation) -> Breach:
    if recorded is None:
        return Breach(
            "officers.identity.record.unknown", "不清楚笔录是否记明出示证件", where, missing="核对笔录或者音像记录"
        )
    return Breach(
        "officers.identity.unrecorded",
        "笔录没有记明出示执法证件，事后无法证明",
        where,
        missing="以音像记录证明，或者重新制作笔录",
    )


def check_head(name: str, organ: str, *, of_organ: bool) -> Verdict:
    """
    Test whether who approves, or decides, is a head of the organ in whose name the case is handled.

    Law: APL 17; 20 ¶4; 57 ¶1.
    Reading: a body that was entrusted acts within its trust by its own heads (ADR-0020).

    :param name: who it is
    :param organ: the organ's full name
    """
    if of_organ:
        return LAWFUL
    said = f"{name}现在不是{organ}的负责人；审批和决定由办理本案的机关的负责人作出"
    return (Breach("staff.head.other_organ", said, HEAD_DECIDES, missing=f"在“办案人员”里指定{organ}的负责人"),)
