"""Probes of staff, filing, review and decision (人员、立案、审核、决定)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tongpan.law.facts import (
    Assignment,
    Authority,
    Clue,
    Officer,
    Penalty,
    Prolongation,
    Recusal,
    Review,
)
from tongpan.law.facts.words import (
    Power,
    Role,
)
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import (
    KEY,
    LATER,
    Probe,
    hearing_asked,
    hearing_fixed,
    posts,
    ready,
    referred,
    spot,
    together,
)
from tongpan.law.model.starting import (
    DAY_ONE,
    LARGE,
    OFFICERS,
    ON_SPOT,
    POSTS,
    SMALL,
    a_charge,
    a_clue,
    an_authority,
    investigated,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.period import Authority as Grantor


def of_staff() -> Iterator[Probe]:
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
        yield f"{name}（线索）", a_clue(authorities=authorities), LATER
    for name, named in {
        "没有决定人": posts(decider=""),
        "承办人决定": posts(decider="张"),
        "承办人审批": posts(approver="张"),
        "没有审批人": posts(approver=""),
        "没有审核人": posts(reviewer=""),
        "承办人审核": posts(reviewer="张"),
        "无资格审核": posts(reviewer="陈"),
        "没有主持人": posts(chair=""),
        "承办人主持": posts(chair="张"),
        "没有正职": posts(principal=""),
    }.items():
        yield name, ready(assignments=named), LATER
        yield f"{name}（重大）", ready(weighty, assignments=named), LATER
        yield f"{name}（线索）", a_clue(assignments=named), LATER
        yield f"{name}（听证）", hearing_asked(assignments=named), LATER
        yield f"{name}（通知）", hearing_fixed(assignments=named), DAY_ONE + timedelta(days=14)
        yield f"{name}（移送）", replace(referred(), assignments=named), LATER
    qualified = tuple(replace(each, qualified=None, first_time=None) for each in OFFICERS)
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
        third = (*OFFICERS, replace(officer, id="赵"))
        three = (*POSTS, Assignment(Role.HANDLER, "赵", DAY_ONE))
        shown = tuple(replace(each, officers=("张", "王", "赵")) for each in begun.identities)
        yield f"{name}（三人）", replace(begun, officers=third, assignments=three, identities=shown), LATER
    alone = tuple(each for each in POSTS if each.officer != "王")
    yield "只有一名承办人", a_clue(assignments=alone), LATER
    for granted in (None, True):
        asked = (Recusal("陈", DAY_ONE, DAY_ONE if granted else None, granted),)
        yield f"主持人回避{granted}", hearing_asked(recusals=asked), LATER
    aside = (Recusal("周", DAY_ONE, DAY_ONE, granted=True),)
    yield "回避的人决定", ready(recusals=aside), LATER
    yield "回避的人审批", a_clue(recusals=(replace(aside[0], officer="吴"),)), LATER
    yield (
        "回避的人讨论",
        ready(weighty, deliberations=(together(),), recusals=(replace(aside[0], officer="吴"),)),
        LATER,
    )
    yield "回避的人审核", ready(weighty, recusals=(replace(aside[0], officer="李"),)), LATER


def of_reviews() -> Iterator[Probe]:
    weighty = a_charge(weighty=True)
    review = Review(**KEY, at=DAY_ONE + timedelta(days=1), reviewer="李", passed=True)
    yield "没有审核", ready(weighty, deliberations=(together(),)), LATER
    yield "审核未通过", ready(weighty, deliberations=(together(),), reviews=(replace(review, passed=False),)), LATER
    yield "没有讨论", ready(weighty, reviews=(review,)), LATER
    few = replace(together(), heads=("周",))
    yield "讨论人数不足", ready(weighty, reviews=(review,), deliberations=(few,)), LATER
    yield "审核需要不明", ready(a_charge(complex=None), deliberations=(together(),)), LATER
    yield "讨论需要不明", ready(a_charge(complex=None), reviews=(review,)), LATER
    yield "没有案件审核", ready(a_charge(regime=Regime.SAMR)), LATER
    earlier = replace(review, at=DAY_ONE - timedelta(hours=1))
    stale = ready(weighty, reviews=(earlier,), deliberations=(together(),))
    yield "审核之后又告知", stale, LATER
    yield "调查未终结的审核", replace(ready(weighty), reports=()), LATER


def of_decisions() -> Iterator[Probe]:
    yield "没有立案", replace(ready(a_charge(proposed=SMALL)), filing=None), LATER
    yield "没有调查报告", replace(ready(), reports=()), LATER
    yield "超过办案期限", ready(), DAY_ONE + timedelta(days=120)
    yield "无效的延长", ready(prolongations=(Prolongation(DAY_ONE, 30, Grantor.HEAD),)), LATER
    hurd = ready(a_charge(regime=Regime.HURD))
    yield "过期的延长", hurd, DAY_ONE + timedelta(days=120)
    yield "没有不罚的事由", ready(), LATER


def of_filing() -> Iterator[Probe]:
    known = {"evidence": True, "deserves_penalty": True, "own_jurisdiction": True, "within_limitation": True}
    yield "没有线索", a_clue(clue=None), LATER
    for condition in known:
        yield f"不符合{condition}", a_clue(clue=Clue(DAY_ONE, **{**known, condition: False})), LATER
        yield f"不清楚{condition}", a_clue(clue=Clue(DAY_ONE, **{**known, condition: None})), LATER
    yield "未立案的告知", spot(a_charge(proposed=LARGE)), LATER
    yield "当场处罚的种类", spot(a_charge(proposed=Penalty((PenaltyKind.REVOKE_LICENSE,)))), LATER
    yield "当场处罚的没收", spot(a_charge(proposed=Penalty((PenaltyKind.CONFISCATE_GOODS,), goods=yuan(50)))), LATER
    yield "当场处罚的复杂案情", spot(a_charge(proposed=ON_SPOT, complex=True)), LATER
    yield "当场处罚的案情不明", spot(a_charge(proposed=ON_SPOT, complex=None)), LATER
    yield "当场处罚的听证标准不明", replace(spot(a_charge(proposed=ON_SPOT)), province="330106"), LATER
    early = ready()
    before = tuple(replace(each, at=DAY_ONE - timedelta(days=1)) for each in early.notices)
    yield "立案前的告知", replace(early, notices=before), LATER
