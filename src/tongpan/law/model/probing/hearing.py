"""Probes of notice and hearing (告知、听证)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tongpan.law.facts import (
    Hearing,
    HearingNotice,
    Penalty,
    Review,
)
from tongpan.law.facts.words import (
    HearingOutcome,
)
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, Probe, hearing_asked, hearing_fixed, ready, together
from tongpan.law.model.starting import (
    DAY_ONE,
    LARGE,
    a_charge,
)
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.period import SHANGHAI
from tongpan.law.titles import SAMR


def of_notices() -> Iterator[Probe]:
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


def of_hearings() -> Iterator[Probe]:
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
    yield "要求而未听证", hearing_asked(), LATER
    yield "听证通知不足七日", hearing_fixed(), LATER
    yield "听证可以举行", hearing_fixed(), fortnight
    samr = a_charge(regime=Regime.SAMR, proposed=LARGE)
    row = HearingNotice(**KEY, served_at=DAY_ONE, held_on=date(2026, 3, 12))
    yield "听证未公告", hearing_fixed(charges=(samr,), hearing_notices=(row,)), fortnight
    short = replace(row, announced_on=date(2026, 3, 13))
    yield "听证公告不足", hearing_fixed(charges=(samr,), hearing_notices=(short,)), fortnight
    yield "听证之前审核", replace(hearing_fixed(), statements=()), LATER
    heard = Hearing(**KEY, at=fortnight, chair="陈", outcome=HearingOutcome.HELD, evidence=())
    passed = Review(**KEY, at=fortnight + timedelta(hours=1), reviewer="李", passed=True)
    over = hearing_fixed(hearings=(heard,), reviews=(passed,), deliberations=(together(),))
    yield "听证笔录以外的证据", over, fortnight + timedelta(days=1)
