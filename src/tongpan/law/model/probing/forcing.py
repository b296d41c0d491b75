"""Probes of measures, referral and inspection (强制措施、移送、检查)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tongpan.law.facts import (
    Demand,
    Inspection,
    Penalty,
    Preservation,
    Thing,
)
from tongpan.law.facts.words import (
    Power,
)
from tongpan.law.model.probing.base import KEY, LATER, SUMMER, Probe, decided, held, posts, referred
from tongpan.law.model.starting import (
    DAY_ONE,
    a_charge,
    a_clue,
    a_party,
    an_authority,
    investigated,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.period import SHANGHAI
from tongpan.law.statutes import StatuteLevel


def of_measures() -> Iterator[Probe]:
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
    yield "扣押没有审批人", replace(base, assignments=posts(approver="")), LATER
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
    late = DAY_ONE + timedelta(days=16)
    asked = Demand(**KEY, at=late, served_at=late, perform_by=date(2026, 3, 28))
    yield "拍卖时救济未满", held(replace(owing, demands=(asked,))), DAY_ONE + timedelta(days=60)
    yield "拍卖没有催告", held(owing), SUMMER
    yield "可以拍卖", held(replace(owing, demands=(asked,))), SUMMER
    own = (an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT))
    summer = tuple(replace(each, at=SUMMER, perform_by=None) for each in owing.decisions)
    unpaid = SUMMER + timedelta(days=20)
    autumn = Demand(**KEY, at=unpaid, served_at=unpaid, perform_by=date(2026, 11, 10))
    unsettled = replace(held(owing), decisions=summer, demands=(autumn,))
    yield "拍卖时救济期限不明", unsettled, datetime(2026, 12, 28, 10, tzinfo=SHANGHAI)
    yield "加处不满三十日", held(replace(owing, authorities=own, demands=(asked,))), DAY_ONE + timedelta(days=35)
    yield "没有催告而拍卖", held(replace(owing, authorities=own)), SUMMER
    crime = replace(base, charges=(a_charge(crime=True),))
    yield "未移送而交财物", held(crime), LATER
    yield "在押而结案", held(taken), LATER
    kept = Preservation("保存1", **KEY, at=DAY_ONE, officers=("张", "王"), at_risk=True, approved_at=DAY_ONE)
    yield "保存而结案", replace(taken, preservations=(kept,)), LATER


def of_referrals() -> Iterator[Probe]:
    yield "没有专案组", investigated(a_clue(a_charge(crime=True))), LATER
    yield "专案组一人", referred(team=("张",), reported_at=None), LATER
    yield "没有移送报告", referred(reported_at=None), LATER
    yield "可以批准移送", referred(), LATER
    yield "未批准而移送", referred(complete=True), LATER
    approved = {"decided_at": DAY_ONE, "decided_by": "周", "approved": True}
    yield "材料不齐", referred(**approved), LATER
    answered = {**approved, "complete": True, "transferred_at": DAY_ONE, "answered_at": DAY_ONE, "accepted": False}
    yield "提请过期", referred(**answered), DAY_ONE + timedelta(days=10)
    sent = {**approved, "complete": True, "transferred_at": DAY_ONE}
    yield "移送没有结果而结案", referred(**sent), LATER
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
