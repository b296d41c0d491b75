"""Expertise (检测、鉴定、勘测): who may give it, that the party is told, and what does not keep. APL 46, 56."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

VERIFIED: Final = Citation(APL, 46, 2, gist="证据须经查证属实，方可作为根据")
TOLD: Final = Citation(APL, 44, gist="决定之前告知事实、理由、依据")
PRESERVED: Final = Citation(APL, 56, gist="证据可能灭失或者以后难以取得的，可以抽样、先行登记保存")
SAMR_BODY: Final = Citation(SAMR, 32, figures=("具有法定资质的机构",), gist="委托有资质的机构；结果告知当事人")
HURD_BODY: Final = Citation(HURD, 18, 1, figures=("具备相应条件的机构",), gist="委托具备条件的机构；告知结果")
AGR_BODY: Final = Citation(
    AGR, 40, 1, figures=("具有法定资质的机构",), gist="委托有法定资质的机构，没有的委托具备条件的"
)
AGR_OPINION: Final = Citation(AGR, 40, 2, figures=("送达当事人",), gist="人员签名、机构盖章，送达当事人")
TRA_BODY: Final = Citation(TRA, 42, figures=("法定鉴定资格",), gist="委托有法定资格的鉴定机构，没有的委托具备条件的")

READING: Final = "ADR-0024"


@dataclass(frozen=True, slots=True)
class Expertise:
    """
    A test, survey or opinion on which the case relies (检测、检验、鉴定、勘测结果).

    `qualified` says whether the issuer held the qualification for this item, `none_qualified` that no body holds one
    and this one has the means (具备条件). The qualification holds from `valid_from` to `valid_until`, both included.
    """

    subject: str
    issued_on: date
    qualified: bool | None
    none_qualified: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    signed: bool | None = None
    sealed: bool | None = None
    told_on: date | None = None


_BODIES: Final = {
    Regime.SAMR: SAMR_BODY,
    Regime.HURD: HURD_BODY,
    Regime.AGR: AGR_BODY,
    Regime.TRA: TRA_BODY,
}
_TELLING: Final = {Regime.SAMR: SAMR_BODY, Regime.HURD: HURD_BODY, Regime.AGR: AGR_OPINION}

_SIGNED: Final[Requirement[Expertise]] = Requirement(
    lambda expertise: expertise.signed,
    Breach("expertise.unsigned", "意见没有鉴定、检测人员签名", AGR_OPINION, missing="请机构补签"),
    Breach("expertise.signed.unknown", "不清楚意见有没有人员签名", AGR_OPINION, missing="核对意见书"),
)
_SEALED: Final[Requirement[Expertise]] = Requirement(
    lambda expertise: expertise.sealed,
    Breach("expertise.unsealed", "意见没有加盖机构公章", AGR_OPINION, missing="请机构补盖"),
    Breach("expertise.sealed.unknown", "不清楚意见有没有机构公章", AGR_OPINION, missing="核对意见书"),
)


def check_issuer(expertise: Expertise, regime: Regime | None) -> Verdict:
    """
    Test whether the issuer was qualified on the day of issue; without that a result is no basis.

    Law: APL 46 ¶2. SAMR 32; HURD 18 ¶1; AGR 40; TRA 42.
    Reading: without a regime the same is asked, for what nobody qualified found is not verified (ADR-0024).

    :raises LawRefused: if the qualification ends before it begins
    """
    begins, ends = expertise.valid_from, expertise.valid_until
    if begins is not None and ends is not None and ends < begins:
        raise LawRefused("expertise.dates.reversed", "资质的终止日期早于起始日期，请核对", "valid_until")
    found = list(_check_qualified(expertise))
    if expertise.qualified:
        found.extend(_check_valid(expertise))
    if regime is Regime.AGR:
        found.extend(check_all((_SIGNED, _SEALED), expertise))
    return tuple(_under(breach, expertise, regime) for breach in found)


def _check_qualified(expertise: Expertise) -> Verdict:
    if expertise.qualified or expertise.none_qualified:
        return LAWFUL
    if expertise.qualified is None:
        missing = "附机构的资质证书"
        return (Breach("expertise.qualified.unknown", "不清楚出具机构有没有资质", VERIFIED, "D", missing, READING),)
    said = "出具机构没有相应资质，结果不能作为处罚依据"
    missing = "委托有资质的机构重新进行；没有这类机构的，写明并证明其具备条件"
    return (Breach("expertise.unqualified", said, VERIFIED, "D", missing, READING),)


def _check_valid(expertise: Expertise) -> Verdict:
    begins, ends, issued = expertise.valid_from, expertise.valid_until, expertise.issued_on
    if begins is None or ends is None:
        missing = "附资质证书，登记有效期"
        return (Breach("expertise.validity.unknown", "不清楚资质的有效期", VERIFIED, "D", missing, READING),)
    if begins <= issued <= ends:
        return LAWFUL
    said = "出具之日不在资质的有效期内，结果不能作为处罚依据"
    return (Breach("expertise.lapsed", said, VERIFIED, "D", "委托有资质的机构重新进行", READING),)


def _under(breach: Breach, expertise: Expertise, regime: Regime | None) -> Breach:
    """Name the subject, and cite the regime where it says the same in so many words."""
    told = replace(breach, message=f"{expertise.subject}：{breach.message}")
    if breach.citation is not VERIFIED or regime not in _BODIES:
        return told
    return replace(told, citation=_BODIES[regime], grade="A", adr="")


def check_told(expertise: Expertise, used_on: date, regime: Regime | None) -> Verdict:
    """
    Test whether the party was told the result before a decision was built on it (INV-22).

    Law: APL 44. SAMR 32; HURD 18 ¶1; AGR 40 ¶2.

    :raises LawRefused: if it was told before it was issued
    """
    told = expertise.told_on
    if told is not None and told < expertise.issued_on:
        raise LawRefused("expertise.told.reversed", "告知结果的日期早于出具日期，请核对", "told_on")
    if told is not None and told <= used_on:
        return LAWFUL
    where = _TELLING.get(regime, TOLD) if regime is not None else TOLD
    said = f"{expertise.subject}：结果没有先告知当事人，不能用作处罚的依据"
    return (Breach("expertise.untold", said, where, missing="告知结果和申请复检、重新鉴定的权利，再作决定"),)


@dataclass(frozen=True, slots=True)
class Perishable:
    """
    Evidence that does not keep (有时效性的证据): noise, smoke, a smell, a puddle.

    `lasts` is how long professionals say that it can be fixed; None: nobody has said. `fixed_at` is when it was fixed,
    `support_asked_at` when a professional body was asked to come.
    """

    name: str
    found_at: datetime
    lasts: timedelta | None
    needs_professionals: bool
    fixed_at: datetime | None = None
    support_asked_at: datetime | None = None


def fix_by(perishable: Perishable) -> datetime | None:
    """
    Return until when evidence that does not keep must be fixed; None while nobody has said how long it lasts.

    Law: APL 56.

    :raises LawRefused: if the moment bears no time zone, or the span is none
    """
    if perishable.found_at.tzinfo is None:
        raise LawRefused("expertise.moment.naive", "时刻必须带时区", "found_at")
    if perishable.lasts is None:
        return None
    if perishable.lasts <= timedelta(0):
        raise LawRefused("expertise.span.invalid", "证据可以固定的时间应当大于零", "lasts")
    return perishable.found_at + perishable.lasts


def check_perishable(perishable: Perishable, now: datetime) -> Verdict:
    """
    Return what has to be done at once about evidence that does not keep. It never blocks: it reminds.

    Law: APL 54 ¶1; 56.

    :raises LawRefused: if the moment bears no time zone, or the span is none
    """
    if any(moment is not None and moment.tzinfo is None for moment in (now, perishable.fixed_at)):
        raise LawRefused("expertise.moment.naive", "时刻必须带时区", "fixed_at")
    until = fix_by(perishable)
    if perishable.fixed_at is not None:
        return _check_fixed(perishable.name, perishable.fixed_at, until)
    found = []
    if perishable.needs_professionals and perishable.support_asked_at is None:
        said = f"“{perishable.name}”需要专业机构检测，还没有请求支援"
        found.append(Breach("expertise.support.due", said, PRESERVED, "D", "立即请求专业部门或者机构到场"))
    if until is None:
        said = f"不清楚“{perishable.name}”能保持多久"
        found.append(Breach("expertise.span.unknown", said, PRESERVED, "D", "向专业部门问明，先拍照、录像固定"))
    elif now > until:
        said = f"“{perishable.name}”已于{_moment(until)}过了可以固定的时间"
        found.append(Breach("expertise.perished", said, PRESERVED, "D", "收集其他证据，写明没有固定的原因"))
    else:
        said = f"“{perishable.name}”应当在{_moment(until)}前固定"
        found.append(Breach("expertise.perishing", said, PRESERVED, "D", "抽样、检测、录像或者先行登记保存"))
    return tuple(found)


def _check_fixed(name: str, fixed_at: datetime, until: datetime | None) -> Verdict:
    if until is None or fixed_at <= until:
        return LAWFUL
    said = f"“{name}”在可以固定的时间（{_moment(until)}）之后才固定，证明力可能不足"
    return (Breach("expertise.fixed_late", said, PRESERVED, "D", "请专业部门说明结果是否仍然可靠"),)


def _moment(moment: datetime) -> str:
    there = moment.astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日{there.hour}时{there.minute:02d}分"
