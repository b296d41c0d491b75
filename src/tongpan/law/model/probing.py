"""Probes (单点核查): complete cases of which one fact is wrong or unknown, so that every guard is met alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tongpan.law.coercion.demolition import Zone
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import (
    Assignment,
    Authority,
    CaseFacts,
    Charge,
    Clue,
    Decision,
    Deliberation,
    Demand,
    Disclosure,
    Enforcement,
    Hearing,
    HearingNotice,
    HearingRequest,
    Inspection,
    Measure,
    Monitoring,
    Officer,
    Party,
    Penalty,
    Preservation,
    Prolongation,
    Recusal,
    Referral,
    Remedy,
    Review,
    Service,
    Statement,
    Thing,
)
from tongpan.law.facts.words import (
    Duty,
    Enforcing,
    HearingOutcome,
    Mode,
    Outcome,
    Paper,
    Power,
    RemedyKind,
    Role,
    Track,
)
from tongpan.law.limits import Regime
from tongpan.law.model.starting import (
    DAY_ONE,
    LARGE,
    OFFICERS,
    ON_SPOT,
    POSTS,
    SMALL,
    a_charge,
    a_clue,
    a_party,
    an_authority,
    investigated,
    noticed,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.period import SHANGHAI
from tongpan.law.period import Authority as Grantor
from tongpan.law.statutes import StatuteLevel
from tongpan.law.titles import ECOLOGY_CODE, PLANNING_LAW, SAMR

KEY = {"party": "甲", "cause": "占道经营"}
LATER = DAY_ONE + timedelta(days=3)
SUMMER = datetime(2026, 10, 9, 10, tzinfo=SHANGHAI)
"""a working Friday on which both remedies against a decision of the first day are over"""

Probe = tuple[str, CaseFacts, datetime]


def ready(charge: Charge | None = None, party: Party | None = None, **values: object) -> CaseFacts:
    """
    Return a case in which nothing but the decision is left to do.

    Law: none; a case to check with.
    """
    facts = noticed(investigated(a_clue(charge, party)))
    waived = tuple(Statement(each.party, each.cause, DAY_ONE, waived=True) for each in facts.charges)
    return replace(replace(facts, statements=waived), **values)  # type: ignore[arg-type]


def decided(facts: CaseFacts, *, served: bool = True) -> CaseFacts:
    """
    Return the case with a penalty decided, and handed over where wanted.

    Law: none; a case to check with.
    """
    rows = tuple(
        Decision(
            party=each.party,
            cause=each.cause,
            at=DAY_ONE,
            track=Track.ORDINARY,
            decider="周",
            penalty=each.proposed,
            evidence=tuple(e.id for e in facts.evidence if (e.party, e.cause) == (each.party, each.cause)),
            officers=("张", "王"),
            correction=True,
            handed_over=served,
            registered_at=DAY_ONE if served else None,
            perform_by=None if each.duty is Duty.PAY else date(2026, 3, 17),
        )
        for each in facts.charges
    )
    waived = tuple(Statement(each.party, each.cause, DAY_ONE, waived=True) for each in facts.charges)
    return replace(noticed(facts), statements=waived, decisions=rows)


def held(facts: CaseFacts, **values: object) -> CaseFacts:
    """
    Return the case with its first thing seized.

    Law: none; a case to check with.
    """
    thing = facts.things[0]
    row = Measure(
        thing.id,
        thing.party,
        thing.cause,
        MeasureKind.SEIZING,
        DAY_ONE,
        officers=("张", "王"),
        approved_at=DAY_ONE,
        delivered=True,
        signed=True,
    )
    return replace(facts, measures=(replace(row, **values),))  # type: ignore[arg-type]


def probes() -> Iterator[Probe]:
    """
    Yield every probe: its name, its facts and its moment.

    Law: none; cases to check with.
    """
    yield from _of_staff()
    yield from _of_charges()
    yield from _of_filing()
    yield from _of_evidence()
    yield from _of_notices()
    yield from _of_hearings()
    yield from _of_reviews()
    yield from _of_decisions()
    yield from _of_services()
    yield from _of_execution()
    yield from _of_measures()
    yield from _of_referrals()


def _posts(**named: str) -> tuple[Assignment, ...]:
    changed = {Role[role.upper()]: officer for role, officer in named.items()}
    kept = tuple(each for each in POSTS if each.role not in changed)
    return (*kept, *(Assignment(role, officer, DAY_ONE) for role, officer in changed.items() if officer))


def _of_staff() -> Iterator[Probe]:
    weighty = a_charge(weighty=True)
    law = an_authority(Power.PENALTY)
    town = replace(law, right=Basis.TRANSFERRED, by_province=True)
    rows: dict[str, tuple[Authority, ...]] = {
        "没有职权": (),
        "职权未生效": (replace(law, since=date(2027, 1, 1)),),
        "职权已收回": (replace(law, until=date(2026, 1, 1)),),
        "职权生效日不明": (replace(law, since=None),),
        "不是省级决定": (replace(town, by_province=False),),
        "决定机关不明": (replace(town, by_province=None),),
        "决定未公布": (replace(town, published_on=None),),
        "再委托": (replace(law, right=Basis.DELEGATED, passed_on=True),),
    }
    for name, authorities in rows.items():
        yield name, ready(authorities=authorities), LATER
    for name, posts in {
        "没有决定人": _posts(decider=""),
        "承办人决定": _posts(decider="张"),
        "承办人审批": _posts(approver="张"),
        "没有审批人": _posts(approver=""),
        "没有审核人": _posts(reviewer=""),
        "承办人审核": _posts(reviewer="张"),
        "无资格审核": _posts(reviewer="陈"),
        "没有主持人": _posts(chair=""),
        "承办人主持": _posts(chair="张"),
        "没有正职": _posts(principal=""),
    }.items():
        yield name, ready(assignments=posts), LATER
        yield f"{name}（重大）", ready(weighty, assignments=posts), LATER
        yield f"{name}（线索）", a_clue(assignments=posts), LATER
        yield f"{name}（听证）", _asked(assignments=posts), LATER
        yield f"{name}（通知）", _told(assignments=posts), DAY_ONE + timedelta(days=14)
        yield f"{name}（移送）", replace(_referred(), assignments=posts), LATER
    qualified = tuple(replace(each, qualified=None) for each in OFFICERS)
    yield "审核资格不明", ready(weighty, officers=qualified), LATER
    for name, officer in {
        "证件过期": Officer("王", date(2022, 1, 1), date(2026, 1, 1)),
        "没有证件": Officer("王"),
        "证件不明": Officer("王", date(2022, 1, 1)),
        "辅助人员": Officer("王", date(2022, 1, 1), date(2030, 1, 1), auxiliary=True),
    }.items():
        staff = tuple(officer if each.id == "王" else each for each in OFFICERS)
        begun = replace(a_clue(), officers=staff, identities=investigated(a_clue()).identities)
        yield name, begun, LATER
    aside = (Recusal("周", DAY_ONE, DAY_ONE, granted=True),)
    yield "回避的人决定", ready(recusals=aside), LATER


def _of_charges() -> Iterator[Probe]:
    old = {"act_on": date(2022, 2, 27), "discovered_on": date(2026, 3, 2)}
    for name, values in {
        "超过时效": old,
        "时效不明": {**old, "five_years": None},
        "发现日不明": {"discovered_on": None},
        "行为日不明": {"act_on": None},
        "重复罚款": {"fined_already": True},
        "是否罚过不明": {"fined_already": None},
        "没有法律": {"law": ""},
        "法律当时无效": {"law": ECOLOGY_CODE},
        "轻微": {"minor": True, "corrected": True, "consequences": Harm.NONE},
        "轻微不明": {"minor": None, "corrected": None, "consequences": None, "first": None},
        "没有过错": {"no_fault": True},
        "首违": {"first": True, "corrected": True, "consequences": Harm.SLIGHT},
        "事实不成立": {"proven": False},
        "事实不明": {"proven": None},
        "涉嫌犯罪": {"crime": True},
        "是否犯罪不明": {"crime": None},
        "没有拟处": {"proposed": None},
        "拟处没有数额": {"proposed": Penalty((PenaltyKind.FINE,))},
    }.items():
        yield name, ready(a_charge(**values)), LATER
        yield f"{name}（当场）", _spot(a_charge(**({"proposed": ON_SPOT} | values))), LATER
    ecology = a_charge(law=ECOLOGY_CODE, act_on=date(2026, 8, 1), discovered_on=date(2026, 8, 2))
    shift = timedelta(days=200)
    yield "新旧法未比较", _shifted(ready(ecology), shift), LATER + shift
    for name, party in {
        "出生不明": a_party(born_on=None),
        "儿童": a_party(born_on=date(2015, 1, 1)),
        "少年": a_party(born_on=date(2010, 1, 1)),
        "能力不明": a_party(lucid=None),
        "无能力": a_party(lucid=False, opinion=True),
        "无能力无鉴定": a_party(lucid=False),
    }.items():
        yield name, ready(party=party), LATER
        yield f"{name}（公开）", _screened(decided(investigated(a_clue(party=party)))), LATER


def _shifted(facts: CaseFacts, by: timedelta) -> CaseFacts:
    """Move what was done by some days, so that it follows an act of later date."""
    notices = tuple(replace(each, at=each.at + by, served_at=DAY_ONE + by, reply_by=None) for each in facts.notices)
    waived = tuple(replace(each, at=each.at + by) for each in facts.statements)
    filing = replace(facts.filing, at=DAY_ONE + by) if facts.filing is not None else None
    return replace(facts, notices=notices, statements=waived, filing=filing)


def _spot(charge: Charge) -> CaseFacts:
    """A case that waits for the decision on the spot."""
    return replace(ready(charge), filing=None, reports=())


def _of_filing() -> Iterator[Probe]:
    known = {"evidence": True, "deserves_penalty": True, "own_jurisdiction": True, "within_limitation": True}
    yield "没有线索", a_clue(clue=None), LATER
    for condition in known:
        yield f"不符合{condition}", a_clue(clue=Clue(DAY_ONE, **{**known, condition: False})), LATER
        yield f"不清楚{condition}", a_clue(clue=Clue(DAY_ONE, **{**known, condition: None})), LATER
    yield "未立案的告知", _spot(a_charge(proposed=LARGE)), LATER
    yield "当场处罚的种类", _spot(a_charge(proposed=Penalty((PenaltyKind.REVOKE_LICENSE,)))), LATER
    yield "当场处罚的没收", _spot(a_charge(proposed=Penalty((PenaltyKind.CONFISCATE_GOODS,), goods=yuan(50)))), LATER
    yield "当场处罚的复杂案情", _spot(a_charge(proposed=ON_SPOT, complex=True)), LATER
    yield "当场处罚的案情不明", _spot(a_charge(proposed=ON_SPOT, complex=None)), LATER
    yield "当场处罚的听证标准不明", replace(_spot(a_charge(proposed=ON_SPOT)), province="330106"), LATER
    early = ready()
    before = tuple(replace(each, at=DAY_ONE - timedelta(days=1)) for each in early.notices)
    yield "立案前的告知", replace(early, notices=before), LATER


def _of_evidence() -> Iterator[Probe]:
    facts = ready()
    (item,) = facts.evidence
    sound = Monitoring(
        PLANNING_LAW, 68, True, True, True, True, True, date(2025, 1, 1), date(2026, 3, 2), True, True, True, True
    )
    for name, values in {
        "证据未审核": {"verified_at": None},
        "非法证据": {"lawful": False},
        "取证方式不明": {"lawful": None},
        "结果未告知": {"kind": EvidenceKind.OPINION},
        "监控没有依据": {"monitoring": replace(sound, statute="")},
        "监控未经法制审核": {"monitoring": replace(sound, legally_reviewed=False)},
        "监控未经技术审核": {"monitoring": replace(sound, technically_reviewed=False)},
        "监控地点未公布": {"monitoring": replace(sound, location_published_on=None)},
        "监控记录未审核": {"monitoring": replace(sound, reviewed_on=None)},
    }.items():
        changed = replace(item, **values)  # type: ignore[arg-type]
        yield name, replace(facts, evidence=(changed,)), LATER
        yield f"{name}（告知前）", replace(facts, evidence=(changed,), notices=(), statements=()), LATER
    more = replace(item, id="证据9", verified_at=None)
    yield "另有未审核的证据", replace(_covering(facts, more), evidence=(item, more)), LATER
    yield "没有证据", replace(facts, evidence=()), LATER
    yield "没有证据而报告", replace(investigated(a_clue()), evidence=(), reports=()), LATER
    kept = Preservation("保存1", **KEY, at=DAY_ONE, officers=("张", "王"), at_risk=True, approved_at=DAY_ONE)
    samr = investigated(a_clue(a_charge(regime=Regime.SAMR)))
    agr = investigated(a_clue(a_charge(regime=Regime.AGR)))
    urgent = replace(kept, approved_at=None, urgent=True)
    for name, base, row in (
        ("保存过期", investigated(a_clue()), kept),
        ("保存过期（市场监管）", samr, kept),
        ("保存未批准", investigated(a_clue()), replace(kept, approved_at=None)),
        ("保存的风险不明", samr, replace(kept, at_risk=None)),
        ("保存没有必要", samr, replace(kept, at_risk=False)),
        ("紧急保存未报同意", agr, urgent),
        ("紧急保存超过一天", samr, replace(urgent, consent_at=DAY_ONE)),
    ):
        for days in (0, 1, 3, 20):
            moment = DAY_ONE + timedelta(days=days, minutes=5)
            yield f"{name}{days}", replace(base, preservations=(row,)), moment


def _covering(facts: CaseFacts, *more: object) -> CaseFacts:
    ids = tuple(each.id for each in (*facts.evidence, *more))  # type: ignore[attr-defined]
    return replace(facts, notices=tuple(replace(each, evidence=ids) for each in facts.notices))


def _of_notices() -> Iterator[Probe]:
    facts = ready()
    yield "没有告知", replace(facts, notices=(), statements=()), LATER
    yield "告知未送达", replace(facts, notices=tuple(replace(each, served_at=None) for each in facts.notices)), LATER
    yield "加重", replace(facts, charges=(a_charge(proposed=Penalty((PenaltyKind.FINE,), fine=yuan(3000))),)), LATER
    yield "改换依据", replace(facts, charges=(a_charge(law=SAMR),)), LATER
    new = replace(facts.evidence[0], id="证据9", at=DAY_ONE)
    yield "告知后的证据", replace(facts, evidence=(*facts.evidence, new)), LATER
    silent = replace(facts, statements=())
    yield "期限没有写明", replace(silent, notices=tuple(replace(n, reply_by=None) for n in facts.notices)), LATER
    yield "写明的期限未满", silent, LATER
    yield "程序规定的期限未满", replace(ready(a_charge(regime=Regime.HURD)), statements=()), LATER
    stated = tuple(replace(each, waived=False) for each in facts.statements)
    yield "申辩未复核", replace(facts, statements=stated), LATER


def _asked(**values: object) -> CaseFacts:
    """A hearing was asked for."""
    facts = ready(a_charge(regime=Regime.HURD, proposed=LARGE, complex=True))
    told = tuple(replace(each, hearing_told=True) for each in facts.notices)
    asked = (HearingRequest(**KEY, at=DAY_ONE),)
    return replace(replace(facts, notices=told, hearing_requests=asked), **values)  # type: ignore[arg-type]


def _told(**values: object) -> CaseFacts:
    """… and its time and place told."""
    row = HearingNotice(**KEY, served_at=DAY_ONE, held_on=date(2026, 3, 12), announced_on=date(2026, 3, 2))
    return _asked(**({"hearing_notices": (row,)} | values))


def _of_hearings() -> Iterator[Probe]:
    fortnight = DAY_ONE + timedelta(days=14)
    large = ready(a_charge(proposed=LARGE))
    yield "听证权未告知", large, LATER
    yield "听证标准不明", replace(ready(), province="330106"), LATER
    told = replace(large, notices=tuple(replace(each, hearing_told=True) for each in large.notices))
    yield "听证期限未满", told, LATER
    yield "听证要求过期", told, fortnight
    december = datetime(2026, 12, 29, 9, tzinfo=SHANGHAI)
    late = tuple(replace(each, at=december, served_at=december) for each in told.notices)
    waived = tuple(replace(each, at=december) for each in told.statements)
    yield "听证期限跨年", replace(told, notices=late, statements=waived), datetime(2027, 1, 6, 9, tzinfo=SHANGHAI)
    yield "要求而未听证", _asked(), LATER
    yield "听证通知不足七日", _told(), LATER
    yield "听证可以举行", _told(), fortnight
    samr = a_charge(regime=Regime.SAMR, proposed=LARGE)
    row = HearingNotice(**KEY, served_at=DAY_ONE, held_on=date(2026, 3, 12))
    yield "听证未公告", _told(charges=(samr,), hearing_notices=(row,)), fortnight
    short = replace(row, announced_on=date(2026, 3, 13))
    yield "听证公告不足", _told(charges=(samr,), hearing_notices=(short,)), fortnight
    yield "听证之前审核", replace(_told(), statements=()), LATER
    heard = Hearing(**KEY, at=fortnight, chair="陈", outcome=HearingOutcome.HELD, evidence=())
    passed = Review(**KEY, at=fortnight + timedelta(hours=1), reviewer="李", passed=True)
    over = _told(hearings=(heard,), reviews=(passed,), deliberations=(_together(),))
    yield "听证笔录以外的证据", over, fortnight + timedelta(days=1)


def _together() -> Deliberation:
    return Deliberation(**KEY, at=DAY_ONE + timedelta(days=2), heads=("周", "吴"), conclusion="同意")


def _of_reviews() -> Iterator[Probe]:
    weighty = a_charge(weighty=True)
    review = Review(**KEY, at=DAY_ONE + timedelta(days=1), reviewer="李", passed=True)
    both = {"reviews": (review,), "deliberations": (_together(),)}
    yield "没有审核", ready(weighty, deliberations=(_together(),)), LATER
    yield "审核未通过", ready(weighty, deliberations=(_together(),), reviews=(replace(review, passed=False),)), LATER
    yield "没有讨论", ready(weighty, reviews=(review,)), LATER
    few = replace(_together(), heads=("周",))
    yield "讨论人数不足", ready(weighty, reviews=(review,), deliberations=(few,)), LATER
    yield "审核需要不明", ready(a_charge(complex=None), deliberations=(_together(),)), LATER
    yield "讨论需要不明", ready(a_charge(complex=None), reviews=(review,)), LATER
    yield "没有案件审核", ready(a_charge(regime=Regime.SAMR)), LATER
    stale = ready(weighty, **(both | {"reviews": (replace(review, at=DAY_ONE - timedelta(hours=1)),)}))
    yield "审核之后又告知", stale, LATER
    yield "调查未终结的审核", replace(ready(weighty), reports=()), LATER


def _of_decisions() -> Iterator[Probe]:
    yield "没有立案", replace(ready(a_charge(proposed=SMALL)), filing=None), LATER
    yield "没有调查报告", replace(ready(), reports=()), LATER
    yield "超过办案期限", ready(), DAY_ONE + timedelta(days=120)
    yield "无效的延长", ready(prolongations=(Prolongation(DAY_ONE, 30, Grantor.HEAD),)), LATER
    hurd = ready(a_charge(regime=Regime.HURD))
    yield "过期的延长", hurd, DAY_ONE + timedelta(days=120)
    yield "没有不罚的事由", ready(), LATER


def _screened(facts: CaseFacts) -> CaseFacts:
    return replace(facts, disclosures=(Disclosure(**KEY, redacted_at=DAY_ONE),))


def _of_services() -> Iterator[Probe]:
    for name, values in {
        "不同意电子送达": {"electronic": False},
        "可以找到": {"untraceable": False},
        "下落不清楚": {"untraceable": None},
    }.items():
        yield name, decided(investigated(a_clue(party=a_party(**values))), served=False), LATER
    public = decided(investigated(a_clue()), served=False)
    sent = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.PUBLIC, reason="下落不明")
    yield "公告期未满", replace(public, services=(sent,)), LATER
    yield "未送达而公开", _screened(public), LATER
    yield "未审查而公开", decided(investigated(a_clue())), LATER
    revoked = _revoked(_screened(decided(investigated(a_clue()))))
    yield "撤销后公开", revoked, LATER


def _revoked(facts: CaseFacts) -> CaseFacts:
    row = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, ended_at=DAY_ONE, outcome=Outcome.REVOKED)
    return replace(facts, remedies=(row,))


def _of_execution() -> Iterator[Probe]:
    fined = decided(investigated(a_clue()))
    spot = replace(fined, decisions=tuple(replace(each, track=Track.SUMMARY) for each in fined.decisions))
    yield "不能当场收缴", fined, LATER
    unknown = replace(spot, charges=(a_charge(hard_later=None),))
    yield "能否当场收缴不明", unknown, LATER
    pending = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
    yield "诉讼期间", replace(fined, remedies=(pending,)), DAY_ONE + timedelta(days=30)
    reconsidering = replace(pending, kind=RemedyKind.RECONSIDERATION)
    yield "复议期间", replace(fined, remedies=(reconsidering,)), DAY_ONE + timedelta(days=30)
    yield "未经复议的当场处罚", spot, SUMMER
    unregistered = replace(spot, decisions=tuple(replace(d, registered_at=None) for d in spot.decisions))
    yield "当场处罚未备案", unregistered, LATER
    yield "撤销未恢复", _revoked(fined), LATER
    asked = Demand(**KEY, at=DAY_ONE + timedelta(days=30), served_at=DAY_ONE + timedelta(days=30))
    asked = replace(asked, perform_by=DAY_ONE.date() + timedelta(days=40))
    yield from _of_court(replace(fined, demands=(asked,)))
    yield from _of_demolition(asked)
    yield from _of_substitute(asked)


def _of_court(fined: CaseFacts) -> Iterator[Probe]:
    yield "可以申请法院", fined, SUMMER
    yield "没有催告", replace(fined, demands=()), SUMMER
    (asked,) = fined.demands
    yesterday = SUMMER - timedelta(days=1)
    yield "催告不满十日", replace(fined, demands=(replace(asked, at=yesterday, served_at=yesterday),)), SUMMER
    yield "起诉期未满", fined, DAY_ONE + timedelta(days=60)
    yield "申请过期", fined, datetime(2026, 12, 20, 10, tzinfo=SHANGHAI)
    yield "没有负责人签名", replace(fined, assignments=_posts(principal="")), SUMMER
    own = (an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT))
    yield "可以自行执行", replace(fined, authorities=own), SUMMER
    pending = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
    yield "诉讼中申请", replace(fined, remedies=(pending,)), SUMMER


def _of_demolition(asked: Demand) -> Iterator[Probe]:
    charge = a_charge(duty=Duty.DEMOLISH, zone=Zone.VILLAGE)
    own = an_authority(Power.ENFORCEMENT)
    facts = replace(decided(investigated(a_clue(charge))), demands=(asked,))
    facts = replace(facts, authorities=(an_authority(Power.PENALTY), own))
    for name, row in {
        "没有执行权": None,
        "执行权层级不够": replace(own, level=StatuteLevel.LOCAL_REGULATION),
        "委托执行": replace(own, right=Basis.DELEGATED),
        "乡镇执行权不明": replace(own, right=Basis.TRANSFERRED),
    }.items():
        powers = (an_authority(Power.PENALTY), *((row,) if row is not None else ()))
        yield name, replace(facts, authorities=powers), SUMMER
    for name, demand in {
        "未催告": None,
        "催告未送达": replace(asked, served_at=None),
        "催告不完整": replace(asked, complete=False),
        "催告期未满": replace(asked, perform_by=date(2026, 10, 20)),
        "申辩未复核": replace(asked, defence_at=DAY_ONE + timedelta(days=31)),
    }.items():
        yield f"拆除{name}", replace(facts, demands=(demand,) if demand is not None else ()), SUMMER
    for name, value in (("有正当理由", True), ("理由不明", None)):
        yield f"拆除{name}", replace(facts, charges=(replace(charge, good_reason=value),)), SUMMER
    yield (
        "拆除决定未送达",
        replace(facts, decisions=tuple(replace(each, handed_over=False) for each in facts.decisions)),
        SUMMER,
    )
    order = Enforcement(
        **KEY,
        way=Enforcing.DEMOLITION,
        decided_at=DAY_ONE + timedelta(days=50),
        announced_at=DAY_ONE + timedelta(days=51),
    )
    ordered = replace(facts, enforcements=(order,))
    yield "没有决定而拆除", facts, SUMMER
    yield "可以拆除", ordered, SUMMER
    yield "没有公告", replace(ordered, enforcements=(replace(order, announced_at=None),)), SUMMER
    yield "救济未满", ordered, DAY_ONE + timedelta(days=80)
    pending = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
    yield "诉讼未决", replace(ordered, remedies=(pending,)), SUMMER
    yield "夜间拆除", ordered, SUMMER.replace(hour=23)
    yield "假日拆除", ordered, SUMMER.replace(day=1)
    yield "周末拆除", ordered, SUMMER.replace(day=24)
    yield "跨年拆除", ordered, datetime(2027, 1, 6, 10, tzinfo=SHANGHAI)
    for name, changed in {
        "镇区未责成": replace(charge, zone=Zone.TOWN),
        "规划区不明": replace(charge, zone=None),
    }.items():
        yield name, replace(ordered, charges=(changed,)), SUMMER
    unknown = replace(charge, hardship=None)
    yield "住房困难不明", replace(ordered, charges=(unknown,), province="330106"), SUMMER
    hard = replace(ordered, charges=(replace(charge, hardship=True),), province="330106")
    yield "住房困难", hard, SUMMER
    yield "撤销后拆除", _revoked(facts), SUMMER


def _of_substitute(asked: Demand) -> Iterator[Probe]:
    charge = a_charge(duty=Duty.CLEAR, danger=True, public_place=True, unable=True)
    order = Enforcement(**KEY, way=Enforcing.SUBSTITUTE, decided_at=DAY_ONE + timedelta(days=50), budget=True)
    facts = replace(decided(investigated(a_clue(charge))), demands=(asked,), enforcements=(order,))
    moment = DAY_ONE + timedelta(days=52)
    yield "可以代履行", facts, moment
    yield "代履行没有催告", replace(facts, demands=()), moment
    fresh = replace(asked, at=moment - timedelta(days=1), served_at=moment - timedelta(days=1))
    yield "代履行催告不足", replace(facts, demands=(fresh,)), moment
    yield "代履行没有决定", replace(facts, enforcements=()), moment
    late = tuple(replace(each, perform_by=date(2026, 12, 1)) for each in facts.decisions)
    yield "代履行期限未满", replace(facts, decisions=late), moment
    for name, value in (("没有危害", False), ("危害不明", None)):
        changed = replace(charge, danger=value)
        yield f"代履行{name}", replace(facts, charges=(changed,)), moment
        yield f"立即代履行{name}", replace(facts, charges=(changed,), enforcements=()), moment
    for name, changed in {
        "不在公共场所": replace(charge, public_place=False),
        "当事人能清除": replace(charge, unable=False),
        "能否清除不明": replace(charge, unable=None),
    }.items():
        yield name, replace(facts, charges=(changed,), enforcements=()), moment


def _of_measures() -> Iterator[Probe]:
    thing = Thing("货车", **KEY, related=True, daily_needs=False, sealed_elsewhere=False)
    power = an_authority(Power.MEASURE)
    base = replace(investigated(a_clue()), things=(thing,), authorities=(an_authority(Power.PENALTY), power))
    yield "可以扣押", base, LATER
    for name, row in {
        "没有强制权": None,
        "强制依据层级不够": replace(power, level=StatuteLevel.LOCAL_RULE),
        "委托强制": replace(power, right=Basis.DELEGATED),
        "乡镇强制权不明": replace(power, right=Basis.TRANSFERRED),
    }.items():
        powers = (an_authority(Power.PENALTY), *((row,) if row is not None else ()))
        yield name, replace(base, authorities=powers), LATER
    for name, changed in {
        "无关财物": replace(thing, related=False),
        "关系不明": replace(thing, related=None),
        "生活必需": replace(thing, daily_needs=True),
        "必需不明": replace(thing, daily_needs=None),
        "已被查封": replace(thing, sealed_elsewhere=True),
        "查封不明": replace(thing, sealed_elsewhere=None),
    }.items():
        yield name, replace(base, things=(changed,)), LATER
    yield "扣押未出示证件", replace(base, identities=()), LATER
    yield "扣押没有审批人", replace(base, assignments=_posts(approver="")), LATER
    forfeit = Penalty((PenaltyKind.CONFISCATE_GOODS,), goods=yuan(500))
    taken = replace(decided(investigated(a_clue(a_charge(proposed=forfeit)))), things=(thing,))
    yield "可以没收", held(taken), LATER
    yield "没收过期", held(taken), DAY_ONE + timedelta(days=40)
    yield "没收未批准的", held(taken, approved_at=None), LATER
    yield "没收被否的", held(taken, approved_at=None, urgent=True, refused_at=DAY_ONE), DAY_ONE + timedelta(hours=2)
    yield "没收逾日未批的", held(taken, approved_at=None, urgent=True), LATER
    yield "延长过期", held(base), DAY_ONE + timedelta(days=40)
    yield "延长两次", held(base, extended_at=DAY_ONE + timedelta(days=20)), DAY_ONE + timedelta(days=40)
    owing = replace(decided(investigated(a_clue())), things=(thing,))
    asked = Demand(**KEY, at=DAY_ONE, served_at=DAY_ONE, perform_by=date(2026, 3, 12))
    yield "拍卖时救济未满", held(replace(owing, demands=(asked,))), DAY_ONE + timedelta(days=60)
    yield "拍卖没有催告", held(owing), SUMMER
    yield "可以拍卖", held(replace(owing, demands=(asked,))), SUMMER
    own = (an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT))
    summer = tuple(replace(each, at=SUMMER, perform_by=None) for each in owing.decisions)
    autumn = Demand(**KEY, at=SUMMER, served_at=SUMMER, perform_by=date(2026, 10, 20))
    unsettled = replace(held(owing), decisions=summer, demands=(autumn,))
    yield "拍卖时救济期限不明", unsettled, datetime(2026, 12, 28, 10, tzinfo=SHANGHAI)
    yield "加处不满三十日", held(replace(owing, authorities=own, demands=(asked,))), DAY_ONE + timedelta(days=20)
    yield "没有催告而拍卖", held(replace(owing, authorities=own)), SUMMER
    crime = replace(base, charges=(a_charge(crime=True),))
    yield "未移送而交财物", held(crime), LATER
    yield "在押而结案", held(taken), LATER
    kept = Preservation("保存1", **KEY, at=DAY_ONE, officers=("张", "王"), at_risk=True, approved_at=DAY_ONE)
    yield "保存而结案", replace(taken, preservations=(kept,)), LATER


def _referred(**values: object) -> CaseFacts:
    facts = investigated(a_clue(a_charge(crime=True)))
    row = Referral(**KEY, team=("张", "王"), team_at=DAY_ONE, reported_at=DAY_ONE)
    return replace(facts, referrals=(replace(row, **values),))  # type: ignore[arg-type]


def _of_referrals() -> Iterator[Probe]:
    yield "没有专案组", investigated(a_clue(a_charge(crime=True))), LATER
    yield "专案组一人", _referred(team=("张",), reported_at=None), LATER
    yield "没有移送报告", _referred(reported_at=None), LATER
    yield "可以批准移送", _referred(), LATER
    yield "未批准而移送", _referred(complete=True), LATER
    approved = {"decided_at": DAY_ONE, "decided_by": "周", "approved": True}
    yield "材料不齐", _referred(**approved), LATER
    answered = {**approved, "complete": True, "transferred_at": DAY_ONE, "answered_at": DAY_ONE, "accepted": False}
    yield "提请过期", _referred(**answered), DAY_ONE + timedelta(days=10)
    sent = {**approved, "complete": True, "transferred_at": DAY_ONE}
    yield "移送没有结果而结案", _referred(**sent), LATER
    powers = (an_authority(Power.PENALTY), an_authority(Power.INSPECTION))
    visit = Inspection("检查1", **KEY, listed=True, approved_at=DAY_ONE, scanned_at=DAY_ONE)
    base = replace(investigated(a_clue()), authorities=powers, inspections=(visit,))
    yield "可以检查", base, LATER
    yield "没有检查权", replace(base, authorities=powers[:1]), LATER
    for name, changed in {
        "事项未公布": replace(visit, listed=False),
        "公布不明": replace(visit, listed=None),
        "检查未批准": replace(visit, approved_at=None),
        "检查未扫码": replace(visit, scanned_at=None),
    }.items():
        yield name, replace(base, inspections=(changed,)), LATER
    yield "检查未出示证件", replace(base, identities=()), LATER
    company = replace(a_party(), kind=PartyKind.ORGANIZATION)
    yield "法人", replace(base, parties=(company,)), LATER
