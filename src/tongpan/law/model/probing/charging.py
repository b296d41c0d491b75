"""Probes of charge, party, evidence and service (涉案行为、当事人、证据、送达)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from tongpan.law.facts import (
    CaseFacts,
    Earlier,
    FineBounds,
    Monitoring,
    Opinion,
    Penalty,
    Preservation,
    Sampling,
    Service,
    Stretch,
)
from tongpan.law.facts.words import (
    Mode,
    Paper,
)
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, Probe, decided, ready, revoked, screened, spot
from tongpan.law.model.starting import (
    DAY_ONE,
    ON_SPOT,
    a_charge,
    a_clue,
    a_party,
    investigated,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.titles import ECOLOGY_CODE, PLANNING_LAW


def of_charges() -> Iterator[Probe]:
    old = {"act_on": date(2022, 2, 27), "discovered_on": date(2026, 3, 2)}
    facts: dict[str, dict[str, Any]] = {
        "超过时效": old,
        "时效不明": {**old, "five_years": None},
        "发现日不明": {"discovered_on": None},
        "行为日不明": {"act_on": None},
        "重复罚款": {"earlier_fines": (Earlier("乙局", yuan(500), same_act=True),)},
        "是否同一行为不明": {"earlier_fines": (Earlier("乙局", yuan(500)),)},
        "没有查询罚款": {"earlier_fines": None},
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
    }
    for name, values in facts.items():
        yield name, ready(a_charge(**values)), LATER
        yield f"{name}（当场）", spot(a_charge(**({"proposed": ON_SPOT} | values))), LATER
    ecology = a_charge(law=ECOLOGY_CODE, act_on=date(2026, 8, 1), discovered_on=date(2026, 8, 2))
    shift = timedelta(days=200)
    yield "新旧法未比较", shifted(ready(ecology), shift), LATER + shift
    for name, party in {
        "出生不明": a_party(born_on=None),
        "儿童": a_party(born_on=date(2015, 1, 1)),
        "少年": a_party(born_on=date(2010, 1, 1)),
        "能力不明": a_party(lucid=None),
        "无能力": a_party(lucid=False, opinion=True),
        "无能力无鉴定": a_party(lucid=False),
    }.items():
        yield name, ready(party=party), LATER
        yield f"{name}（公开）", screened(decided(investigated(a_clue(party=party)))), LATER


def within_bounds(**changes: Any) -> FineBounds:
    """
    Return bounds that leave every fine of the starting cases open, unless changed.

    Law: none; a case to check with.
    """
    return FineBounds(**(dict(KEY, text="规定", lowest=yuan(1), highest=yuan(1_000_000)) | changes))


def of_bounds() -> Iterator[Probe]:
    ranges: dict[str, dict[str, Any]] = {
        "罚款超过法定上限": {"highest": yuan(100)},
        "罚款低于法定下限": {"lowest": yuan(100_000), "highest": yuan(200_000)},
        "罚款不在裁量区间": {"bands": (Stretch(yuan(500_000), yuan(600_000)),)},
        "阶次没有确定": {"unsettled": "情节没有核对"},
    }
    for name, values in ranges.items():
        row = within_bounds(**values)
        yield name, ready(fine_bounds=(row,)), LATER
        yield f"{name}（当场）", replace(spot(a_charge(proposed=ON_SPOT)), fine_bounds=(row,)), LATER


def shifted(facts: CaseFacts, by: timedelta) -> CaseFacts:
    """Move what was done by some days, so that it follows an act of later date."""
    notices = tuple(replace(each, at=each.at + by, served_at=DAY_ONE + by, reply_by=None) for each in facts.notices)
    waived = tuple(replace(each, at=each.at + by) for each in facts.statements)
    filing = replace(facts.filing, at=DAY_ONE + by) if facts.filing is not None else None
    return replace(facts, notices=notices, statements=waived, filing=filing)


def of_evidence() -> Iterator[Probe]:
    facts = ready()
    (item,) = facts.evidence
    sound = Monitoring(
        PLANNING_LAW, 68, True, True, True, True, True, date(2025, 1, 1), date(2026, 3, 2), True, True, True, True
    )
    lapsed = Opinion(date(2026, 3, 2), qualified=True, valid_from=date(2025, 1, 1))
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
        "机构没有资质": {"opinion": Opinion(date(2026, 3, 2), qualified=False)},
        "机构资质过期": {"opinion": replace(lapsed, valid_until=date(2026, 1, 1))},
        "排除了唯一的证据": {"excluded_at": item.at},
    }.items():
        changed = replace(item, **values)  # type: ignore[arg-type]
        yield name, replace(facts, evidence=(changed,)), LATER
        yield f"{name}（告知前）", replace(facts, evidence=(changed,), notices=(), statements=()), LATER
    more = replace(item, id="证据9", verified_at=None)
    yield "另有未审核的证据", replace(covering(facts, more), evidence=(item, more)), LATER
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


def of_samplings() -> Iterator[Probe]:
    """Samples of which one thing is wrong or unknown, under each sector that has rules on them."""
    asked = ("invited", "sealed", "listed", "signed")
    sound = Sampling(
        "抽样1", **KEY, at=DAY_ONE, officers=("张", "王"), invited=True, sealed=True, listed=True, signed=True
    )
    for regime in (Regime.SAMR, Regime.AGR, Regime.TRA, None):
        facts = ready(a_charge(regime=regime))
        for name, answer in product(asked, (False, None)):
            row = replace(sound, **{name: answer})  # type: ignore[arg-type]
            yield f"抽样{name}{answer}（{regime}）", replace(facts, samplings=(row,)), LATER
        seen = replace(sound, signed=False, witnessed=True)
        yield f"抽样有人见证（{regime}）", replace(facts, samplings=(seen,)), LATER


def covering(facts: CaseFacts, *more: object) -> CaseFacts:
    ids = tuple(each.id for each in (*facts.evidence, *more))  # type: ignore[attr-defined]
    return replace(facts, notices=tuple(replace(each, evidence=ids) for each in facts.notices))


def of_services() -> Iterator[Probe]:
    ways: dict[str, dict[str, Any]] = {
        "不同意电子送达": {"electronic": False},
        "可以找到": {"untraceable": False},
        "下落不清楚": {"untraceable": None},
    }
    for name, values in ways.items():
        yield name, decided(investigated(a_clue(party=a_party(**values))), served=False), LATER
    public = decided(investigated(a_clue()), served=False)
    sent = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.PUBLIC, reason="下落不明")
    yield "公告期未满", replace(public, services=(sent,)), LATER
    yield "未送达而公开", screened(public), LATER
    yield "未审查而公开", decided(investigated(a_clue())), LATER
    yield "撤销后公开", revoked(screened(decided(investigated(a_clue())))), LATER
