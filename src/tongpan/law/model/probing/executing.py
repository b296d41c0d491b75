"""Probes of payment and enforcement (缴纳、强制执行)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tongpan.law.coercion.demolition import Zone
from tongpan.law.facts import (
    CaseFacts,
    Demand,
    Disclosure,
    Enforcement,
    Payment,
    Remedy,
    Reopening,
    Revocation,
)
from tongpan.law.facts.words import (
    Duty,
    Enforcing,
    Fault,
    Outcome,
    Power,
    RemedyKind,
    Track,
)
from tongpan.law.model.probing.base import KEY, LATER, SUMMER, Probe, decided, posts, revoked, screened
from tongpan.law.model.starting import (
    DAY_ONE,
    a_charge,
    a_clue,
    an_authority,
    investigated,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.period import SHANGHAI
from tongpan.law.statutes import StatuteLevel


def of_execution() -> Iterator[Probe]:
    fined = decided(investigated(a_clue()))
    spot = replace(fined, decisions=tuple(replace(each, track=Track.SUMMARY) for each in fined.decisions))
    yield "不能当场收缴", fined, LATER
    unknown = replace(spot, charges=(a_charge(hard_later=None),))
    yield "能否当场收缴不明", unknown, LATER
    pending = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
    yield "诉讼期间", replace(fined, remedies=(pending,)), DAY_ONE + timedelta(days=30)
    reconsidering = replace(pending, kind=RemedyKind.RECONSIDERATION)
    yield "复议期间", replace(fined, remedies=(reconsidering,)), DAY_ONE + timedelta(days=30)
    received = replace(reconsidering, copy_received_on=DAY_ONE.date())
    yield "收到复议副本", replace(fined, remedies=(received,)), LATER
    changed = replace(received, ended_at=DAY_ONE, outcome=Outcome.CHANGED)
    yield "复议变更", screened(replace(fined, remedies=(changed,))), LATER
    yield "未经复议的当场处罚", spot, SUMMER
    unregistered = replace(spot, decisions=tuple(replace(d, registered_at=None) for d in spot.decisions))
    yield "当场处罚未备案", unregistered, LATER
    yield "撤销未恢复", revoked(fined), LATER
    cash = Payment(**KEY, at=DAY_ONE, amount=yuan(2000), on_spot=True, receipt="票据")
    yield "现金没有缴付银行就退还", replace(revoked(fined), payments=(cash,)), LATER
    yield from of_revoking(fined)
    asked = Demand(**KEY, at=DAY_ONE + timedelta(days=30), served_at=DAY_ONE + timedelta(days=30))
    asked = replace(asked, perform_by=DAY_ONE.date() + timedelta(days=40))
    yield from of_court(replace(fined, demands=(asked,)))
    yield from of_demolition(asked)
    yield from of_substitute(asked)


def of_revoking(fined: CaseFacts) -> Iterator[Probe]:
    for kind in RemedyKind:
        taken = Remedy(**KEY, kind=kind, at=DAY_ONE)
        yield f"{kind.label}中撤销", replace(fined, remedies=(taken,)), LATER
        ended = replace(taken, ended_at=DAY_ONE)
        yield f"{kind.label}维持后撤销", replace(fined, remedies=(replace(ended, outcome=Outcome.UPHELD),)), LATER
        fell = replace(fined, remedies=(replace(ended, outcome=Outcome.REVOKED, restored_at=DAY_ONE),))
        for name, procedural in (("重作", False), ("程序违法后重作", True)):
            again = Reopening(**KEY, at=DAY_ONE + timedelta(days=1), procedural=procedural)
            yield f"{kind.label}撤销{name}", replace(fell, reopenings=(again,)), LATER
    row = Revocation(**KEY, at=DAY_ONE, decider="周", ground=Fault.FACTS)
    own = replace(fined, revocations=(row,))
    yield "主动撤销", own, LATER
    shown = Disclosure(**KEY, redacted_at=DAY_ONE, at=DAY_ONE)
    yield "主动撤销后还在公开", replace(own, disclosures=(shown,)), LATER
    running = Enforcement(**KEY, way=Enforcing.COURT, decided_at=DAY_ONE)
    yield "主动撤销后还在执行", replace(own, enforcements=(running,)), LATER
    waiting = replace(own, remedies=(Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE),))
    yield "主动撤销后还在诉讼", waiting, LATER


def of_court(fined: CaseFacts) -> Iterator[Probe]:
    yield "可以申请法院", fined, SUMMER
    yield "没有催告", replace(fined, demands=()), SUMMER
    (asked,) = fined.demands
    yesterday = SUMMER - timedelta(days=1)
    yield "催告不满十日", replace(fined, demands=(replace(asked, at=yesterday, served_at=yesterday),)), SUMMER
    yield "起诉期未满", fined, DAY_ONE + timedelta(days=60)
    yield "申请过期", fined, datetime(2026, 12, 20, 10, tzinfo=SHANGHAI)
    yield "没有负责人签名", replace(fined, assignments=posts(principal="")), SUMMER
    own = (an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT))
    yield "可以自行执行", replace(fined, authorities=own), SUMMER
    pending = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
    yield "诉讼中申请", replace(fined, remedies=(pending,)), SUMMER
    changed = replace(pending, kind=RemedyKind.RECONSIDERATION, ended_at=DAY_ONE, outcome=Outcome.CHANGED)
    yield "变更后申请", replace(fined, remedies=(changed,)), SUMMER
    judged = replace(pending, ended_at=DAY_ONE, outcome=Outcome.CHANGED)
    yield "判决变更后申请", replace(fined, remedies=(judged,)), SUMMER


def of_demolition(asked: Demand) -> Iterator[Probe]:
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
    yield "强制执行决定没有送达", replace(ordered, enforcements=(replace(order, by_service=True),)), SUMMER
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
    yield "撤销后拆除", revoked(facts), SUMMER


def of_substitute(asked: Demand) -> Iterator[Probe]:
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
